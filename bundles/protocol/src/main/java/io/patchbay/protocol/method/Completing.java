package io.patchbay.protocol.method;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.CallContext;
import io.patchbay.api.Completion;
import io.patchbay.protocol.call.Access;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Capabilities;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.PromptEntry;
import io.patchbay.protocol.catalog.TemplateEntry;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.protocol.wire.WireFormat;
import io.patchbay.spi.policy.Target;
import java.util.Map;

/** {@code completion/complete}. */
public final class Completing implements Method {

    private final Access access;
    private final Capabilities capabilities;
    private final Formats formats;

    public Completing(Access access, Capabilities capabilities, Formats formats) {
        this.access = access;
        this.capabilities = capabilities;
        this.formats = formats;
    }

    @Override
    public Prepared prepare(Call call) throws ProtocolException {
        capabilities.require(call, Capabilities.COMPLETION);
        JsonNode params = call.request().params();
        JsonNode argument = Params.object(params, "argument");
        String name = Params.string(argument, "name");
        String typed = Params.string(argument, "value");
        Map<String, String> known = Params.strings(Params.object(params, "context"), "arguments");
        JsonNode ref = Params.object(params, "ref");
        return switch (Params.string(ref, "type")) {
            case "ref/prompt" -> prompt(call, Params.string(ref, "name"), name, typed, known);
            case "ref/resource" -> template(call, Params.string(ref, "uri"), name, typed, known);
            default ->
                throw ProtocolException.invalidParams("\"ref.type\" must be \"ref/prompt\" or \"ref/resource\".");
        };
    }

    private Prepared prompt(Call call, String prompt, String name, String typed, Map<String, String> known)
            throws ProtocolException {
        PromptEntry entry = access.prompt(call, prompt);
        boolean has = entry.definition().arguments().stream()
                .anyMatch(argument -> argument.name().equals(name));
        return prepared(call, entry, has, context -> entry.prompt().complete(name, typed, known, context));
    }

    private Prepared template(Call call, String uri, String name, String typed, Map<String, String> known)
            throws ProtocolException {
        if (ResourceUri.of(uri).isEmpty()) {
            throw ProtocolException.invalidParams(
                    "Unknown resource template: \"" + Texts.clipped(uri) + "\" is not a URI template.");
        }
        TemplateEntry entry = access.templateOf(call, uri);
        boolean has = entry.variables().contains(name);
        return prepared(call, entry, has, context -> entry.template().complete(name, typed, known, context));
    }

    private Prepared prepared(Call call, Entry entry, boolean has, Completer completer) throws ProtocolException {
        if (!has) {
            entry.lease().release();
            throw ProtocolException.invalidParams("There is no such argument to complete.");
        }
        return new CompletionRound(formats.of(call.revision()), entry, completer);
    }

    /** Completes. */
    private interface Completer {
        Completion complete(CallContext context) throws Exception;
    }

    /** One completion. */
    private record CompletionRound(WireFormat format, Entry entry, Completer completer) implements Prepared {

        @Override
        public Target target() {
            return entry.target();
        }

        @Override
        public String owner() {
            return entry.owner();
        }

        @Override
        public Result run(CallContext context) throws Exception {
            Completion completion = completer.complete(context);
            return Result.Done.ok(out -> format.completion(out, completion));
        }

        @Override
        public void close() {
            entry.lease().release();
        }
    }
}
