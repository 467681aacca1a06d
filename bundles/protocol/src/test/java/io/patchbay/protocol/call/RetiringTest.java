package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;

/** Connectors that are replaced or removed while they are called. */
public final class RetiringTest {

    @Rule
    public final Server server = new Server();

    @Test
    public void aRunningCallEndsInItsOldVersionAndHoldsItUntilThen() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        server.publish(Stubs.tool("tool", (arguments, context) -> {
            entered.countDown();
            go.await();
            return ToolResult.text("old");
        }));
        TestExchange running = server.modern().start("tools/call", "{'name':'tool'}");
        Waiting.until("the old one runs", () -> entered.getCount() == 0);

        CompletableFuture<Void> drained = server.publish(
                        "test", List.of(Stubs.tool("tool", (arguments, context) -> ToolResult.text("new"))))
                .toCompletableFuture();

        assertThat(drained).isNotDone();
        assertThat(server.modern().tool("tool").text()).isEqualTo("new");
        go.countDown();
        assertThat(Answered.of(running).text()).isEqualTo("old");
        Waiting.done(drained);
    }

    @Test
    public void aCallThatWasAnsweredForAtItsDeadlineStillHoldsItsVersion() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean left = new AtomicBoolean();
        server.timeout(java.time.Duration.ofMillis(50));
        server.publish(Stubs.tool("tool", (arguments, context) -> {
            while (go.getCount() > 0) {
                Thread.onSpinWait();
            }
            left.set(true);
            return ToolResult.text("late");
        }));
        assertThat(server.modern().tool("tool").failed()).isTrue();

        CompletableFuture<Void> drained =
                server.publish("test", List.of(Stubs.echo("other"))).toCompletableFuture();

        assertThat(drained).isNotDone();
        go.countDown();
        Waiting.done(drained);
        assertThat(left).isTrue();
    }

    @Test
    public void noCallFailsWhileVersionsAreSwapped() throws InterruptedException {
        server.publish(Stubs.tool("tool", (arguments, context) -> ToolResult.text("v")));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        List<String> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean modern = i % 2 == 0;
            Thread thread = new Thread(() -> {
                LegacyClient legacy = server.legacy();
                while (!over.get()) {
                    Answered answered = modern ? server.modern().tool("tool") : legacy.tool("tool");
                    calls.incrementAndGet();
                    if (!answered.summary().equals("200 ok") || !answered.text().startsWith("v")) {
                        wrong.add(answered.toString());
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }

        List<CompletableFuture<Void>> drains = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int version = i;
            int before = calls.get();
            drains.add(server.publish(
                            "test", List.of(Stubs.tool("tool", (arguments, context) -> ToolResult.text("v" + version))))
                    .toCompletableFuture());
            Waiting.until("calls go on", () -> calls.get() > before);
        }
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(wrong).isEmpty();
        drains.forEach(Waiting::done);
    }

    @Test
    public void aToolThatWentIsUnknown() {
        server.publish(Stubs.echo("tool"));
        server.catalog().retire("test");

        assertThat(server.modern().tool("tool").summary()).isEqualTo("200 -32602");
    }
}
