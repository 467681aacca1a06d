package io.patchbay.protocol.method;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Contents;
import io.patchbay.api.ResourceResult;
import io.patchbay.protocol.ask.ModernInput;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Checked;
import io.patchbay.protocol.call.Leased;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Readable;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.call.Subject;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.wire.Caching;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.protocol.wire.WireFormat;
import java.util.List;
import java.util.Map;

/** The method {@code resources/read}. */
public final class ResourcesRead implements Method<Readable> {

    private final ModernInput input;
    private final Formats formats;

    public ResourcesRead(ModernInput input, Formats formats) {
        this.input = input;
        this.formats = formats;
    }

    @Override
    public Subject<Readable> subject(Call call) throws ProtocolException {
        return Subject.resource(uri(call));
    }

    @Override
    public Prepared prepare(Call call, Leased<Readable> about) throws ProtocolException {
        if (call.modern()) {
            call.progress().inputs(input.read(call));
        }
        Readable readable = about.value();
        return new ReadRound(call, formats.of(call.revision()), new Asked(uri(call), readable.uri()), readable);
    }

    private static ResourceUri uri(Call call) throws ProtocolException {
        return Params.uri(call.request().params(), call.revision(), "uri");
    }

    /**
     * The requested resource.
     *
     * @param own the URI in the connector's spelling; policy and the audit trail see only this spelling
     */
    private record Asked(ResourceUri uri, String own) {

        /** Returns the contents with the client's spelling of the requested URI. */
        List<Contents> answer(List<Contents> contents) {
            return contents.stream().map(this::answer).toList();
        }

        private Contents answer(Contents one) {
            boolean same = !one.uri().equals(uri.given())
                    && (one.uri().equals(own) || ResourceUri.key(one.uri()).equals(uri.key()));
            return same ? one.withUri(uri.given()) : one;
        }
    }

    /** One round of {@code resources/read}. */
    private record ReadRound(Call call, WireFormat format, Asked asked, Readable readable) implements Prepared {

        @Override
        public Checked check() {
            return Checked.valid(Arguments.of(Map.of("uri", asked.own())));
        }

        @Override
        public Result run(Arguments arguments, CallContext context) throws Exception {
            ResourceResult result = readable.reader().read(context);
            if (result instanceof ResourceResult.Complete complete) {
                // a result that depends on the client's answers must not be cached
                Caching caching = call.progress().inputs().answers().isEmpty()
                        ? new Caching(complete.fresh(), false)
                        : Caching.NONE;
                return Result.Done.ok(out -> format.resourceResult(out, asked.answer(complete.contents()), caching));
            }
            if (result instanceof ResourceResult.NotFound) {
                throw ProtocolException.resourceNotFound(
                        call.revision(), asked.uri().given());
            }
            if (result instanceof ResourceResult.InputRequired required) {
                return new Result.Ask(required.requests(), required.state());
            }
            throw new IllegalStateException("The resource returned null");
        }
    }
}
