package io.patchbay.protocol.method;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptResult;
import io.patchbay.protocol.ask.AskedInWords;
import io.patchbay.protocol.ask.ModernInput;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Checked;
import io.patchbay.protocol.call.Leased;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.call.Subject;
import io.patchbay.protocol.catalog.PromptEntry;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.protocol.wire.WireFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The method {@code prompts/get}. */
public final class PromptsGet implements Method<PromptEntry> {

    private final ModernInput input;
    private final Formats formats;

    public PromptsGet(ModernInput input, Formats formats) {
        this.input = input;
        this.formats = formats;
    }

    @Override
    public Subject<PromptEntry> subject(Call call) throws ProtocolException {
        return Subject.prompt(Params.string(call.request().params(), "name"));
    }

    @Override
    public Arguments given(Call call) {
        return call.request().params().get("arguments") instanceof ObjectNode object
                ? Trees.toArguments(object)
                : Arguments.none();
    }

    @Override
    public Prepared prepare(Call call, Leased<PromptEntry> about) throws ProtocolException {
        PromptEntry entry = about.value();
        Map<String, String> arguments = Params.strings(call.request().params(), "arguments");
        for (PromptArgument argument : entry.definition().arguments()) {
            if (argument.required() && !arguments.containsKey(argument.name())) {
                throw ProtocolException.invalidParams("The argument \"" + argument.name() + "\" must be given.");
            }
        }
        checkCapabilities(call, entry);
        if (call.modern()) {
            call.progress().inputs(input.read(call));
        }
        return new PromptRound(formats.of(call.revision()), entry, Arguments.of(arguments));
    }

    private static void checkCapabilities(Call call, PromptEntry entry) throws ProtocolException {
        Set<ClientCapability> missing =
                call.meta().capabilities().missing(entry.definition().needs());
        if (!missing.isEmpty()) {
            String needed = "The prompt " + entry.wireName() + " needs a client that supports "
                    + AskedInWords.capabilities(missing) + ".";
            throw call.modern()
                    ? ProtocolException.missingCapability(missing, needed)
                    : ProtocolException.invalidParams(needed);
        }
    }

    /** One round of {@code prompts/get}. */
    private record PromptRound(WireFormat format, PromptEntry entry, Arguments arguments) implements Prepared {

        @Override
        public Checked check() {
            return Checked.valid(arguments);
        }

        @Override
        public Set<String> parameters() {
            return entry.definition().arguments().stream()
                    .map(PromptArgument::name)
                    .collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public Result run(Arguments checked, CallContext context) throws Exception {
            PromptResult result = entry.prompt().get(checked, context);
            if (result instanceof PromptResult.Complete complete) {
                return Result.Done.ok(out -> format.promptResult(out, complete));
            }
            if (result instanceof PromptResult.InputRequired required) {
                return new Result.Ask(required.requests(), required.state());
            }
            throw new IllegalStateException("The prompt returned null");
        }
    }
}
