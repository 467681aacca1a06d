package io.patchbay.protocol.method;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptResult;
import io.patchbay.protocol.ask.AskedInWords;
import io.patchbay.protocol.ask.ModernInput;
import io.patchbay.protocol.call.Access;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.catalog.PromptEntry;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.protocol.wire.WireFormat;
import io.patchbay.spi.policy.Target;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code prompts/get}. */
public final class PromptsGet implements Method {

    private final Access access;
    private final ModernInput input;
    private final Formats formats;

    public PromptsGet(Access access, ModernInput input, Formats formats) {
        this.access = access;
        this.input = input;
        this.formats = formats;
    }

    @Override
    public Prepared prepare(Call call) throws ProtocolException {
        PromptEntry entry = access.prompt(call, Params.string(call.request().params(), "name"));
        try {
            Map<String, String> arguments = Params.strings(call.request().params(), "arguments");
            for (PromptArgument argument : entry.definition().arguments()) {
                if (argument.required() && !arguments.containsKey(argument.name())) {
                    throw ProtocolException.invalidParams("The argument \"" + argument.name() + "\" must be given.");
                }
            }
            checkCapabilities(call, entry);
            if (call.modern()) {
                call.inputs(input.read(call));
            }
            return new PromptRound(formats.of(call.revision()), entry, Arguments.of(arguments));
        } catch (ProtocolException | RuntimeException | Error e) {
            entry.lease().release();
            throw e;
        }
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

    /** One round of one prompt. */
    private record PromptRound(WireFormat format, PromptEntry entry, Arguments arguments) implements Prepared {

        @Override
        public Target target() {
            return entry.target();
        }

        @Override
        public Set<String> parameters() {
            return entry.definition().arguments().stream()
                    .map(PromptArgument::name)
                    .collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public String owner() {
            return entry.owner();
        }

        @Override
        public Result run(CallContext context) throws Exception {
            PromptResult result = entry.prompt().get(arguments, context);
            if (result instanceof PromptResult.Complete complete) {
                return Result.Done.ok(out -> format.promptResult(out, complete));
            }
            if (result instanceof PromptResult.InputRequired required) {
                return new Result.Ask(required.requests(), required.state());
            }
            throw new IllegalStateException("The prompt answered null");
        }

        @Override
        public void close() {
            entry.lease().release();
        }
    }
}
