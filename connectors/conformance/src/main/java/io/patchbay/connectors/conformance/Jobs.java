package io.patchbay.connectors.conformance;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.CallException;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Schema;
import io.patchbay.api.Tasks;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools that run as tasks (SEP-2663). */
final class Jobs {

    private static final Duration FAILURE_DELAY = Duration.ofSeconds(1);
    private static final int APPLICATION_ERROR = 1001;

    List<Tool> tools() {
        return List.of(
                job(
                        "slow_compute",
                        "Computes for the given number of seconds.",
                        Schemas.COMPUTATION,
                        Tasks.ALLOWED,
                        Jobs::compute),
                job("failing_job", "Fails after one second.", Schema.EMPTY, Tasks.REQUIRED, Jobs::fail),
                job(
                        "protocol_error_job",
                        "Ends with a protocol error.",
                        Schema.EMPTY,
                        Tasks.REQUIRED,
                        Jobs::failWithProtocolError),
                job(
                        "confirm_delete",
                        "Asks for confirmation before it pretends to delete a file.",
                        Schemas.string("filename"),
                        Tasks.ALLOWED,
                        Jobs::confirmDelete),
                job("multi_input", "Asks two questions at once.", Schema.EMPTY, Tasks.ALLOWED, Jobs::askTwoNames),
                job(
                        "test_tool_with_task",
                        "Asks for a name, then continues as a task.",
                        Schema.EMPTY,
                        Tasks.REQUIRED,
                        Jobs::askThenWork));
    }

    private static Tool job(String name, String description, Schema input, Tasks tasks, FixtureTool.Step step) {
        return new FixtureTool(ToolDefinition.readOnly(name, description, input).withTasks(tasks), step);
    }

    private static ToolResult compute(Arguments arguments, CallContext context) throws InterruptedException {
        long seconds = arguments.integer("seconds");
        if (seconds > 0) {
            context.continueAsTask();
            Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        }
        return ToolResult.text("Computed " + arguments.optionalString("label").orElse("it") + " in " + seconds + " s.");
    }

    private static ToolResult fail(Arguments arguments, CallContext context) throws InterruptedException {
        Thread.sleep(FAILURE_DELAY.toMillis());
        return ToolResult.failed("This job always fails.");
    }

    private static ToolResult failWithProtocolError(Arguments arguments, CallContext context) throws CallException {
        throw new CallException(APPLICATION_ERROR, "This job always ends with a protocol error.");
    }

    private static ToolResult confirmDelete(Arguments arguments, CallContext context) {
        context.continueAsTask();
        String file = arguments.string("filename");
        return Questions.bool(context, "confirmation", "confirm")
                .<ToolResult>map(
                        confirmed -> ToolResult.text(confirmed ? "Deleted " + file + "." : "Kept " + file + "."))
                .orElseGet(() -> ToolResult.ask("confirmation", Questions.bool("Delete " + file + "?", "confirm")));
    }

    private static ToolResult askTwoNames(Arguments arguments, CallContext context) {
        context.continueAsTask();
        Optional<String> first = Questions.string(context, "first", "name");
        Optional<String> second = Questions.string(context, "second", "name");
        if (first.isPresent() && second.isPresent()) {
            return ToolResult.text(first.get() + " and " + second.get());
        }
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        requests.put("first", Questions.string("What is the first name?", "name"));
        requests.put("second", Questions.string("What is the second name?", "name"));
        return new ToolResult.InputRequired(requests, Optional.empty());
    }

    private static ToolResult askThenWork(Arguments arguments, CallContext context) {
        return Questions.string(context, "user_name", "name")
                .<ToolResult>map(name -> {
                    context.continueAsTask();
                    return ToolResult.text("Worked for " + name + ".");
                })
                .orElseGet(() -> ToolResult.ask("user_name", Questions.string("What is your name?", "name")));
    }
}
