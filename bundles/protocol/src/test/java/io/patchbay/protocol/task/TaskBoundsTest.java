package io.patchbay.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Tasks;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Waiting;
import io.patchbay.spi.audit.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;

/** The bounds on the number, size and duration of tasks, and failures of the server. */
public final class TaskBoundsTest {

    @Rule
    public final Server server = new Server();

    private final TaskServer tasks = new TaskServer(server);
    private final AtomicInteger runs = new AtomicInteger();

    private void publishAll() {
        server.publish(
                tasks.job("job"),
                tasks.job("other"),
                TaskServer.tool("only", Tasks.REQUIRED, (arguments, context) -> {
                    runs.incrementAndGet();
                    return ToolResult.text("ran");
                }),
                TaskServer.tool("allowed", Tasks.ALLOWED, (arguments, context) -> {
                    context.continueAsTask();
                    return ToolResult.text("ran");
                }));
    }

    @Test
    public void aCallerHasSoManyAndAnotherHasItsOwn() {
        publishAll();
        tasks.maxTasks(100, 2, 100, 100);
        tasks.create("only");
        tasks.create("only");

        Answered refused = tasks.alice().tool("only");

        assertThat(refused.summary()).isEqualTo("429 -32603");
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(runs).hasValue(2);
        assertThat(tasks.alice().tool("allowed").text()).as("answered directly").isEqualTo("ran");
        TaskServer.create(server.modern(Callers.known("bob")).takingTasks(), "only");
        TaskServer.create(server.modern(Callers.ofTenant("other", "alice")).takingTasks(), "only");
    }

    @Test
    public void thereAreSoManyInAll() {
        publishAll();
        tasks.maxTasks(1, 100, 100, 100);
        tasks.create("only");

        assertThat(server.modern(Callers.known("bob"))
                        .takingTasks()
                        .tool("only")
                        .summary())
                .isEqualTo("429 -32603");
        assertThat(runs).hasValue(1);
    }

    @Test
    public void soManyRunInOneConnector() {
        publishAll();
        tasks.maxTasks(100, 100, 100, 1);
        String first = tasks.create("job");

        assertThat(tasks.alice().tool("only").summary()).isEqualTo("429 -32603");
        assertThat(tasks.alice().tool("allowed").text()).isEqualTo("ran");
        tasks.go();
        tasks.alice().awaitTask(first, "completed");
        Waiting.until("it has left", () -> server.runningTasks() == 0);

        tasks.create("only");
    }

    @Test
    public void roomComesBackWhenTheyExpire() {
        publishAll();
        tasks.maxTasks(100, 1, 100, 100);
        String id = tasks.create("only");
        tasks.alice().awaitTask(id, "completed");

        server.tasks().pass(Duration.ofHours(2).minusMinutes(1));
        assertThat(tasks.alice().task(id).summary())
                .as("before its time is over")
                .isEqualTo("200 ok");
        assertThat(tasks.alice().tool("only").summary()).isEqualTo("429 -32603");
        server.tasks().pass(Duration.ofMinutes(2));

        assertThat(tasks.alice().task(id).summary()).isEqualTo("200 -32602");
        assertThat(tasks.alice().cancel(id).summary()).isEqualTo("200 -32602");
        assertThat(tasks.alice().update(id, "{}").summary()).isEqualTo("200 -32602");
        tasks.create("only");
    }

    @Test
    public void itIsEndedWhenItTakesTooLong() {
        tasks.maxDuration(Duration.ofMillis(100));
        server.timeout(Duration.ofMillis(1));
        publishAll();

        String id = tasks.create("job");
        JsonNode task = tasks.alice().awaitTask(id, "completed");

        assertThat(task.path("result").path("isError").booleanValue()).isTrue();
        assertThat(server.trail().entry("tools/call").outcome().kind()).isEqualTo(Outcome.Kind.TIMEOUT);
        Waiting.until("it was interrupted", () -> server.running() == 0 && server.runningTasks() == 0);
    }

    @Test
    public void theTimeOfACallIsNotThatOfATask() {
        server.timeout(Duration.ofMillis(1500));
        CountDownLatch go = new CountDownLatch(1);
        server.publish(TaskServer.tool("slow", Tasks.ALLOWED, (arguments, context) -> {
            context.continueAsTask();
            go.await();
            return ToolResult.text("until "
                    + context.deadline().isAfter(java.time.Instant.now().plusSeconds(60)));
        }));

        String id = tasks.create("slow");
        go.countDown();

        assertThat(tasks.alice().awaitTask(id, "completed").toString()).contains("until true");
    }

    @Test
    public void aResultThatIsTooLargeIsToldSo() {
        tasks.maxResults(1000, 1 << 20);
        server.publish(
                TaskServer.tool("large", Tasks.REQUIRED, (arguments, context) -> ToolResult.text("x".repeat(5000))));

        JsonNode task = tasks.alice().awaitTask(tasks.create("large"), "completed");

        assertThat(task.path("result").path("isError").booleanValue()).isTrue();
        assertThat(task.toString()).contains("Ask for less").doesNotContain("xxx");
    }

    @Test
    public void withoutRoomForItsResultItFails() {
        tasks.maxResults(100_000, 2000);
        server.publish(
                TaskServer.tool("large", Tasks.REQUIRED, (arguments, context) -> ToolResult.text("x".repeat(5000))));

        JsonNode task = tasks.alice().awaitTask(tasks.create("large"), "failed");

        assertThat(task.path("error").path("message").textValue()).startsWith("The server has no room");
    }

    @Test
    public void aResultThatIsNoJsonFailsItsTaskOnly() {
        server.publish(TaskServer.tool(
                "broken",
                Tasks.REQUIRED,
                (arguments, context) -> ToolResult.structured(new io.patchbay.api.Json("{oops"))));

        JsonNode task = tasks.alice().awaitTask(tasks.create("broken"), "completed");

        assertThat(task.path("result").path("isError").booleanValue()).isTrue();
    }

    @Test
    public void whatCannotBeKeptDoesNotRun() {
        publishAll();
        server.tasks().fail(true);

        Answered refused = tasks.alice().tool("only");

        assertThat(refused.summary()).isEqualTo("503 -32603");
        assertThat(runs).hasValue(0);
        assertThat(server.runningTasks()).isZero();
        assertThat(tasks.alice().tool("allowed").text()).as("answered directly").isEqualTo("ran");
        server.tasks().fail(false);
        tasks.create("only");
    }

    @Test
    public void whatCannotBePutOnRecordDoesNotRun() {
        publishAll();
        server.trail().failIntent();

        assertThat(tasks.alice().tool("only").status()).isEqualTo(503);
        assertThat(runs).hasValue(0);
        assertThat(tasks.alice().tool("allowed").text()).isEqualTo("ran");
        assertThat(server.runningTasks()).isZero();
        String id = server.tasks().changes().get(0).id();
        server.trail().recover();
        assertThat(tasks.alice().task(id).summary()).isEqualTo("200 -32602");
    }

    @Test
    public void aResultThatCannotBePutOnRecordIsNotTold() {
        publishAll();
        String id = tasks.create("job");
        server.trail().failClose();
        tasks.go();
        server.trail().endedOnce("tools/call");
        server.trail().recover();

        JsonNode task = tasks.alice().awaitTask(id, "failed");

        assertThat(task.toString()).doesNotContain("done by job");
        assertThat(task.path("error").path("message").textValue()).contains("cannot handle this request now");
    }

    @Test
    public void aResultThatCannotBeKeptYetIsToldFromHereAndKeptLater() {
        publishAll();
        String id = tasks.create("job");
        server.tasks().fail(true);
        tasks.go();
        JsonNode told = tasks.alice().awaitTask(id, "completed");
        assertThat(server.tasks().changes()).hasSize(1);

        server.tasks().fail(false);

        Waiting.until("it is kept", () -> server.tasks().changes().size() == 2);
        assertThat(server.tasks().changes().get(1).status().ended()).isTrue();
        assertThat(tasks.alice().task(id).result().path("lastUpdatedAt")).isEqualTo(told.path("lastUpdatedAt"));
    }

    @Test
    public void aStoreThatCannotBeReadIsNoAnswer() {
        server.tasks().fail(true);

        for (String method : new String[] {"tasks/get", "tasks/cancel"}) {
            assertThat(tasks.alice().call(method, "{'taskId':'x'}").summary()).isEqualTo("503 -32603");
        }
        assertThat(tasks.alice()
                        .call("subscriptions/listen", "{'notifications':{'taskIds':['x']}}")
                        .summary())
                .isEqualTo("503 -32603");
    }

    @Test
    public void aServerThatStopsSaysSo() {
        publishAll();
        server.publish("asking", java.util.List.of(TaskServer.asker("asker")));
        String running = tasks.create("job");
        String waiting = tasks.create("asker");
        tasks.alice().awaitTask(waiting, "input_required");

        server.restart();
        publishAll();

        for (String id : new String[] {running, waiting}) {
            server.publish(tasks.job("job"), TaskServer.asker("asker"));
            JsonNode task = tasks.alice().task(id).result();
            assertThat(task.path("status").textValue()).isEqualTo("failed");
            assertThat(task.path("error").path("message").textValue())
                    .isEqualTo("The server stopped before this call ended.");
        }
        server.trail().endedOnce("tools/call");
        assertThat(server.trail().entries("tools/call"))
                .extracting(entry -> entry.outcome().kind())
                .containsOnly(Outcome.Kind.ERROR);
    }

    @Test
    public void aConnectorThatDoesNotHeedItsEndKeepsItsPlace() {
        CountDownLatch go = new CountDownLatch(1);
        server.publish(TaskServer.tool("deaf", Tasks.ALLOWED, (arguments, context) -> {
            context.continueAsTask();
            while (go.getCount() > 0) {
                Thread.onSpinWait();
            }
            return ToolResult.text("late");
        }));
        String id = tasks.create("deaf");

        tasks.alice().cancel(id);

        assertThat(tasks.alice().task(id).result().path("status").textValue()).isEqualTo("cancelled");
        assertThat(server.runningTasks()).isEqualTo(1);
        go.countDown();
        Waiting.until("it has left", () -> server.runningTasks() == 0);
        assertThat(tasks.alice().task(id).result().path("status").textValue()).isEqualTo("cancelled");
    }
}
