package io.patchbay.protocol.method;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Contents;
import io.patchbay.api.ResourceResult;
import io.patchbay.protocol.ask.ModernInput;
import io.patchbay.protocol.call.Access;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.ResourceEntry;
import io.patchbay.protocol.catalog.TemplateMatch;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.wire.Caching;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.protocol.wire.WireFormat;
import io.patchbay.spi.policy.Target;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code resources/read}. */
public final class ResourcesRead implements Method {

    private final Access access;
    private final ModernInput input;
    private final Formats formats;

    public ResourcesRead(Access access, ModernInput input, Formats formats) {
        this.access = access;
        this.input = input;
        this.formats = formats;
    }

    @Override
    public Prepared prepare(Call call) throws ProtocolException {
        ResourceUri uri = Params.uri(call, "uri");
        Optional<ResourceEntry> resource = access.resource(call, uri);
        if (resource.isPresent()) {
            return round(
                    call,
                    new Asked(uri, resource.get().uri()),
                    resource.get(),
                    context -> resource.get().resource().read(context));
        }
        URI parsed = ResourceUri.parsed(uri.text())
                .orElseThrow(() -> ProtocolException.notAUri(call.revision(), uri.given()));
        TemplateMatch match = access.template(call, uri);
        return round(
                call,
                new Asked(uri, match.uri()),
                match.entry(),
                context -> match.entry()
                        .template()
                        .read(ResourceUri.parsed(match.uri()).orElse(parsed), match.variables(), context));
    }

    /**
     * What is to be read.
     *
     * @param own its URI as the connector writes it: policy and the trail see this one form only
     */
    private record Asked(ResourceUri uri, String own) {

        /** What is under the URI that was asked for is answered under the client's spelling of it. */
        List<Contents> answer(List<Contents> contents) {
            return contents.stream().map(this::answer).toList();
        }

        private Contents answer(Contents one) {
            boolean same = !one.uri().equals(uri.given())
                    && (one.uri().equals(own) || ResourceUri.key(one.uri()).equals(uri.key()));
            return same ? one.withUri(uri.given()) : one;
        }
    }

    private Prepared round(Call call, Asked uri, Entry entry, Reader reader) throws ProtocolException {
        try {
            if (call.modern()) {
                call.inputs(input.read(call));
            }
            return new ReadRound(call, formats.of(call.revision()), uri, entry, reader);
        } catch (ProtocolException | RuntimeException | Error e) {
            entry.lease().release();
            throw e;
        }
    }

    /** Reads, by URI or by template. */
    private interface Reader {
        ResourceResult read(CallContext context) throws Exception;
    }

    /** One round of one read. */
    private record ReadRound(Call call, WireFormat format, Asked asked, Entry entry, Reader reader)
            implements Prepared {

        @Override
        public Target target() {
            return entry.target();
        }

        @Override
        public Arguments arguments() {
            return Arguments.of(Map.of("uri", asked.own()));
        }

        @Override
        public String owner() {
            return entry.owner();
        }

        @Override
        public Result run(CallContext context) throws Exception {
            ResourceResult result = reader.read(context);
            if (result instanceof ResourceResult.Complete complete) {
                // what depended on answers is for this one time
                Caching caching =
                        call.inputs().answers().isEmpty() ? new Caching(complete.fresh(), false) : Caching.NONE;
                return Result.Done.ok(out -> format.resourceResult(out, asked.answer(complete.contents()), caching));
            }
            if (result instanceof ResourceResult.NotFound) {
                throw ProtocolException.resourceNotFound(
                        call.revision(), asked.uri().given());
            }
            if (result instanceof ResourceResult.InputRequired required) {
                return new Result.Ask(required.requests(), required.state());
            }
            throw new IllegalStateException("The resource answered null");
        }

        @Override
        public void close() {
            entry.lease().release();
        }
    }
}
