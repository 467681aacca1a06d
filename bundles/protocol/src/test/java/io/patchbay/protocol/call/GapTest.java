package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.ResourceResult;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.FakeConnector;
import io.patchbay.protocol.FakeTool;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.Waiting;
import io.patchbay.protocol.catalog.CatalogSnapshot;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Visibility;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Calls to a connector that stops for another version, and what clients see during that time. */
public final class GapTest {

    @Rule
    public final Server server = new Server();

    @Before
    public void publish() {
        server.publishAndTell(
                says("old"),
                Stubs.resource("test:/a", "old"),
                Stubs.template("t://{x}", (uri, variables, context) -> text("old")),
                Stubs.prompt("ask", (arguments, context) -> {
                    throw new AssertionError("the old prompt");
                }));
    }

    @Test
    public void callsWaitAndTheNewVersionServesThem() {
        server.catalog().pause("test");
        TestExchange modern = server.modern().start("tools/call", "{'name':'say'}");
        TestExchange legacy = server.legacy().start("tools/call", "{'name':'say'}");
        TestExchange resource = server.modern().start("resources/read", "{'uri':'test:/a'}");
        TestExchange template = server.modern().start("resources/read", "{'uri':'t://b'}");
        TestExchange prompt = server.modern().start("prompts/get", "{'name':'ask'}");
        awaitWaiting(5);

        server.publish(
                says("new"),
                Stubs.resource("test:/a", "new"),
                Stubs.template("t://{x}", (uri, variables, context) -> text("new")));

        assertThat(Answered.of(modern).text()).isEqualTo("new");
        assertThat(Answered.of(legacy).text()).isEqualTo("new");
        assertThat(Answered.of(resource).result().toString()).contains("\"text\":\"new\"");
        assertThat(Answered.of(template).result().toString()).contains("\"text\":\"new\"");
        assertThat(Answered.of(prompt).message()).isEqualTo("Unknown prompt: ask");
    }

    @Test
    public void listsStayAndNobodyIsToldOfChanges() {
        TestExchange stream = server.legacy().listen().awaitStream();
        String before = server.modern().call("tools/list").result().toString();

        server.catalog().pause("test");
        assertThat(server.modern().call("tools/list").result().toString())
                .isEqualTo(before)
                .contains("say");
        server.publish(
                says("new"),
                Stubs.resource("test:/a", "new"),
                Stubs.template("t://{x}", (uri, variables, context) -> text("new")));
        server.publish("other", List.of(Stubs.echo("other")));

        assertThat(TestJson.read(stream.awaitEvents(1).events().get(0))
                        .path("method")
                        .textValue())
                .as("the prompt went")
                .isEqualTo("notifications/prompts/list_changed");
        assertThat(TestJson.read(stream.awaitEvents(2).events().get(1))
                        .path("method")
                        .textValue())
                .as("the other came")
                .isEqualTo("notifications/tools/list_changed");
    }

    @Test
    public void othersAreCalledAndComeMeanwhile() {
        server.publish("zoo", List.of(Stubs.echo("zoo")));
        server.catalog().pause("test");
        TestExchange waits = server.modern().start("tools/call", "{'name':'say'}");
        awaitWaiting(1);

        server.publish("ape", List.of(Stubs.echo("ape")));

        assertThat(server.modern().tool("ape").failed()).isFalse();
        assertThat(server.modern().tool("zoo").failed()).isFalse();
        assertThat(waits.answered()).isFalse();
        server.publish(says("new"));
        assertThat(Answered.of(waits).text()).isEqualTo("new");
    }

    @Test
    public void theOrderOfListsStays() {
        server.publish("ordered", List.of(new FakeConnector(FakeTool.named("z"), FakeTool.named("a"))));
        List<String> before = server.catalog().snapshot().tools().stream()
                .map(Entry::wireName)
                .toList();

        server.catalog().pause("ordered");
        server.publish("more", List.of(Stubs.echo("more")));

        assertThat(server.catalog().snapshot().tools().stream()
                        .map(Entry::wireName)
                        .filter(before::contains))
                .containsExactlyElementsOf(before);
    }

    @Test
    public void whatRunsEndsInTheOldVersionAndIsWaitedFor() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        server.publish(Stubs.tool("say", (arguments, context) -> {
            entered.countDown();
            go.await();
            return ToolResult.text("old");
        }));
        TestExchange runs = server.modern().start("tools/call", "{'name':'say'}");
        Waiting.until("it runs", () -> entered.getCount() == 0);

        CompletableFuture<Void> drained =
                server.catalog().pause("test").drained().toCompletableFuture();
        TestExchange waits = server.modern().start("tools/call", "{'name':'say'}");
        awaitWaiting(1);

        assertThat(drained).isNotDone();
        go.countDown();
        assertThat(Answered.of(runs).text()).isEqualTo("old");
        Waiting.done(drained);
        server.publish(says("new"));
        assertThat(Answered.of(waits).text()).isEqualTo("new");
    }

    @Test
    public void theOldVersionServesThemWhenItIsBack() {
        Stubs.StubTool same = says("again");
        server.publish(same);
        server.catalog().pause("test");
        TestExchange waits = server.modern().start("tools/call", "{'name':'say'}");
        awaitWaiting(1);

        server.publish(same);

        assertThat(Answered.of(waits).text()).isEqualTo("again");
    }

    @Test
    public void whatIsGivenUpIsUnknown() {
        server.catalog().pause("test");
        TestExchange waits = server.modern().start("tools/call", "{'name':'say'}");
        awaitWaiting(1);

        server.catalog().withdraw("test");

        assertThat(Answered.of(waits).message()).isEqualTo("Unknown tool: say");
    }

    @Test
    public void whoIsHiddenFromDoesNotWait() {
        server.policy().show("tools:say", Visibility.HIDDEN);
        server.catalog().pause("test");

        assertThat(server.modern().tool("say").message()).isEqualTo("Unknown tool: say");
    }

    @Test
    public void aModernCallerThatLeavesWaitsNoLonger() {
        server.catalog().pause("test");
        TestExchange waits = server.modern().start("tools/call", "{'name':'say'}");
        awaitWaiting(1);

        waits.disconnect();

        assertThat(server.trail().entry("tools/call").outcome()).isEqualTo(new Outcome(Outcome.Kind.CANCELLED, ""));
    }

    @Test
    public void aLegacyCallerCancelsItsWaitByTheRequestsId() {
        LegacyClient client = server.legacy();
        server.catalog().pause("test");
        TestExchange waits = client.start("'one'", "tools/call", "{'name':'say'}");
        awaitWaiting(1);

        client.say("notifications/cancelled", "{'requestId':'one'}");

        waits.await();
        assertThat(waits.streamed() ? waits.events().size() : waits.reply().body().length)
                .as("no response")
                .isZero();
        assertThat(server.trail().entry("tools/call").outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
    }

    @Test
    public void nobodyWaitsLongerThanACallMayTake() {
        server.timeout(Duration.ofMillis(50));
        server.catalog().pause("test");

        Answered answered = server.modern().tool("say");

        assertThat(answered.message()).startsWith("The connector is being updated, which takes longer than usual.");
        assertThat(server.trail().entry("tools/call").outcome())
                .isEqualTo(new Outcome(Outcome.Kind.TIMEOUT, "deadline_exceeded"));
    }

    @Test
    public void noMoreWaitThanCallsMayRun() {
        server.limits(new Limits(
                Limits.DEFAULT.callTimeout(),
                Limits.DEFAULT.inputTimeout(),
                1,
                Limits.DEFAULT.perConnector(),
                Limits.DEFAULT.sessionIdle(),
                Limits.DEFAULT.maxSessions(),
                Limits.DEFAULT.maxSessionsPerCaller(),
                Limits.DEFAULT.listTtl(),
                Limits.DEFAULT.replay(),
                "",
                50));
        server.catalog().pause("test");
        TestExchange waits = server.modern().start("tools/call", "{'name':'say'}");
        awaitWaiting(1);

        assertThat(server.modern().tool("say").status()).isEqualTo(429);

        server.publish(says("new"));
        assertThat(Answered.of(waits).text()).isEqualTo("new");
    }

    @Test
    public void whatAConnectorSaysWhileItStopsIsNotHeard() {
        FakeConnector connector = new FakeConnector(FakeTool.named("one"));
        server.publish(connector);
        server.catalog().pause("test");
        CatalogSnapshot before = server.catalog().snapshot();

        connector.tools = List::of;
        connector.changed();
        server.publish("other", List.of(Stubs.echo("other")));

        assertThat(server.catalog().snapshot().tool("one"))
                .isEqualTo(before.tool("one"))
                .isPresent();
    }

    @Test
    public void pausingWhatIsNotThereIsNothing() {
        Waiting.done(server.catalog().pause("nobody").drained());

        assertThat(server.modern().tool("say").text()).isEqualTo("old");
    }

    private void awaitWaiting(int calls) {
        Waiting.until("they wait", () -> server.catalog().snapshot().replaced().getNumberOfDependents() == calls);
    }

    private static Stubs.StubTool says(String text) {
        return Stubs.tool("say", (arguments, context) -> ToolResult.text(text));
    }

    private static ResourceResult text(String text) {
        return ResourceResult.text("t://b", "text/plain", text);
    }
}
