package io.patchbay.protocol.method;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.Codes;
import io.patchbay.api.Effect;
import io.patchbay.api.Tasks;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.ask.AskedInWords;
import io.patchbay.protocol.ask.ModernInput;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Checked;
import io.patchbay.protocol.call.Leased;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.call.Subject;
import io.patchbay.protocol.catalog.ToolEntry;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.rpc.TasksExtension;
import io.patchbay.protocol.schema.HeaderParameter;
import io.patchbay.protocol.schema.SchemaValidator;
import io.patchbay.protocol.schema.Violation;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.protocol.wire.WireFormat;
import io.patchbay.spi.audit.Outcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code tools/call}. */
public final class ToolsCall implements Method<ToolEntry> {

    private static final Logger log = LoggerFactory.getLogger(ToolsCall.class);

    private final ModernInput input;
    private final Formats formats;
    private final Predicate<String> readsTexts;

    /**
     * Creates the method {@code tools/call}.
     *
     * @param readsTexts returns whether the arguments of the tool with a given name may contain numbers and booleans as
     *     text
     */
    public ToolsCall(ModernInput input, Formats formats, Predicate<String> readsTexts) {
        this.input = input;
        this.formats = formats;
        this.readsTexts = readsTexts;
    }

    @Override
    public Subject<ToolEntry> subject(Call call) throws ProtocolException {
        return Subject.tool(Params.string(call.request().params(), "name"));
    }

    @Override
    public Arguments given(Call call) {
        return call.request().params().get("arguments") instanceof ObjectNode object
                ? Trees.toArguments(object)
                : Arguments.none();
    }

    @Override
    public Prepared prepare(Call call, Leased<ToolEntry> about) throws ProtocolException {
        ToolEntry entry = about.value();
        ObjectNode arguments = Params.object(call.request().params(), "arguments");
        Set<ClientCapability> missing =
                call.meta().capabilities().missing(entry.definition().needs());
        Tasks tasks = tasks(call, entry);
        if (call.modern() && call.progress().continuation().isEmpty()) {
            for (HeaderParameter parameter : entry.headers()) {
                parameter.check(arguments, call.exchange().headers(parameter.header()));
            }
            if (!missing.isEmpty()) {
                throw ProtocolException.missingCapability(missing, AskedInWords.needed(entry.wireName(), missing));
            }
            call.progress().inputs(input.read(call));
        }
        return new ToolRound(call, entry, arguments, missing, tasks);
    }

    @Override
    public Result.Done failure(Call call, Outcome outcome, String message) {
        return failure(call, outcome, new ToolResult.Failed(message, Optional.of(outcome.code())));
    }

    private Result.Done failure(Call call, Outcome outcome, ToolResult.Failed failed) {
        WireFormat format = formats.of(call.revision());
        return new Result.Done(out -> format.toolFailure(out, failed), outcome);
    }

    /** Returns whether this call may become a task, or must run as a task. */
    private static Tasks tasks(Call call, ToolEntry entry) throws ProtocolException {
        Tasks tasks = entry.definition().tasks();
        if (call.progress().continuation().isPresent()) {
            return Tasks.ALLOWED; // even if a new version of the tool says otherwise
        }
        if (tasks == Tasks.NEVER || TasksExtension.declared(call.request(), call.revision())) {
            return tasks;
        }
        if (tasks == Tasks.REQUIRED && call.modern()) {
            throw TasksExtension.undeclared();
        }
        return tasks == Tasks.REQUIRED ? tasks : Tasks.NEVER;
    }

    /** One round of a call of a tool. */
    private final class ToolRound implements Prepared {

        private final Call call;
        private final ToolEntry entry;
        private final ObjectNode given;
        private final Set<ClientCapability> missing;
        private final Tasks tasks;
        /** True if the state in the request is valid for one run only. */
        private boolean once;

        ToolRound(Call call, ToolEntry entry, ObjectNode given, Set<ClientCapability> missing, Tasks tasks) {
            this.call = call;
            this.entry = entry;
            this.given = given;
            this.missing = missing;
            this.tasks = tasks;
            this.once = entry.definition().effect() != Effect.READ_ONLY
                    && call.modern()
                    && call.progress().continuation().isEmpty();
        }

        @Override
        public Checked check() {
            SchemaValidator.Checked checked = readsTexts.test(entry.wireName())
                    ? entry.input().checkReadingTexts(given)
                    : entry.input().check(given);
            return new Checked(Trees.toArguments(checked.value()), violation(checked.violations()));
        }

        private Optional<Result.Done> violation(List<String> violations) {
            if (tasks == Tasks.REQUIRED && !call.modern()) {
                return missingCapability("This tool runs only as a task, and your client does not support tasks.");
            }
            if (!missing.isEmpty()) {
                return missingCapability(AskedInWords.needed(entry.wireName(), missing));
            }
            return violations.isEmpty()
                    ? Optional.empty()
                    : Optional.of(failure(
                            call, Violation.INVALID_ARGUMENTS, Violation.ofArguments(entry.wireName(), violations)));
        }

        private Optional<Result.Done> missingCapability(String message) {
            return Optional.of(failure(call, new Outcome(Outcome.Kind.FAILED, Codes.MISSING_CAPABILITY), message));
        }

        @Override
        public Set<String> parameters() {
            Set<String> names = new LinkedHashSet<>();
            Trees.parse(entry.definition().input().json())
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(names::add);
            return names;
        }

        @Override
        public Tasks tasks() {
            return tasks;
        }

        @Override
        public Result run(Arguments arguments, CallContext context) throws Exception {
            if (once) {
                once = false;
                input.useOnce(call);
            }
            ToolResult result = entry.tool().call(arguments, context);
            if (result instanceof ToolResult.Complete complete) {
                return complete(context, complete);
            }
            if (result instanceof ToolResult.Failed failed) {
                return failure(
                        call, new Outcome(Outcome.Kind.FAILED, failed.code().orElse("")), failed);
            }
            if (result instanceof ToolResult.InputRequired required) {
                return new Result.Ask(required.requests(), required.state());
            }
            throw new IllegalStateException("The tool returned null");
        }

        private Result complete(CallContext context, ToolResult.Complete complete) {
            if (entry.output().isPresent() && !conforms(context, complete)) {
                return failure(
                        call,
                        new Outcome(Outcome.Kind.ERROR, Codes.INVALID_OUTPUT),
                        "The tool returned a result that does not match its output schema (call " + context.callId()
                                + ").");
            }
            WireFormat format = formats.of(call.revision());
            return Result.Done.ok(out -> format.toolResult(out, complete));
        }

        private boolean conforms(CallContext context, ToolResult.Complete complete) {
            List<String> violations = complete.structured()
                    .map(structured -> entry.output().orElseThrow().violationsForLog(Trees.parse(structured)))
                    .orElse(List.of("the structured content is missing"));
            if (!violations.isEmpty()) {
                log.warn(
                        "Call {}: the result of {} violates its output schema: {}",
                        context.callId(),
                        entry.wireName(),
                        String.join("; ", violations));
            }
            return violations.isEmpty();
        }
    }
}
