package io.patchbay.protocol.method;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.Effect;
import io.patchbay.api.Tasks;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.ask.AskedInWords;
import io.patchbay.protocol.ask.ModernInput;
import io.patchbay.protocol.call.Access;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.catalog.ToolEntry;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.rpc.Violation;
import io.patchbay.protocol.schema.HeaderParameter;
import io.patchbay.protocol.schema.SchemaValidator;
import io.patchbay.protocol.task.TasksExtension;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.protocol.wire.WireFormat;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code tools/call}. */
public final class ToolsCall implements Method {

    private static final Logger log = LoggerFactory.getLogger(ToolsCall.class);

    private final Access access;
    private final ModernInput input;
    private final Formats formats;

    public ToolsCall(Access access, ModernInput input, Formats formats) {
        this.access = access;
        this.input = input;
        this.formats = formats;
    }

    @Override
    public Prepared prepare(Call call) throws ProtocolException {
        ObjectNode params = call.request().params();
        ToolEntry entry = access.tool(call, Params.string(params, "name"));
        try {
            ObjectNode arguments = Params.object(params, "arguments");
            Set<ClientCapability> missing =
                    call.meta().capabilities().missing(entry.definition().needs());
            Tasks tasks = tasks(call, entry);
            if (call.modern() && call.task().isEmpty()) {
                for (HeaderParameter parameter : entry.headers()) {
                    parameter.check(arguments, call.exchange().headers(parameter.header()));
                }
                if (!missing.isEmpty()) {
                    throw ProtocolException.missingCapability(missing, AskedInWords.needed(entry.wireName(), missing));
                }
                call.inputs(input.read(call));
            }
            return new ToolRound(call, entry, arguments, missing, tasks);
        } catch (ProtocolException | RuntimeException | Error e) {
            entry.lease().release();
            throw e;
        }
    }

    /** Whether this call may become a task, or is one. */
    private static Tasks tasks(Call call, ToolEntry entry) throws ProtocolException {
        Tasks tasks = entry.definition().tasks();
        if (call.task().isPresent()) {
            return Tasks.ALLOWED; // whatever the tool has become since
        }
        if (tasks == Tasks.NEVER || TasksExtension.declared(call)) {
            return tasks;
        }
        if (tasks == Tasks.REQUIRED && call.modern()) {
            throw TasksExtension.undeclared();
        }
        return tasks == Tasks.REQUIRED ? tasks : Tasks.NEVER;
    }

    /** One round of one call of one tool. */
    private final class ToolRound implements Prepared {

        private final WireFormat format;
        private final ToolEntry entry;
        private final Arguments arguments;
        private final Tasks tasks;
        private final Optional<Result.Done> violation;
        private final Call call;
        /** Whether the answers that were brought are for one run only. */
        private boolean once;

        ToolRound(Call call, ToolEntry entry, ObjectNode arguments, Set<ClientCapability> missing, Tasks tasks) {
            this.format = formats.of(call.revision());
            this.call = call;
            this.once = entry.definition().effect() != Effect.READ_ONLY
                    && call.modern()
                    && call.task().isEmpty();
            this.entry = entry;
            SchemaValidator.Checked checked = entry.input().check(arguments);
            this.arguments = Trees.arguments(checked.value());
            this.tasks = tasks;
            this.violation = tasks == Tasks.REQUIRED && !call.modern()
                    ? Optional.of(failed(
                            new Outcome(Outcome.Kind.FAILED, "missing_capability"),
                            "This tool runs only as a task, which your client does not support."))
                    : violation(checked.violations(), missing);
        }

        private Optional<Result.Done> violation(List<String> violations, Set<ClientCapability> missing) {
            if (!missing.isEmpty()) {
                return Optional.of(failed(
                        new Outcome(Outcome.Kind.FAILED, "missing_capability"),
                        AskedInWords.needed(entry.wireName(), missing)));
            }
            if (!violations.isEmpty()) {
                return Optional.of(
                        failed(Violation.INVALID_ARGUMENTS, Violation.ofArguments(entry.wireName(), violations)));
            }
            return Optional.empty();
        }

        @Override
        public Target target() {
            return entry.target();
        }

        @Override
        public Arguments arguments() {
            return arguments;
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
        public Set<String> secrets() {
            return entry.secrets();
        }

        @Override
        public String owner() {
            return entry.owner();
        }

        @Override
        public Tasks tasks() {
            return tasks;
        }

        @Override
        public Optional<Result.Done> violation() {
            return violation;
        }

        @Override
        public Result run(CallContext context) throws Exception {
            if (once) {
                once = false;
                input.useOnce(call);
            }
            ToolResult result = entry.tool().call(arguments, context);
            if (result instanceof ToolResult.Complete complete) {
                return complete(context, complete);
            }
            if (result instanceof ToolResult.Failed failed) {
                return failed(new Outcome(Outcome.Kind.FAILED, failed.code().orElse("")), failed);
            }
            if (result instanceof ToolResult.InputRequired required) {
                return new Result.Ask(required.requests(), required.state());
            }
            throw new IllegalStateException("The tool answered null");
        }

        private Result complete(CallContext context, ToolResult.Complete complete) {
            if (entry.output().isPresent() && !conforms(context, complete)) {
                return failed(
                        new Outcome(Outcome.Kind.ERROR, "invalid_output"),
                        "The tool's answer did not have the form it promises (call " + context.callId() + ").");
            }
            return Result.Done.ok(out -> format.toolResult(out, complete));
        }

        private boolean conforms(CallContext context, ToolResult.Complete complete) {
            List<String> violations = complete.structured()
                    .map(structured -> entry.output().orElseThrow().violationsForLog(Trees.parse(structured)))
                    .orElse(List.of("there is no structured content"));
            if (!violations.isEmpty()) {
                log.warn(
                        "Call {}: the result of {} violates its output schema: {}",
                        context.callId(),
                        entry.wireName(),
                        String.join("; ", violations));
            }
            return violations.isEmpty();
        }

        @Override
        public Result.Done failed(Outcome outcome, String message) {
            return failed(outcome, new ToolResult.Failed(message, Optional.of(outcome.code())));
        }

        private Result.Done failed(Outcome outcome, ToolResult.Failed failed) {
            return new Result.Done(out -> format.toolFailure(out, failed), outcome);
        }

        @Override
        public void close() {
            entry.lease().release();
        }
    }
}
