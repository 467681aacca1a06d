package io.patchbay.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.ReplayLimits;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.Waiting;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What a client gets that resumes a stream after its connection was lost, and which clients cannot resume it. */
public final class ResumingTest {

    private static final String TOKEN = "'_meta':{'progressToken':1}";
    private static final InputRequest NAME = InputRequest.form(
            "Who are you?", Schema.of("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}"));

    @Rule
    public final Server server = new Server();

    /** How many steps the tool "steps" may take now. */
    private final Semaphore steps = new Semaphore(0);

    private LegacyClient client;

    @Before
    public void publish() {
        server.publish(
                Stubs.tool("steps", (arguments, context) -> {
                    int count = (int) arguments.integer("count");
                    for (int step = 1; step <= count; step++) {
                        steps.acquire();
                        context.progress(step, count, "");
                    }
                    steps.acquire();
                    return ToolResult.text("done");
                }),
                Stubs.tool("away", (arguments, context) -> {
                    context.releaseConnection();
                    steps.acquire();
                    return ToolResult.text("back");
                }),
                Stubs.tool("silent", (arguments, context) -> {
                    steps.acquire();
                    return ToolResult.text("at last");
                }),
                Stubs.tool("big", (arguments, context) -> {
                    context.releaseConnection();
                    return ToolResult.text("x".repeat(10_000));
                }),
                Stubs.tool("ask", (arguments, context) -> {
                    context.progress(1, 2, "");
                    steps.acquire();
                    return context.answers().containsKey("user")
                            ? ToolResult.text("thanks")
                            : ToolResult.ask("user", NAME);
                }),
                Stubs.echo("echo"));
        client = server.legacy();
    }

    private TestExchange walk(int count) {
        return walk(client, count);
    }

    private static TestExchange walk(LegacyClient client, int count) {
        return client.start("tools/call", "{'name':'steps','arguments':{'count':" + count + "}," + TOKEN + "}");
    }

    private static List<Integer> progress(TestExchange exchange) {
        List<Integer> progress = new ArrayList<>();
        for (byte[] event : exchange.events()) {
            JsonNode message = TestJson.read(event);
            if (message.path("method").asText().equals("notifications/progress")) {
                progress.add(message.path("params").path("progress").intValue());
            }
        }
        return progress;
    }

    private static String id(TestExchange exchange, int index) {
        return exchange.sent().get(index).id().orElseThrow();
    }

    private static void assertRefused(TestExchange exchange) {
        assertThat(Answered.of(exchange).summary()).isEqualTo("400 -32600");
    }

    @Test
    public void aStreamBeginsWithAnIdToComeBackWithAndAllItsEventsHaveOne() {
        TestExchange call = walk(2);
        steps.release(3);
        call.await();

        Event first = call.sent().get(0);
        assertThat(first.data()).isEmpty();
        assertThat(first.retry()).contains(Duration.ofSeconds(1));
        Set<String> ids = new HashSet<>();
        call.sent()
                .forEach(event -> assertThat(ids.add(event.id().orElseThrow())).isTrue());
        assertThat(call.sent()).hasSize(4);
        assertThat(call.sent().subList(1, 4)).allMatch(event -> event.retry().isEmpty());
        TestExchange other = walk(1);
        steps.release(2);
        other.await();
        other.sent()
                .forEach(event -> assertThat(ids.add(event.id().orElseThrow()))
                        .as("unique in the session")
                        .isTrue());
    }

    @Test
    public void whoeverGetsAPlainAnswerPaysNothing() {
        Answered answered = client.tool("echo");

        assertThat(answered.streamed()).isFalse();
        assertThat(server.kept()).isZero();
    }

    @Test
    public void aBrokenConnectionCancelsNothingAndTheResultIsThereForTheOneWhoComesBack() {
        TestExchange call = walk(3);
        steps.release();
        String seen = call.awaitId(2);
        call.disconnect();
        steps.release(3);
        Waiting.until("the call has ended", () -> server.running() == 0);

        TestExchange back = client.resume(seen);

        assertThat(Answered.of(back).text()).isEqualTo("done");
        assertThat(progress(back)).containsExactly(2, 3);
        assertThat(server.trail().entry("tools/call").outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    public void whoComesBackBeforeTheResultWaitsForIt() {
        TestExchange call = walk(2);
        String seen = call.awaitStreamStarted();
        call.disconnect();

        TestExchange back = client.resume(seen).awaitStream();
        steps.release();
        back.awaitEvents(1);
        assertThat(back.ended()).isFalse();
        steps.release(2);

        assertThat(Answered.of(back).text()).isEqualTo("done");
        assertThat(progress(back)).containsExactly(1, 2);
    }

    @Test
    public void whoHasSeenEverythingGetsNothingTwice() {
        TestExchange call = walk(1);
        steps.release(2);
        call.await();

        TestExchange back = client.resume(id(call, 2));
        back.await();

        assertThat(back.streamed()).isTrue();
        assertThat(back.events()).isEmpty();
    }

    @Test
    public void eachStreamReplaysItsOwnMessagesOnly() {
        TestExchange one = walk(1);
        TestExchange other = client.start("tools/call", "{'name':'away'}");
        String seenOfOne = one.awaitStreamStarted();
        String seenOfOther = other.awaitId(1);
        one.disconnect();
        steps.release(3);
        Waiting.until("both have ended", () -> server.running() == 0);

        assertThat(Answered.of(client.resume(seenOfOther)).text()).isEqualTo("back");
        TestExchange back = client.resume(seenOfOne);
        assertThat(Answered.of(back).text()).isEqualTo("done");
        assertThat(progress(back)).containsExactly(1);
    }

    @Test
    public void anIdThatMeansNothingHereIsRefusedAndTheSessionLivesOn() {
        TestExchange call = walk(1);
        steps.release(2);
        call.await();
        String known = id(call, 0);
        String stream = known.substring(0, known.lastIndexOf('-'));

        for (String id : List.of(
                "x",
                "-",
                "--",
                known + "0",
                known + "x",
                stream + "-0",
                stream + "--1",
                stream + "-999999999999999999999",
                stream + "-4",
                known.replaceFirst("-\\d+-", "-99-"),
                "../" + known,
                "'",
                known + "\t",
                "1".repeat(100_000))) {
            assertRefused(client.resume(id));
        }
        assertRefused(server.send(
                Revision.V2025_11_25,
                "",
                client.bodiless("GET", Optional.of(client.session()))
                        .header("Last-Event-ID", known)
                        .header("Last-Event-ID", known)));
        assertThat(client.call("ping").summary()).isEqualTo("200 ok");
    }

    @Test
    public void aStreamIsReplayedInItsOwnSessionOnly() {
        TestExchange call = walk(1);
        steps.release(2);
        call.await();

        LegacyClient sameCaller = server.legacy();
        TestExchange own = walk(sameCaller, 1);
        steps.release(2);
        own.await();
        assertRefused(sameCaller.resume(id(call, 0)));
        LegacyClient bob = server.legacy(Callers.known("bob"));
        assertRefused(bob.resume(id(call, 0)));
        TestExchange thief = new TestExchange("GET", new byte[0], Callers.known("bob"))
                .header("Accept", "text/event-stream")
                .header("Mcp-Session-Id", client.session())
                .header("Last-Event-ID", id(call, 0));
        assertThat(Answered.of(server.send(Revision.V2025_11_25, "", thief)).status())
                .isEqualTo(404);
        assertThat(Answered.of(client.resume(id(call, 0))).text()).isEqualTo("done");
    }

    @Test
    public void aCredentialThatMayLessDoesNotGoOnWithTheStream() {
        TestExchange call = walk(1);
        steps.release(2);
        call.await();

        TestExchange narrower = server.send(
                Revision.V2025_11_25,
                "",
                resumption(Callers.known("alice", Callers.ONLY.withScopes("other:read")), id(call, 0)));

        assertRefused(narrower);
        TestExchange wider = server.send(
                Revision.V2025_11_25,
                "tools/call",
                resumption(Callers.known("alice", Callers.ALL.withScopes("other:read")), id(call, 0)));
        assertThat(Answered.of(wider).text()).isEqualTo("done");
    }

    private TestExchange resumption(Identity.Known who, String lastEvent) {
        return new TestExchange("GET", new byte[0], who)
                .header("Accept", "text/event-stream")
                .header("Mcp-Session-Id", client.session())
                .header("Last-Event-ID", lastEvent);
    }

    @Test
    public void aToolThatTakesAWhileLetsTheConnectionGo() {
        TestExchange call = client.start("tools/call", "{'name':'away'}");
        call.await();

        assertThat(call.sent()).hasSize(1);
        assertThat(call.sent().get(0).retry()).isPresent();
        assertThat(server.running()).isEqualTo(1);
        TestExchange back = client.resume(id(call, 0)).awaitStream();
        steps.release();

        assertThat(Answered.of(back).text()).isEqualTo("back");
    }

    @Test
    public void lettingTheConnectionGoMeansNothingToModernClients() {
        steps.release();

        Answered answered = server.modern().tool("away");

        assertThat(answered.streamed()).isFalse();
        assertThat(answered.text()).isEqualTo("back");
    }

    @Test
    public void theServerLetsConnectionsGoWhereItIsToldTo() {
        server.replay(new ReplayLimits(
                Duration.ofMinutes(5), 100, 10_000, 100_000, Duration.ofMillis(7), Duration.ofMillis(1)));

        TestExchange call = walk(1);
        steps.release();
        call.await();
        assertThat(call.sent().get(0).retry()).contains(Duration.ofMillis(7));
        assertThat(progress(call)).containsExactly(1);
        TestExchange poll = client.resume(id(call, 1));
        poll.await();
        assertThat(poll.events()).isEmpty();
        steps.release();
        Waiting.until("the call has ended", () -> server.running() == 0);

        assertThat(Answered.of(client.resume(id(call, 1))).text()).isEqualTo("done");
    }

    @Test
    public void aSilentCallBecomesAStreamOnceItLasts() {
        TestExchange call = client.start("tools/call", "{'name':'silent'}");
        String seen = call.awaitStreamStarted();
        call.disconnect();
        steps.release();
        Waiting.until("the call has ended", () -> server.running() == 0);

        assertThat(Answered.of(client.resume(seen)).text()).isEqualTo("at last");
    }

    @Test
    public void aSilentCallOfAClientThatTakesNoStreamsIsAnsweredPlainly() {
        TestExchange call = client.exchange(LegacyClient.request("tools/call", "9", "{'name':'silent'}"))
                .only("Accept", Optional.of("application/json"));
        server.send(Revision.V2025_11_25, "tools/call", call);
        TestExchange other = client.start("tools/call", "{'name':'silent'}").awaitStream();
        steps.release(2);

        assertThat(Answered.of(call).streamed()).isFalse();
        assertThat(Answered.of(other).text()).isEqualTo("at last");
    }

    @Test
    public void aQuestionWaitsForTheClientThatComesBack() {
        TestExchange call = client.start("tools/call", "{'name':'ask'," + TOKEN + "}");
        String seen = call.awaitId(2);
        call.disconnect();
        steps.release();
        Waiting.until("the question is sent", () -> server.running() == 0);

        TestExchange back = client.resume(seen).awaitEvents(1);
        JsonNode question = TestJson.read(back.events().get(0));
        assertThat(question.path("method").asText()).isEqualTo("elicitation/create");
        steps.release();
        assertThat(client.respond(question, "{'action':'accept','content':{}}").status())
                .isEqualTo(202);

        assertThat(Answered.of(back).text()).isEqualTo("thanks");
    }

    @Test
    public void cancellingACallWhoseConnectionBrokeEndsIt() {
        TestExchange call = client.start("7", "tools/call", "{'name':'away'}");
        call.await();
        TestExchange back = client.resume(id(call, 0)).awaitStream();

        client.say("notifications/cancelled", "{'requestId':7}");

        back.await();
        assertThat(back.events()).isEmpty();
        assertThat(server.trail().entry("tools/call").outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
    }

    @Test
    public void whatIsKeptIsBoundedByNumberAndTheOldestGoes() {
        server.replay(new ReplayLimits(Duration.ofMinutes(5), 5, 100_000, 1_000_000, Duration.ZERO, Duration.ZERO));
        TestExchange call = walk(20);
        String seen = call.awaitStreamStarted();
        call.disconnect();
        steps.release(21);
        Waiting.until("the call has ended", () -> server.running() == 0);

        TestExchange back = client.resume(seen);

        assertThat(Answered.of(back).text()).isEqualTo("done");
        assertThat(progress(back)).containsExactly(17, 18, 19, 20);
    }

    @Test
    public void whatIsKeptIsBoundedInSize() {
        server.replay(new ReplayLimits(Duration.ofMinutes(5), 1000, 1000, 1_000_000, Duration.ZERO, Duration.ZERO));
        TestExchange call = walk(200);
        String seen = call.awaitStreamStarted();
        call.disconnect();
        steps.release(201);
        Waiting.until("the call has ended", () -> server.running() == 0);

        assertThat(server.kept()).isBetween(1L, 1000L);
        TestExchange back = client.resume(seen);
        assertThat(Answered.of(back).text()).isEqualTo("done");
        List<Integer> got = progress(back);
        assertThat(got)
                .isNotEmpty()
                .isEqualTo(IntStream.rangeClosed(201 - got.size(), 200).boxed().toList());
    }

    @Test
    public void aResultThatIsTooBigToKeepIsSaidToBeGone() {
        server.replay(new ReplayLimits(Duration.ofMinutes(5), 1000, 1000, 1_000_000, Duration.ZERO, Duration.ZERO));
        TestExchange call = client.start("tools/call", "{'name':'big'}");
        String seen = call.awaitStreamStarted();
        Waiting.until("the call has ended", () -> server.running() == 0);

        Waiting.until(
                "nothing is kept of it", () -> Answered.of(client.resume(seen)).status() == 400);
        assertThat(server.kept()).isZero();
    }

    @Test
    public void oneCallerDoesNotTakeTheRoomOfAll() {
        server.replay(new ReplayLimits(Duration.ofMinutes(5), 1000, 40_000, 40_000, Duration.ZERO, Duration.ZERO));
        LegacyClient bob = server.legacy(Callers.known("bob"));
        TestExchange greedy = walk(1000);
        TestExchange modest = walk(bob, 3);
        String seen = modest.awaitStreamStarted();
        modest.disconnect();
        steps.release(1005);
        Waiting.until("both have ended", () -> server.running() == 0);
        greedy.await();

        assertThat(server.kept()).isLessThanOrEqualTo(20_000L);
        TestExchange back = bob.resume(seen);
        assertThat(Answered.of(back).text()).isEqualTo("done");
        assertThat(progress(back)).containsExactly(1, 2, 3);
    }

    @Test
    public void whatIsKeptIsForgottenInTime() {
        server.replay(new ReplayLimits(Duration.ofMillis(1), 1000, 100_000, 1_000_000, Duration.ZERO, Duration.ZERO));
        TestExchange call = walk(2);
        String seen = call.awaitStreamStarted();
        call.disconnect();
        steps.release(3);
        Waiting.until("the call has ended", () -> server.running() == 0);

        Waiting.until("the events are dropped", () -> server.kept() == 0);
        assertRefused(client.resume(seen));
    }

    @Test
    public void endingTheSessionEndsItsStreamsItsCallsAndWhatIsKept() {
        TestExchange call = walk(5);
        String seen = call.awaitStreamStarted();
        call.disconnect();
        TestExchange back = client.resume(seen).awaitStream();
        TestExchange asking = client.start("tools/call", "{'name':'ask'," + TOKEN + "}");
        asking.awaitEvents(1);
        steps.release(2);
        Waiting.until("an event is kept", () -> server.kept() > 0);

        assertThat(client.end().status()).isEqualTo(204);

        back.await();
        asking.await();
        Waiting.until("nothing runs", () -> server.running() == 0);
        assertThat(server.kept()).isZero();
        assertThat(Answered.of(client.resume(seen)).status()).isEqualTo(404);
        assertThat(Answered.of(back).notifications("").size() + progress(back).size())
                .isLessThan(5);
    }

    @Test
    public void whatComesWhileTheConnectionBreaksArrivesOnceAndInOrder() {
        int count = 2000;
        // on a busy machine a client may reconnect only after more than the default thousand events
        server.replay(new ReplayLimits(
                Duration.ofMinutes(5), 2 * count, 4_000_000, 16_000_000, Duration.ZERO, Duration.ZERO));
        TestExchange connection = walk(count);
        connection.awaitStreamStarted();
        Thread working = new Thread(() -> {
            for (int step = 0; step <= count; step++) {
                steps.release();
                Thread.yield();
            }
        });
        working.start();
        List<Integer> seen = new ArrayList<>();
        boolean done = false;
        while (!done) {
            // reconnects while the server still writes to the old, working connection
            List<Event> got = connection.sent();
            String last = got.get(got.size() - 1).id().orElseThrow();
            TestExchange next = client.resume(last).awaitStream();
            connection.await();
            for (Event event : got) {
                note(event, seen);
            }
            Waiting.on(next, "something", () -> !next.sent().isEmpty() || next.ended());
            List<Event> more = next.sent();
            done = hasResult(got);
            if (!done && hasResult(more)) {
                more.forEach(event -> note(event, seen));
                done = true;
            }
            connection = next;
        }
        assertThat(seen).isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
    }

    private static boolean hasResult(List<Event> events) {
        byte[] last =
                events.isEmpty() ? new byte[0] : events.get(events.size() - 1).data();
        return last.length > 0 && TestJson.read(last).has("result");
    }

    private static void note(Event event, List<Integer> seen) {
        if (event.data().length > 0) {
            JsonNode progress = TestJson.read(event.data()).path("params").path("progress");
            if (progress.isNumber()) {
                seen.add(progress.intValue());
            }
        }
    }

    @Test
    public void ofTwoWhoComeBackAtOnceOneGoesOnAndNothingIsLost() {
        for (int run = 0; run < 50; run++) {
            TestExchange call = walk(10);
            steps.release(5);
            String seen = call.awaitStreamStarted();
            call.disconnect();

            TestExchange one = client.resume(seen);
            TestExchange other = client.resume(seen);
            Waiting.on(one, "an answer", one::answered);
            Waiting.on(other, "an answer", other::answered);
            steps.release(6);
            Waiting.until(
                    "one got to the end",
                    () -> progress(one).size() == 10 || progress(other).size() == 10);
            one.await();
            other.await();

            for (TestExchange each : List.of(one, other)) {
                assertThat(progress(each))
                        .isEqualTo(IntStream.rangeClosed(1, progress(each).size())
                                .boxed()
                                .toList());
            }
        }
    }
}
