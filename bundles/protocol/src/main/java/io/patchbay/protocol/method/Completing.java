package io.patchbay.protocol.method;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.CallContext;
import io.patchbay.api.Completion;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Capabilities;
import io.patchbay.protocol.call.Leased;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.call.Subject;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.PromptEntry;
import io.patchbay.protocol.catalog.TemplateEntry;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.protocol.wire.WireFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The method {@code completion/complete}, which proposes values for an argument of a prompt or a variable of a
 * template.
 */
public final class Completing implements Method<Entry> {

    private final Formats formats;

    public Completing(Formats formats) {
        this.formats = formats;
    }

    @Override
    public Optional<String> needed() {
        return Optional.of(Capabilities.COMPLETION);
    }

    @Override
    public Subject<Entry> subject(Call call) throws ProtocolException {
        JsonNode ref = Params.object(call.request().params(), "ref");
        return switch (Params.string(ref, "type")) {
            case "ref/prompt" -> Subject.asEntry(Subject.prompt(Params.string(ref, "name")));
            case "ref/resource" -> Subject.asEntry(Subject.template(uriTemplate(ref)));
            default ->
                throw ProtocolException.invalidParams("\"ref.type\" must be \"ref/prompt\" or \"ref/resource\".");
        };
    }

    private static String uriTemplate(JsonNode ref) throws ProtocolException {
        String uri = Params.string(ref, "uri");
        if (ResourceUri.of(uri).isEmpty()) {
            throw ProtocolException.invalidParams(
                    "Unknown resource template: \"" + Texts.clipped(uri) + "\" is not a URI template.");
        }
        return uri;
    }

    @Override
    public Prepared prepare(Call call, Leased<Entry> about) throws ProtocolException {
        JsonNode params = call.request().params();
        JsonNode argument = Params.object(params, "argument");
        String name = Params.string(argument, "name");
        String typed = Params.string(argument, "value");
        Map<String, String> known = Params.strings(Params.object(params, "context"), "arguments");
        Completer completer = completer(about.value(), name)
                .orElseThrow(() -> ProtocolException.invalidParams("The prompt or template has no such argument."));
        WireFormat format = formats.of(call.revision());
        return (arguments, context) -> {
            Completion completion = completer.complete(typed, known, context);
            return Result.Done.ok(out -> format.completion(out, completion));
        };
    }

    /** Completes one argument. */
    private interface Completer {
        Completion complete(String typed, Map<String, String> known, CallContext context) throws Exception;
    }

    /** Returns the completer of an argument; empty if the entry has no argument of that name. */
    private static Optional<Completer> completer(Entry entry, String name) {
        if (entry instanceof PromptEntry prompt) {
            boolean has = prompt.definition().arguments().stream()
                    .anyMatch(argument -> argument.name().equals(name));
            return has
                    ? Optional.of((typed, known, context) -> prompt.prompt().complete(name, typed, known, context))
                    : Optional.empty();
        }
        if (entry instanceof TemplateEntry template) {
            return template.variables().contains(name)
                    ? Optional.of((typed, known, context) -> template.template().complete(name, typed, known, context))
                    : Optional.empty();
        }
        throw new AssertionError(entry);
    }
}
