package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.Waiting;
import io.patchbay.spi.audit.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** Tools that throw, hang, loop or answer late: only their own call fails. */
public final class BrokenToolsTest {

    @Rule
    public final Server server = new Server();

    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch never = new CountDownLatch(1);

    @After
    public void end() {
        over.set(true);
        never.countDown();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }

    /** Blocks and ignores every interrupt. */
    private ToolResult block() {
        while (true) {
            try {
                never.await();
                return ToolResult.text("late");
            } catch (InterruptedException e) {
                // ignored on purpose
            }
        }
    }

    private ToolResult loop() {
        while (!over.get()) {
            Thread.onSpinWait();
        }
        return ToolResult.text("late");
    }

    private Outcome last() {
        var entries = server.trail().entries("tools/call");
        return entries.get(entries.size() - 1).outcome();
    }

    @Test
    public void whateverAToolThrowsItsClientLearnsTheCallIdOnly() {
        Map<String, Stubs.Body> bodies = new LinkedHashMap<>();
        bodies.put("exception", (arguments, context) -> {
            throw new Exception("canary");
        });
        bodies.put("runtime", (arguments, context) -> {
            throw new IllegalArgumentException("canary", new IllegalStateException("canary"));
        });
        bodies.put("overflow", (arguments, context) -> ToolResult.text("" + overflow(0)));
        bodies.put("memory", (arguments, context) -> {
            throw new OutOfMemoryError("fake");
        });
        bodies.put("assertion", (arguments, context) -> {
            throw new AssertionError("canary");
        });
        bodies.put("linkage", (arguments, context) -> {
            throw new NoClassDefFoundError("io/canary/Gone");
        });
        bodies.put("interrupted", (arguments, context) -> {
            throw new InterruptedException("canary");
        });
        bodies.put("interrupting", (arguments, context) -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("canary");
        });
        bodies.put("null", (arguments, context) -> null);
        bodies.put("unprintable", (arguments, context) -> {
            throw new Unprintable();
        });
        bodies.forEach((name, body) -> {
            server.publish(Stubs.tool("bad", body), Stubs.echo("good"));
            for (boolean modern : new boolean[] {true, false}) {
                Answered answered =
                        modern ? server.modern().tool("bad") : server.legacy().tool("bad");

                assertThat(answered.status()).as(name).isEqualTo(200);
                assertThat(answered.failed()).as(name).isTrue();
                assertThat(answered.text())
                        .contains(server.trail()
                                .entries("tools/call")
                                .get(server.trail().entries("tools/call").size() - 1)
                                .opening()
                                .callId());
                assertThat(answered.response().toString()).as(name).doesNotContain("canary", "Exception", "java");
                assertThat(last()).as(name).isEqualTo(new Outcome(Outcome.Kind.ERROR, "internal_error"));
            }
            assertThat(server.modern().tool("good").text()).isEqualTo("{}");
        });
        assertThat(server.running()).isZero();
    }

    /** Throws when it is printed. */
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("canary");
        }
    }

    @Test
    public void aToolThatIgnoresItsInterruptsIsAnsweredForAtItsDeadline() {
        server.timeout(Duration.ofMillis(100));
        server.publish(Stubs.tool("block", (arguments, context) -> block()), Stubs.echo("good"));

        for (boolean modern : new boolean[] {true, false}) {
            Answered answered =
                    modern ? server.modern().tool("block") : server.legacy().tool("block");

            assertThat(answered.failed()).isTrue();
            assertThat(answered.result().path("_meta").path("io.patchbay/code").textValue())
                    .isEqualTo("deadline_exceeded");
            assertThat(last().kind()).isEqualTo(Outcome.Kind.TIMEOUT);
        }
        assertThat(server.running()).as("it keeps its slot until it ends").isEqualTo(2);
        assertThat(server.modern().tool("good").text()).isEqualTo("{}");
        never.countDown();
        Waiting.until("the slots are free", () -> server.running() == 0);
        server.trail().endedOnce("tools/call");
    }

    @Test
    public void toolsThatLoopDoNotStopOthers() {
        server.timeout(Duration.ofMillis(200));
        server.publish(Stubs.tool("loop", (arguments, context) -> loop()), Stubs.echo("good"));
        int processors = Runtime.getRuntime().availableProcessors();
        TestExchange[] loops = new TestExchange[processors + 1];
        for (int i = 0; i < loops.length; i++) {
            loops[i] = server.modern().start("tools/call", "{'name':'loop'}");
        }

        for (int i = 0; i < 20; i++) {
            assertThat(server.modern().tool("good").text()).isEqualTo("{}");
        }
        for (TestExchange loop : loops) {
            assertThat(Answered.of(loop)
                            .result()
                            .path("_meta")
                            .path("io.patchbay/code")
                            .textValue())
                    .isEqualTo("deadline_exceeded");
        }
        over.set(true);
        Waiting.until("the slots are free", () -> server.running() == 0);
    }

    @Test
    public void aToolThatHeedsItsInterruptFreesItsSlotAtTheDeadline() {
        server.timeout(Duration.ofMillis(50));
        AtomicBoolean interrupted = new AtomicBoolean();
        server.publish(Stubs.tool("sleep", (arguments, context) -> {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            return ToolResult.text(Boolean.toString(context.cancelled()));
        }));

        assertThat(server.modern().tool("sleep").failed()).isTrue();
        Waiting.until("the slot is free", () -> server.running() == 0);
        assertThat(interrupted).isTrue();
    }

    @Test
    public void aToolThatEndsAtItsDeadlineIsAnsweredOnce() {
        server.timeout(Duration.ofMillis(50));
        server.publish(Stubs.tool("edge", (arguments, context) -> {
            long end = System.nanoTime()
                    + Duration.ofMillis(50 + arguments.integer("late")).toNanos();
            while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return ToolResult.text("just");
        }));
        for (int late = 0; late < 60; late += 2) {
            Answered answered = server.modern().tool("edge", "{'late':" + late + "}");

            assertThat(answered.failed() || answered.text().equals("just")).isTrue();
        }
        Waiting.until("all ended", () -> server.running() == 0);
        server.trail().endedOnce("tools/call");
        assertThat(server.trail().entries("tools/call"))
                .extracting(entry -> entry.outcome().kind())
                .isSubsetOf(Outcome.Kind.OK, Outcome.Kind.TIMEOUT);
    }

    @Test
    public void noInterruptReachesTheNextCallOnTheSameThread() {
        server.timeout(Duration.ofMillis(50));
        AtomicInteger dirty = new AtomicInteger();
        server.publish(
                Stubs.tool("edge", (arguments, context) -> {
                    long end = System.nanoTime()
                            + Duration.ofMillis(arguments.integer("millis")).toNanos();
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    return ToolResult.text("just");
                }),
                Stubs.tool("next", (arguments, context) -> {
                    if (Thread.currentThread().isInterrupted()) {
                        dirty.incrementAndGet();
                    }
                    return ToolResult.text("clean");
                }));
        ModernClient client = server.modern();
        for (int i = 0; i < 40; i++) {
            server.sendHere(
                    Revision.V2026_07_28,
                    "tools/call",
                    client.exchange("tools/call", "{'name':'edge','arguments':{'millis':" + (50 + i) + "}}"));
            server.sendHere(Revision.V2026_07_28, "tools/call", client.exchange("tools/call", "{'name':'next'}"));
        }

        assertThat(dirty).hasValue(0);
        assertThat(Thread.interrupted()).isFalse();
    }
}
