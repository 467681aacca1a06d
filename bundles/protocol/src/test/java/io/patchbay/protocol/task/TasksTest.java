package io.patchbay.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.CallException;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Tasks;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.Waiting;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;

/** Which calls become tasks, when, and how they end. */
public final class TasksTest {

    @Rule
    public final Server server = new Server();

    private final TaskServer tasks = new TaskServer(server);

    @Test
    public void aToolSaysWhenItGoesOnAsATask() {
        server.publish(tasks.job("job"));

        JsonNode created = tasks.alice().tool("job").result();
        JsonNode working =
                tasks.alice().task(created.path("taskId").textValue()).result();
        tasks.go();
        JsonNode done = tasks.alice().awaitTask(created.path("taskId").textValue(), "completed");

        assertThat(created.path("status").textValue()).isEqualTo("working");
        assertThat(created.path("ttlMs").longValue())
                .isEqualTo(Duration.ofHours(2).toMillis());
        assertThat(working.path("status").textValue()).isEqualTo("working");
        assertThat(done.path("result").path("content").path(0).path("text").textValue())
                .isEqualTo("done by job");
        assertThat(Instant.parse(done.path("lastUpdatedAt").textValue()))
                .isAfterOrEqualTo(Instant.parse(created.path("createdAt").textValue()));
    }

    @Test
    public void aCallThatTakesLongBecomesOneByItself() {
        CountDownLatch go = new CountDownLatch(1);
        server.publish(TaskServer.tool("slow", Tasks.ALLOWED, (arguments, context) -> {
            go.await();
            return ToolResult.text("at last");
        }));

        String id = tasks.create("slow");
        go.countDown();

        assertThat(tasks.alice()
                        .awaitTask(id, "completed")
                        .path("result")
                        .path("content")
                        .path(0)
                        .path("text")
                        .textValue())
                .isEqualTo("at last");
    }

    @Test
    public void aQuickCallIsAnsweredAtOnce() {
        server.publish(TaskServer.tool("quick", Tasks.ALLOWED, (arguments, context) -> ToolResult.text("here")));

        Answered answered = tasks.alice().tool("quick");

        assertThat(answered.text()).isEqualTo("here");
        assertThat(answered.result().has("taskId")).isFalse();
        assertThat(server.tasks().changes()).isEmpty();
    }

    @Test
    public void whoDoesNotKnowTasksWaits() {
        tasks.after(Duration.ofMillis(1));
        server.publish(tasks.job("job"));
        tasks.go();
        tasks.go();
        tasks.go();

        assertThat(server.modern().tool("job").text()).isEqualTo("done by job");
        assertThat(server.modern()
                        .can("{'extensions':{'io.modelcontextprotocol/tasks':true}}")
                        .tool("job")
                        .text())
                .isEqualTo("done by job");
        assertThat(server.legacy()
                        .call("tools/call", "{'name':'job','task':{'ttl':1000}}")
                        .text())
                .isEqualTo("done by job");
    }

    @Test
    public void aToolThatNeverIsOneIsNone() {
        tasks.after(Duration.ofMillis(1));
        server.publish(TaskServer.tool("plain", Tasks.NEVER, (arguments, context) -> {
            context.continueAsTask();
            return ToolResult.text("here");
        }));

        Answered answered = tasks.alice().call("tools/call", "{'name':'plain','task':{'ttl':1000,'pollInterval':5}}");

        assertThat(answered.text()).isEqualTo("here");
        assertThat(answered.result().has("taskId")).isFalse();
    }

    @Test
    public void whatRunsOnlyAsATaskIsOneHoweverQuick() {
        server.publish(TaskServer.tool("only", Tasks.REQUIRED, (arguments, context) -> ToolResult.text("quick")));

        String id = tasks.create("only");

        assertThat(tasks.alice()
                        .task(id)
                        .result()
                        .path("result")
                        .path("content")
                        .path(0)
                        .path("text")
                        .textValue())
                .isEqualTo("quick");
    }

    @Test
    public void whatRunsOnlyAsATaskIsNothingForWhoDoesNotKnowThem() {
        AtomicInteger runs = new AtomicInteger();
        server.publish(TaskServer.tool("only", Tasks.REQUIRED, (arguments, context) -> {
            runs.incrementAndGet();
            return ToolResult.text("quick");
        }));

        Answered modern = server.modern().tool("only");
        Answered legacy = server.legacy().call("tools/call", "{'name':'only'}");

        assertThat(modern.summary()).isEqualTo("400 -32021");
        assertThat(modern.error().path("data").toString())
                .isEqualTo("{\"requiredCapabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}}");
        assertThat(legacy.failed()).isTrue();
        assertThat(legacy.text()).contains("only as a task");
        assertThat(runs).hasValue(0);
    }

    @Test
    public void aFailureOfTheToolIsAResult() {
        server.publish(
                TaskServer.tool("fails", Tasks.REQUIRED, (arguments, context) -> ToolResult.failed("No.", "no")));

        JsonNode task = tasks.alice().awaitTask(tasks.create("fails"), "completed");

        assertThat(task.path("result").path("isError").booleanValue()).isTrue();
        assertThat(server.trail().entry("tools/call").outcome()).isEqualTo(new Outcome(Outcome.Kind.FAILED, "no"));
    }

    @Test
    public void anErrorOfTheProtocolFailsTheTask() {
        server.publish(TaskServer.tool("breaks", Tasks.REQUIRED, (arguments, context) -> {
            throw new CallException(7, "Broken on purpose");
        }));

        JsonNode task = tasks.alice().awaitTask(tasks.create("breaks"), "failed");

        assertThat(task.path("error").toString()).isEqualTo("{\"code\":7,\"message\":\"Broken on purpose\"}");
        assertThat(task.path("statusMessage").textValue()).isEqualTo("Broken on purpose");
    }

    @Test
    public void aToolThatThrowsTellsNothingOfItself() {
        server.publish(TaskServer.tool("throws", Tasks.REQUIRED, (arguments, context) -> {
            throw new IllegalStateException("secret-of-the-connector");
        }));

        String id = tasks.create("throws");
        JsonNode task = tasks.alice().awaitTask(id, "completed");

        assertThat(task.path("result").path("isError").booleanValue()).isTrue();
        assertThat(task.toString()).doesNotContain("secret").contains("failed unexpectedly (call ");
    }

    @Test
    public void whatIsRefusedBeforeItRunsIsAnsweredAtOnce() {
        server.publish(Stubs.tool(
                ToolDefinition.destructive("write", "A tool of a test.", TaskServer.NAME)
                        .withTasks(Tasks.REQUIRED),
                (arguments, context) -> ToolResult.text("written")));
        server.policy().decide("tools/call", new Decision.Deny("operation_not_supported", "Not here."));

        assertThat(tasks.alice().tool("write", "{}").text()).contains("Invalid arguments");
        assertThat(tasks.alice().tool("write", "{'name':'a'}").text()).isEqualTo("Not here.");
        assertThat(tasks.alice().tool("nothing").summary()).isEqualTo("200 -32602");
        assertThat(server.tasks().changes()).isEmpty();
    }

    @Test
    public void itIsKeptAndOnRecordBeforeItRuns() {
        CountDownLatch seen = new CountDownLatch(1);
        AtomicInteger kept = new AtomicInteger();
        server.publish(TaskServer.tool("only", Tasks.REQUIRED, (arguments, context) -> {
            kept.set(server.tasks().changes().size());
            seen.countDown();
            return ToolResult.text("done");
        }));

        tasks.create("only");

        Waiting.until("it ran", () -> seen.getCount() == 0);
        assertThat(kept).hasValue(1);
        assertThat(server.trail().entry("tools/call").steps()).containsExactly("target", "decided", "intent", "closed");
    }

    @Test
    public void itIsOneEntryFromItsCallToItsEnd() {
        server.publish(tasks.job("job"));

        String id = tasks.create("job");
        assertThat(server.trail().entry("tools/call").steps()).containsExactly("target", "decided", "intent");
        assertThat(server.trail().entry("tools/call").closed()).isZero();
        tasks.go();
        tasks.alice().awaitTask(id, "completed");

        assertThat(server.trail().entry("tools/call").steps()).containsExactly("target", "decided", "intent", "closed");
        assertThat(server.trail().entry("tools/call").outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    public void whatIsDoneWithItIsOnRecordToo() {
        server.publish(tasks.job("job"));
        String id = tasks.create("job");

        tasks.alice().task(id);
        tasks.alice().update(id, "{}");
        tasks.alice().cancel(id);
        tasks.alice().task("0".repeat(32));

        String call = server.trail().entry("tools/call").opening().callId();
        for (String method : new String[] {"tasks/update", "tasks/cancel"}) {
            assertThat(server.trail().entry(method).target().label()).isEqualTo("features:tasks");
            assertThat(server.trail().entry(method).arguments().values())
                    .containsEntry("taskId", id)
                    .containsEntry("call", call);
            assertThat(server.trail().entry(method).outcome()).isEqualTo(Outcome.OK);
        }
        assertThat(server.trail().entries("tasks/get")).hasSize(2);
        assertThat(server.trail().entries("tasks/get").get(1).outcome())
                .isEqualTo(new Outcome(Outcome.Kind.INVALID, "-32602"));
    }

    @Test
    public void roundsBeforeItAreAnsweredAsAlways() {
        server.publish(TaskServer.tool("asks", Tasks.REQUIRED, (arguments, context) -> {
            if (context.answers().isEmpty()) {
                return new ToolResult.InputRequired(
                        java.util.Map.of("who", InputRequest.form("Who?", TaskServer.NAME)), Optional.of("first"));
            }
            return ToolResult.text(context.state().orElse("no state") + ", " + TaskServer.askName(context));
        }));

        JsonNode first = tasks.alice().tool("asks").result();
        JsonNode second = tasks.alice()
                .answer(
                        "asks",
                        Optional.of(first.path("requestState").textValue()),
                        "{'who':{'action':'accept','content':{'name':'Al'}}}")
                .result();

        assertThat(first.path("resultType").textValue()).isEqualTo("input_required");
        assertThat(first.has("taskId")).isFalse();
        assertThat(second.path("resultType").textValue()).isEqualTo("task");
        assertThat(second.has("requestState")).isFalse();
        assertThat(tasks.alice()
                        .awaitTask(second.path("taskId").textValue(), "completed")
                        .toString())
                .contains("first, ");
        assertThat(server.tasks().changes())
                .extracting(task -> task.status().name())
                .containsExactly("WORKING", "WORKING", "COMPLETED");
    }

    @Test
    public void howFarItIsIsToldWithIt() {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        server.publish(TaskServer.tool("tells", Tasks.ALLOWED, (arguments, context) -> {
            context.continueAsTask();
            context.progress(1, 2, "half way");
            told.countDown();
            go.await();
            return ToolResult.text("done");
        }));

        String id = TaskServer.create(tasks.alice().with("progressToken", "1"), "tells");
        Waiting.until("it told", () -> told.getCount() == 0);
        JsonNode task = tasks.alice().task(id).result();
        go.countDown();

        assertThat(task.path("statusMessage").textValue()).isEqualTo("half way");
        assertThat(tasks.alice().awaitTask(id, "completed").has("statusMessage"))
                .isFalse();
    }

    @Test
    public void whatWasToldBeforeItBeganWentToTheCall() {
        CountDownLatch go = new CountDownLatch(1);
        server.publish(TaskServer.tool("tells", Tasks.ALLOWED, (arguments, context) -> {
            context.progress(1, 2, "before");
            context.continueAsTask();
            context.progress(2, 2, "after");
            go.await();
            return ToolResult.text("done");
        }));

        Answered answered = tasks.alice().with("progressToken", "1").tool("tells");
        go.countDown();

        assertThat(answered.streamed()).isTrue();
        assertThat(answered.notifications("notifications/progress")).hasSize(1);
        assertThat(answered.result().path("resultType").textValue()).isEqualTo("task");
    }

    @Test
    public void aClientThatLeavesBeforeItBeganCancels() {
        CountDownLatch entered = new CountDownLatch(1);
        server.publish(TaskServer.tool("only", Tasks.REQUIRED, (arguments, context) -> {
            entered.countDown();
            new CountDownLatch(1).await();
            return ToolResult.text("never");
        }));
        tasks.after(Duration.ofHours(1));
        TestExchange exchange = tasks.alice().start("tools/call", "{'name':'only'}");
        Waiting.until("it runs", () -> entered.getCount() == 0);

        exchange.disconnect();

        assertThat(server.trail().entry("tools/call").outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
        Waiting.until("nothing runs", () -> server.running() == 0 && server.runningTasks() == 0);
        String id = server.tasks().changes().get(0).id();
        assertThat(tasks.alice().task(id).summary()).isEqualTo("200 -32602");
    }

    @Test
    public void aClientThatLeavesWithItsHandleDoesNotCancel() {
        server.publish(tasks.job("job"));
        TestExchange exchange = tasks.alice().start("tools/call", "{'name':'job'}");
        String id = Answered.of(exchange).result().path("taskId").textValue();

        exchange.disconnect();
        tasks.go();

        assertThat(tasks.alice().awaitTask(id, "completed").path("status").textValue())
                .isEqualTo("completed");
    }

    @Test
    public void itHoldsTheVersionItRunsInUntilItHasLeft() {
        server.publish(tasks.job("job"));
        String id = tasks.create("job");

        CompletableFuture<Void> drained = server.publish(
                        "test",
                        List.of(TaskServer.tool("job", Tasks.NEVER, (arguments, context) -> ToolResult.text("new"))))
                .toCompletableFuture();
        assertThat(tasks.alice().tool("job").text()).isEqualTo("new");
        assertThat(drained).isNotDone();
        tasks.go();

        assertThat(tasks.alice().awaitTask(id, "completed").toString()).contains("done by job");
        Waiting.done(drained);
    }

    @Test
    public void cancellingItFreesTheVersionItRunsIn() {
        server.publish(tasks.job("job"));
        String id = tasks.create("job");
        CompletableFuture<Void> drained =
                server.publish("test", List.of(Stubs.echo("other"))).toCompletableFuture();

        tasks.alice().cancel(id);

        JsonNode task = tasks.alice().task(id).result();
        assertThat(task.path("status").textValue()).isEqualTo("cancelled");
        assertThat(task.path("statusMessage").textValue()).isNotEmpty();
        Waiting.done(drained);
        assertThat(server.trail().entry("tools/call").outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
    }
}
