package io.patchbay.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Answer;
import io.patchbay.api.CallContext;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Schema;
import io.patchbay.api.Tasks;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestJson;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** A server for tests of tasks: tools that wait until the test lets them continue, and calls that become tasks. */
public final class TaskServer {

    public static final Schema NAME = Schema.of(
            TestJson.q("{'type':'object','properties':{'name':{'type':'string','maxLength':20}},'required':['name']}"));

    private final Server server;
    private final Semaphore gate = new Semaphore(0);

    TaskServer(Server server) {
        this.server = server;
    }

    /** Lets one waiting tool continue. */
    void go() {
        gate.release();
    }

    /** Drains the unused permits. */
    void shut() {
        gate.drainPermits();
    }

    static ToolDefinition definition(String name, Tasks tasks) {
        return ToolDefinition.readOnly(name, "A tool of a test.", Stubs.ANY).withTasks(tasks);
    }

    public static Tool tool(String name, Tasks tasks, Stubs.Body body) {
        return Stubs.tool(definition(name, tasks), body);
    }

    /** Becomes a task at once, and ends when the test lets it. */
    Tool job(String name) {
        return tool(name, Tasks.ALLOWED, (arguments, context) -> {
            context.continueAsTask();
            gate.acquire();
            return ToolResult.text("done by " + name);
        });
    }

    /** Becomes a task at once, and asks for a name. */
    static Tool asker(String name) {
        return tool(name, Tasks.ALLOWED, (arguments, context) -> {
            context.continueAsTask();
            return askName(context);
        });
    }

    public static ToolResult askName(CallContext context) {
        return context.answers().get("who") instanceof Answer.Accepted accepted
                ? ToolResult.text("Hello, " + accepted.content().string("name"))
                : ToolResult.ask("who", InputRequest.form("Who?", NAME));
    }

    ModernClient alice() {
        return server.modern().takingTasks();
    }

    /** Calls a tool and returns the id of the task that the call becomes. */
    public String create(String tool) {
        return create(alice(), tool);
    }

    public static String create(ModernClient client, String tool) {
        JsonNode result = client.tool(tool).result();
        assertThat(result.path("resultType").textValue()).as("%s", result).isEqualTo("task");
        return result.path("taskId").textValue();
    }

    /** Sets the time after which calls become tasks. */
    void after(Duration after) {
        TaskLimits now = server.taskLimits();
        server.limits(new TaskLimits(
                after,
                now.maxDuration(),
                now.kept(),
                now.poll(),
                now.max(),
                now.maxPerCaller(),
                now.maxRunning(),
                now.maxRunningPerConnector(),
                now.maxResult(),
                now.maxMemory()));
    }

    /** Sets the maximum duration of tasks. */
    void maxDuration(Duration maxDuration) {
        TaskLimits now = server.taskLimits();
        server.limits(new TaskLimits(
                now.after(),
                maxDuration,
                now.kept(),
                now.poll(),
                now.max(),
                now.maxPerCaller(),
                now.maxRunning(),
                now.maxRunningPerConnector(),
                now.maxResult(),
                now.maxMemory()));
    }

    /** Sets the maximum numbers of kept and of running tasks. */
    void maxTasks(int all, int ofCaller, int running, int ofConnector) {
        TaskLimits now = server.taskLimits();
        server.limits(new TaskLimits(
                now.after(),
                now.maxDuration(),
                now.kept(),
                now.poll(),
                all,
                ofCaller,
                running,
                ofConnector,
                now.maxResult(),
                now.maxMemory()));
    }

    /** Sets the maximum sizes of one result and of all results. */
    void maxResults(int result, long memory) {
        TaskLimits now = server.taskLimits();
        server.limits(new TaskLimits(
                now.after(),
                now.maxDuration(),
                now.kept(),
                now.poll(),
                now.max(),
                now.maxPerCaller(),
                now.maxRunning(),
                now.maxRunningPerConnector(),
                result,
                memory));
    }
}
