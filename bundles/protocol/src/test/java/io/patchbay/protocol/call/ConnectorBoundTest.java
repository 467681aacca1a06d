package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.RecordingTrail;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.Waiting;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The bounds on concurrent calls, in total and in one connector, and the order of waiting calls. */
public final class ConnectorBoundTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Rule
    public final Server server = new Server();

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger callers = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);

    @Before
    public void publish() {
        server.publish(
                Stubs.tool("block", (arguments, context) -> block()),
                Stubs.tool("loop", (arguments, context) -> loop()),
                Stubs.echo("own"));
        server.publish("other", List.of(Stubs.tool("other", (arguments, context) -> block()), Stubs.echo("echo")));
    }

    @After
    public void end() {
        over.set(true);
        go.countDown();
    }

    private ToolResult block() {
        while (true) {
            try {
                go.await();
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

    private void bounds(int all, Limits.PerConnector perConnector) {
        Limits usual = Limits.DEFAULT;
        server.limits(new Limits(
                usual.callTimeout(),
                usual.inputTimeout(),
                all,
                perConnector,
                usual.sessionIdle(),
                usual.maxSessions(),
                usual.maxSessionsPerCaller(),
                usual.listTtl(),
                usual.replay(),
                "",
                usual.maxBatch()));
    }

    /** Starts calls of different callers, so that no share is reached. */
    private List<TestExchange> start(String tool, int calls) {
        int before = server.running();
        List<TestExchange> started = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            started.add(server.modern(Callers.known("caller-" + callers.incrementAndGet()))
                    .start("tools/call", "{'name':'" + tool + "'}"));
        }
        Waiting.until("they run", () -> server.running() == before + calls);
        return started;
    }

    private static String code(Answered answered) {
        return answered.result().path("_meta").path("io.patchbay/code").textValue();
    }

    @Test
    public void aFullConnectorSaysSoAndTheOthersGoOn() {
        bounds(1000, new Limits.PerConnector(2, 0, Duration.ZERO, 8));
        List<TestExchange> blocked = start("block", 2);

        for (boolean modern : new boolean[] {true, false}) {
            Answered third =
                    modern ? server.modern().tool("own") : server.legacy().tool("own");

            assertThat(third.failed()).isTrue();
            assertThat(code(third)).isEqualTo("connector_busy");
            assertThat(third.text()).startsWith("own is busy").contains("Try again");
            assertThat((modern ? server.modern().tool("echo") : server.legacy().tool("echo")).text())
                    .isEqualTo("{}");
        }
        assertThat(server.trail().entries("tools/call").stream()
                        .filter(entry -> entry.closed() == 1)
                        .map(RecordingTrail.Entry::outcome))
                .contains(new Outcome(Outcome.Kind.FAILED, "connector_busy"));
        assertThat(server.problems())
                .anyMatch(line ->
                        line.startsWith("test: ") && line.contains("refused") && line.contains("2 of at most 2"));

        go.countDown();
        blocked.forEach(each -> assertThat(Answered.of(each).text()).isEqualTo("late"));
        Waiting.until("all ended", () -> server.running() == 0);
        assertThat(server.modern().tool("own").text()).isEqualTo("{}");
    }

    @Test
    public void whoFindsItFullWaitsForAPlace() {
        bounds(1000, new Limits.PerConnector(1, 2, PATIENCE, 8));
        start("block", 1);
        TestExchange second = server.modern().start("tools/call", "{'name':'own'}");
        TestExchange third = server.modern(Callers.known("bob")).start("tools/call", "{'name':'own'}");
        Waiting.until("two wait", () -> server.waiting("test") == 2);

        assertThat(code(server.modern().tool("own"))).as("more do not wait").isEqualTo("connector_busy");

        go.countDown();
        assertThat(Answered.of(second).text()).isEqualTo("{}");
        assertThat(Answered.of(third).text()).isEqualTo("{}");
        Waiting.until("nobody waits", () -> server.waiting("test") == 0 && server.running() == 0);
    }

    @Test
    public void whoWaitedInVainIsTold() {
        bounds(1000, new Limits.PerConnector(1, 2, Duration.ofMillis(20), 8));
        start("block", 1);

        assertThat(code(server.modern().tool("own"))).isEqualTo("connector_busy");
        assertThat(server.waiting("test")).isZero();
    }

    @Test
    public void allCallsTogetherAreBoundedToo() {
        bounds(3, new Limits.PerConnector(2, 0, Duration.ZERO, 8));
        start("block", 2);
        start("other", 1);

        Answered fourth = server.modern().tool("echo");

        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.header("Retry-After")).contains("1");
    }

    @Test
    public void callsThatIgnoreTheirEndCountAgainstTheirConnectorOnly() {
        bounds(3, new Limits.PerConnector(10, 0, Duration.ZERO, 2));
        server.timeout(Duration.ofMillis(50));
        for (int i = 0; i < 2; i++) {
            assertThat(code(server.modern().tool("block"))).isEqualTo("deadline_exceeded");
        }
        Waiting.until(
                "they are found",
                () -> server.problems().stream().anyMatch(line -> line.startsWith("test: 2 calls were ended")));

        assertThat(server.problems())
                .anyMatch(line -> line.contains("block") && line.contains("ConnectorBoundTest.block"));
        Answered refused = server.modern().tool("own");
        assertThat(code(refused)).isEqualTo("connector_busy");
        assertThat(refused.text()).contains("are stuck");
        start("other", 2);
        assertThat(server.modern().tool("echo").text())
                .as("the third of three places")
                .isEqualTo("{}");

        go.countDown();
        Waiting.until(
                "all ended",
                () -> server.running() == 0
                        && server.problems().stream().noneMatch(line -> line.contains("were ended")));
        Waiting.until(
                "it is let in again", () -> server.modern().tool("own").text().equals("{}"));
    }

    @Test
    public void callsThatComputeOnAndOnKeepMoreOut() {
        bounds(1000, new Limits.PerConnector(10, 0, Duration.ZERO, 1));
        TestExchange loop = many(server.modern(), "loop", 1).get(0);

        Waiting.until("no more are let in", () -> server.modern().tool("own").failed());
        assertThat(server.modern().tool("echo").text()).isEqualTo("{}");

        over.set(true);
        assertThat(Answered.of(loop).text()).isEqualTo("late");
        Waiting.until(
                "they are let in again", () -> !server.modern().tool("own").failed());
    }

    @Test
    public void callsThatWaitDoNotCountAsComputing() {
        bounds(1000, new Limits.PerConnector(10, 0, Duration.ZERO, 1));
        List<TestExchange> blocked = start("block", 5);
        TestExchange loop = server.modern().start("tools/call", "{'name':'loop'}");

        Waiting.until(
                "the one that computes is found",
                () -> server.modern().tool("own").failed());
        over.set(true);
        assertThat(Answered.of(loop).text()).isEqualTo("late");
        Waiting.until(
                "those that wait keep nobody out",
                () -> !server.modern().tool("own").failed());
        assertThat(server.running()).isEqualTo(5);
        go.countDown();
        blocked.forEach(each -> assertThat(Answered.of(each).text()).isEqualTo("late"));
    }

    /** Starts calls of one caller, of which some may be refused. */
    private List<TestExchange> many(ModernClient client, String tool, int calls) {
        List<TestExchange> started = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            started.add(client.start("tools/call", "{'name':'" + tool + "'}"));
        }
        return started;
    }

    @Test
    public void noCallerTakesAllPlacesOfAConnector() {
        bounds(1000, new Limits.PerConnector(8, 0, Duration.ZERO, 8));
        List<TestExchange> greedy = many(server.modern(), "block", 20);
        Waiting.until(
                "the others are refused",
                () -> greedy.stream().filter(TestExchange::complete).count() == 16);

        for (TestExchange refused : greedy) {
            if (refused.complete()) {
                assertThat(code(Answered.of(refused))).isEqualTo("connector_busy");
                assertThat(Answered.of(refused).text()).contains("your limit").contains("Wait for some of these calls");
            }
        }
        assertThat(server.modern(Callers.known("bob")).tool("own").text()).isEqualTo("{}");
        assertThat(server.legacy(Callers.known("carol")).tool("own").text()).isEqualTo("{}");
        many(server.modern(Callers.known("dave")), "block", 20);
        Waiting.until("dave has his share", () -> server.running() == 6);
        assertThat(server.modern(Callers.known("bob")).tool("own").text()).isEqualTo("{}");
        go.countDown();
        Waiting.until("all ended", () -> server.running() == 0);
        Waiting.until("it takes calls again", () -> !server.modern().tool("own").failed());
    }

    @Test
    public void twoKeysOfOneCallerHaveOneShare() {
        bounds(1000, new Limits.PerConnector(4, 0, Duration.ZERO, 8));
        Identity.Known first = Callers.known("alice");
        Identity.Known second = Identity.Known.of(
                first.caller(), new Credential("second", Credential.Kind.API_KEY, Set.of("*"), Optional.empty()));
        many(server.modern(first), "block", 1);
        Waiting.until("one runs", () -> server.running() == 1);
        many(server.modern(second), "block", 1);
        Waiting.until("two run", () -> server.running() == 2);

        assertThat(code(server.modern(first).tool("own"))).isEqualTo("connector_busy");
        assertThat(code(server.modern(second).tool("own"))).isEqualTo("connector_busy");
        assertThat(server.modern(Callers.known("bob")).tool("own").text()).isEqualTo("{}");
    }

    @Test
    public void aFreePlaceGoesToWhoHoldsTheFewest() {
        bounds(1000, new Limits.PerConnector(2, 8, PATIENCE, 8));
        TestExchange first = server.modern().start("tools/call", "{'name':'block'}");
        Waiting.until("one runs", () -> server.running() == 1);
        TestExchange held = server.modern(Callers.known("carol")).start("tools/call", "{'name':'block'}");
        Waiting.until("two run", () -> server.running() == 2);
        List<TestExchange> greedy = many(server.modern(), "block", 4);
        Waiting.until("they wait", () -> server.waiting("test") == 4);
        TestExchange bob = server.modern(Callers.known("bob")).start("tools/call", "{'name':'own'}");
        Waiting.until("bob waits behind them", () -> server.waiting("test") == 5);

        held.disconnect();
        go.countDown();

        assertThat(Answered.of(bob).text()).isEqualTo("{}");
        assertThat(Answered.of(first).text()).isEqualTo("late");
        greedy.forEach(each -> assertThat(Answered.of(each).text()).isEqualTo("late"));
    }

    @Test
    public void noCallerFillsTheQueueOfAConnector() {
        bounds(1000, new Limits.PerConnector(1, 4, PATIENCE, 8));
        start("block", 1);
        List<TestExchange> greedy = many(server.modern(), "own", 10);
        Waiting.until(
                "the others are refused",
                () -> greedy.stream().filter(TestExchange::complete).count() == 8);

        TestExchange bob = server.modern(Callers.known("bob")).start("tools/call", "{'name':'own'}");

        Waiting.until("bob waits too", () -> server.waiting("test") == 3);
        go.countDown();
        assertThat(Answered.of(bob).text()).isEqualTo("{}");
    }

    @Test
    public void callsThatComputeKeepOutTheirOwnCallerFirst() {
        bounds(1000, new Limits.PerConnector(20, 0, Duration.ZERO, 2));
        many(server.modern(), "loop", 3);

        Waiting.until("alice is kept out", () -> server.modern().tool("own").failed());
        Answered refused = server.modern().tool("own");

        assertThat(refused.text()).contains("your earlier calls");
        assertThat(server.modern(Callers.known("bob")).tool("own").text()).isEqualTo("{}");
        over.set(true);
        Waiting.until(
                "alice is let in again", () -> !server.modern().tool("own").failed());
    }

    @Test
    public void callsOfSeveralCallersThatComputeKeepAllOut() {
        bounds(1000, new Limits.PerConnector(20, 0, Duration.ZERO, 2));
        start("loop", 2);

        Waiting.until(
                "all are kept out",
                () -> server.modern(Callers.known("bob")).tool("own").failed());
        assertThat(server.modern(Callers.known("bob")).tool("own").text()).contains("calls to its connector are stuck");
    }

    @Test
    public void noCallerTakesAllPlacesOfTheServer() {
        bounds(6, new Limits.PerConnector(100, 0, Duration.ZERO, 100));
        List<TestExchange> greedy = many(server.modern(), "block", 3);
        Waiting.until("three run", () -> server.running() == 3);

        assertThat(server.modern().tool("echo").status()).isEqualTo(429);
        assertThat(server.modern(Callers.known("bob")).tool("echo").text()).isEqualTo("{}");
        assertThat(greedy).hasSize(3);
    }

    @Test
    public void aCallThatWaitsForAPlaceIsCancelledWithItsClient() {
        bounds(1000, new Limits.PerConnector(1, 2, PATIENCE, 8));
        start("block", 1);
        TestExchange second = server.modern().start("tools/call", "{'name':'own'}");
        Waiting.until("it waits", () -> server.waiting("test") == 1);

        second.disconnect();

        Waiting.until("it waits no more", () -> server.waiting("test") == 0);
        Waiting.until(
                "that is on record",
                () -> server.trail().entries("tools/call").stream()
                        .anyMatch(entry -> entry.closed() == 1
                                && entry.outcome().equals(new Outcome(Outcome.Kind.CANCELLED, ""))));
    }
}
