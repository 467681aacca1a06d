package io.patchbay.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Tasks;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.Waiting;
import io.patchbay.spi.identity.Patterns;
import io.patchbay.spi.policy.Visibility;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.Rule;
import org.junit.Test;

/** {@code notifications/tasks} on listen streams. */
public final class TaskListenTest {

    @Rule
    public final Server server = new Server();

    private final TaskServer tasks = new TaskServer(server);

    private static TestExchange listen(ModernClient client, String... ids) {
        String wanted = String.join("','", ids);
        return client.start("subscriptions/listen", "{'notifications':{'taskIds':['" + wanted + "']}}")
                .awaitStream();
    }

    private static JsonNode event(TestExchange stream, int index) {
        return TestJson.read(stream.awaitEvents(index + 1).events().get(index));
    }

    private static List<String> statuses(TestExchange stream) {
        return stream.events().stream()
                .map(TestJson::read)
                .filter(event -> event.path("method").asText().equals("notifications/tasks"))
                .map(event -> event.path("params").path("status").asText())
                .toList();
    }

    @Test
    public void itsListenersHearEachChangeWhole() {
        server.publish(TaskServer.asker("asker"));
        String id = tasks.create("asker");
        JsonNode waiting = tasks.alice().awaitTask(id, "input_required");
        TestExchange stream = listen(tasks.alice().id("'l'"), id, "f".repeat(32));

        assertThat(event(stream, 0).path("params").path("notifications").toString())
                .isEqualTo("{\"taskIds\":[\"" + id + "\"]}");
        JsonNode first = event(stream, 1);
        tasks.alice().update(id, "{'who':{'action':'accept','content':{'name':'Al'}}}");
        JsonNode last = event(stream, 3);

        assertThat(first.path("method").textValue()).isEqualTo("notifications/tasks");
        assertThat(first.path("params")
                        .path("_meta")
                        .path("io.modelcontextprotocol/subscriptionId")
                        .textValue())
                .isEqualTo("l");
        assertThat(first.path("params").path("inputRequests")).isEqualTo(waiting.path("inputRequests"));
        assertThat(last.path("params").path("result").toString()).contains("Hello, Al");
        assertThat(statuses(stream)).containsExactly("input_required", "working", "completed");
    }

    @Test
    public void whoListensToWhatHasEndedHearsTheEnd() {
        server.publish(TaskServer.tool("only", Tasks.REQUIRED, (arguments, context) -> ToolResult.text("done")));
        String id = tasks.create("only");

        TestExchange stream = listen(tasks.alice(), id);

        assertThat(event(stream, 1).path("params").path("status").textValue()).isEqualTo("completed");
    }

    @Test
    public void noChangeIsLostAndNoneComesLate() {
        server.publish(tasks.job("job"));
        for (int i = 0; i < 100; i++) {
            String id = tasks.create("job");
            tasks.go();
            TestExchange stream = listen(tasks.alice(), id);

            Waiting.until("the end is told", () -> statuses(stream).contains("completed"));
            assertThat(statuses(stream)
                            .subList(
                                    statuses(stream).indexOf("completed"),
                                    statuses(stream).size()))
                    .containsOnly("completed");
            stream.disconnect();
        }
    }

    @Test
    public void howFarItIsIsToldNowAndThen() {
        CountDownLatch go = new CountDownLatch(1);
        server.publish(TaskServer.tool("tells", Tasks.ALLOWED, (arguments, context) -> {
            context.continueAsTask();
            for (int i = 1; i <= 1000; i++) {
                context.progress(i, 1000, "step " + i);
            }
            go.await();
            return ToolResult.text("done");
        }));
        TestExchange stream = listen(tasks.alice(), tasks.create("tells"));

        Waiting.until(
                "it is told",
                () -> stream.events().stream()
                        .anyMatch(event -> new String(event, StandardCharsets.UTF_8).contains("step 1000")));
        go.countDown();

        assertThat(stream.events()).hasSizeLessThan(10);
        assertThat(stream.events())
                .noneMatch(event -> new String(event, StandardCharsets.UTF_8).contains("notifications/progress"));
    }

    @Test
    public void nobodyElseHearsOfIt() {
        server.publish(tasks.job("job"));
        String id = tasks.create("job");
        TestExchange bob = listen(server.modern(Callers.known("bob")).takingTasks(), id);
        TestExchange other = listen(
                server.modern(Callers.known(
                                "alice",
                                Callers.ONLY.withTools(Patterns.of("x")).withFeatures(Patterns.of("*"))))
                        .takingTasks(),
                id);
        TestExchange alice = listen(tasks.alice(), id);

        tasks.go();
        Waiting.until("it is told", () -> statuses(alice).contains("completed"));

        assertThat(event(bob, 0).path("params").path("notifications").toString())
                .isEqualTo("{}");
        assertThat(bob.events()).hasSize(1);
        assertThat(other.events()).hasSize(1);
    }

    @Test
    public void whoLosesTheToolHearsNoMore() {
        server.publish(tasks.job("job"), Stubs.echo("echo"));
        String id = tasks.create("job");
        TestExchange stream = listen(tasks.alice(), id);
        event(stream, 1);

        server.policy().show("tools:job", Visibility.HIDDEN);
        tasks.go();
        Waiting.until(
                "it has ended",
                () -> server.tasks().changes().stream()
                        .anyMatch(task -> task.status().ended()));
        server.policy().show("tools:job", Visibility.VISIBLE);

        assertThat(statuses(stream)).containsOnly("working");
    }

    @Test
    public void whatDoesNotFitIsInvalid() {
        for (String ids : List.of("'x'", "[5]", "[null]", "{}", "5", "[" + "'a',".repeat(1000) + "'b','c']")) {
            Answered answered = tasks.alice().call("subscriptions/listen", "{'notifications':{'taskIds':" + ids + "}}");

            assertThat(answered.summary()).as(ids).isEqualTo("200 -32602");
        }
    }

    @Test
    public void aServerThatStopsTellsItsListenersFirst() {
        server.publish(tasks.job("job"));
        TestExchange stream = listen(tasks.alice(), tasks.create("job"));
        event(stream, 1);

        server.stop();

        assertThat(stream.ended()).isTrue();
        assertThat(statuses(stream)).endsWith("failed");
    }
}
