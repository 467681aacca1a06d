package io.patchbay.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Tasks;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;

/** Events that reach a task at the same time. */
public final class TaskRaceTest {

    private static final int TIMES = 200;
    private static final Set<String> ENDS = Set.of("completed", "cancelled", "failed");

    @Rule
    public final Server server = new Server();

    private final TaskServer tasks = new TaskServer(server);

    /** Runs all pieces of work at the same moment and waits for them. */
    private static void together(Runnable... all) {
        CyclicBarrier start = new CyclicBarrier(all.length);
        CountDownLatch end = new CountDownLatch(all.length);
        for (Runnable one : all) {
            new Thread(() -> {
                        try {
                            start.await();
                            one.run();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        } finally {
                            end.countDown();
                        }
                    })
                    .start();
        }
        Waiting.until("all are done", () -> end.getCount() == 0);
    }

    private JsonNode ended(String id) {
        Waiting.until(
                "it has ended",
                () -> ENDS.contains(
                        tasks.alice().task(id).result().path("status").textValue()));
        return tasks.alice().task(id).result();
    }

    private void nothingIsLeft() {
        Waiting.until("nothing runs", () -> server.running() == 0 && server.runningTasks() == 0);
        server.trail().endedOnce("tools/call");
    }

    @Test
    public void cancelAndEnd() {
        server.publish(tasks.job("job"));
        for (int i = 0; i < TIMES; i++) {
            String id = tasks.create("job");

            together(
                    tasks::go,
                    () -> tasks.alice().cancel(id),
                    () -> tasks.alice().task(id));

            JsonNode first = ended(id);
            assertThat(first.path("status").textValue()).isIn("completed", "cancelled");
            assertThat(tasks.alice().task(id).result()).as("ends are final").isEqualTo(first);
            if (first.path("status").textValue().equals("cancelled")) {
                assertThat(tasks.alice().cancel(id).summary()).isEqualTo("200 ok");
            }
            drainGate();
        }
        nothingIsLeft();
    }

    /** Drains the permits that cancelled jobs did not use. */
    private void drainGate() {
        Waiting.until("the job has left", () -> server.runningTasks() == 0);
        tasks.shut();
    }

    @Test
    public void twoAnswers() {
        AtomicInteger rounds = new AtomicInteger();
        server.publish(TaskServer.tool("asker", Tasks.ALLOWED, (arguments, context) -> {
            context.continueAsTask();
            rounds.incrementAndGet();
            return TaskServer.askName(context);
        }));
        for (int i = 0; i < TIMES; i++) {
            String id = tasks.create("asker");
            tasks.alice().awaitTask(id, "input_required");
            rounds.set(0);

            together(
                    () -> tasks.alice().update(id, "{'who':{'action':'accept','content':{'name':'A'}}}"),
                    () -> tasks.alice().update(id, "{'who':{'action':'accept','content':{'name':'B'}}}"));

            assertThat(ended(id).toString()).containsAnyOf("Hello, A", "Hello, B");
            assertThat(rounds).as("one of them counts").hasValue(1);
        }
        nothingIsLeft();
    }

    @Test
    public void answerAndCancel() {
        server.publish(TaskServer.asker("asker"));
        for (int i = 0; i < TIMES; i++) {
            String id = tasks.create("asker");
            tasks.alice().awaitTask(id, "input_required");

            together(
                    () -> tasks.alice().update(id, "{'who':{'action':'accept','content':{'name':'A'}}}"),
                    () -> tasks.alice().cancel(id));

            assertThat(ended(id).path("status").textValue()).isIn("completed", "cancelled");
        }
        nothingIsLeft();
    }

    @Test
    public void itsBeginningAndItsEnd() {
        server.publish(TaskServer.tool("maybe", Tasks.ALLOWED, (arguments, context) -> {
            Thread.sleep(0, ThreadLocalRandom.current().nextInt(999_999));
            return ToolResult.text("done");
        }));
        tasks.after(Duration.ofMillis(1));
        int begun = 0;
        for (int i = 0; i < TIMES; i++) {
            Answered answered = tasks.alice().tool("maybe");

            if (answered.result().path("resultType").asText().equals("task")) {
                begun++;
                assertThat(ended(answered.result().path("taskId").textValue())
                                .path("status")
                                .textValue())
                        .isEqualTo("completed");
            } else {
                assertThat(answered.text()).isEqualTo("done");
            }
        }
        assertThat(begun).isBetween(0, TIMES);
        nothingIsLeft();
    }

    @Test
    public void itsBeginningAndItsClientsLeaving() {
        server.publish(TaskServer.tool("short", Tasks.REQUIRED, (arguments, context) -> {
            Thread.sleep(1);
            context.continueAsTask();
            Thread.sleep(1);
            return ToolResult.text("done");
        }));
        List<TestExchange> exchanges = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            TestExchange exchange = tasks.alice().start("tools/call", "{'name':'short'}");
            exchanges.add(exchange);

            together(exchange::disconnect, () -> Thread.yield());
        }

        Waiting.until(
                "all have begun", () -> server.trail().entries("tools/call").size() == TIMES);
        nothingIsLeft();
    }

    @Test
    public void lookingWhileItExpires() {
        server.publish(TaskServer.tool("only", Tasks.REQUIRED, (arguments, context) -> ToolResult.text("done")));
        for (int i = 0; i < TIMES; i++) {
            String id = tasks.create("only");
            List<String> seen = java.util.Collections.synchronizedList(new ArrayList<>());

            together(
                    () -> server.tasks().pass(Duration.ofHours(3)),
                    () -> seen.add(tasks.alice().task(id).summary()),
                    () -> seen.add(tasks.alice().cancel(id).summary()));

            assertThat(seen).isSubsetOf("200 ok", "200 -32602");
            assertThat(tasks.alice().task(id).summary()).isEqualTo("200 -32602");
        }
        nothingIsLeft();
    }

    @Test
    public void manyOfManyCallersAtOnce() {
        server.publish(
                TaskServer.asker("asker"),
                TaskServer.tool("only", Tasks.REQUIRED, (arguments, context) -> ToolResult.text("done")));
        Runnable[] callers = new Runnable[8];
        for (int i = 0; i < callers.length; i++) {
            ModernClient client = server.modern(Callers.known("caller" + i)).takingTasks();
            callers[i] = () -> {
                for (int j = 0; j < 20; j++) {
                    String asked = TaskServer.create(client, "asker");
                    String only = TaskServer.create(client, "only");
                    client.awaitTask(asked, "input_required");
                    client.update(asked, "{'who':{'action':'accept','content':{'name':'A'}}}");
                    assertThat(client.awaitTask(asked, "completed").toString()).contains("Hello, A");
                    assertThat(client.awaitTask(only, "completed").toString()).contains("done");
                }
            };
        }

        together(callers);

        nothingIsLeft();
        assertThat(server.trail().entries("tools/call")).hasSize(8 * 20 * 2);
    }
}
