package io.patchbay.protocol;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.ResourceResult;
import io.patchbay.spi.policy.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/** {@code resources/read}. */
final class ResourcesRead implements Method {

    private final Access access;
    private final ModernInput input;
    private final Formats formats;

    ResourcesRead(Access access, ModernInput input, Formats formats) {
        this.access = access;
        this.input = input;
        this.formats = formats;
    }

    @Override
    public Prepared prepare(Call call) throws ProtocolException {
        String uri = Params.string(call.request().params(), "uri");
        Optional<ResourceEntry> resource = access.resource(call, uri);
        if (resource.isPresent()) {
            return round(call, uri, resource.get(), context -> resource.get().resource().read(context));
        }
        URI parsed = parse(call, uri);
        TemplateMatch match = access.template(call, uri);
        return round(call, uri, match.entry(), context ->
                match.entry().template().read(parsed, match.variables(), context));
    }

    private Prepared round(Call call, String uri, Entry entry, Reader reader) throws ProtocolException {
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

    private static URI parse(Call call, String uri) throws ProtocolException {
        try {
            URI parsed = new URI(uri);
            if (parsed.isAbsolute()) {
                return parsed;
            }
        } catch (URISyntaxException e) {
            // answered below: what is no URI names no resource
        }
        throw ProtocolException.resourceNotFound(call.revision(), uri);
    }

    /** Reads, by URI or by template. */
    private interface Reader {
        ResourceResult read(CallContext context) throws Exception;
    }

    /** One round of one read. */
    private record ReadRound(Call call, WireFormat format, String uri, Entry entry, Reader reader) implements Prepared {

        @Override
        public Target target() {
            return entry.target();
        }

        @Override
        public Arguments arguments() {
            return Arguments.of(Map.of("uri", uri));
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
                Caching caching = call.inputs().answers().isEmpty() ? new Caching(complete.fresh(), false) : Caching.NONE;
                return Result.Done.ok(out -> format.resourceResult(out, complete.contents(), caching));
            }
            if (result instanceof ResourceResult.NotFound) {
                throw ProtocolException.resourceNotFound(call.revision(), uri);
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
