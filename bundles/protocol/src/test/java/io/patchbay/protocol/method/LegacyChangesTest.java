package io.patchbay.protocol.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.spi.policy.Visibility;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Changes as legacy clients receive them: on the one stream of their session. */
public final class LegacyChangesTest {

    @Rule
    public final Server server = new Server();

    private final Stubs.StubConnector connector = new Stubs.StubConnector();

    @Before
    public void publish() {
        connector.add(Stubs.resource("test:/a", "a")).add(Stubs.resource("test:/b", "b"));
        server.publishAndTell(connector);
    }

    private static JsonNode event(TestExchange exchange, int index) {
        return TestJson.read(exchange.awaitEvents(index + 1).events().get(index));
    }

    private static String method(TestExchange exchange, int index) {
        return event(exchange, index).path("method").textValue();
    }

    @Test
    public void everySessionWithAStreamHearsThatAListChanged() {
        TestExchange alice = server.legacy().listen().awaitStream();
        TestExchange bob = server.legacy(Callers.known("bob")).listen().awaitStream();

        connector.add(Stubs.echo("new")).changes().changed();

        assertThat(method(alice, 0)).isEqualTo("notifications/tools/list_changed");
        assertThat(method(bob, 0)).isEqualTo("notifications/tools/list_changed");
        assertThat(event(alice, 0).has("params")).isFalse();
    }

    @Test
    public void eachMessageGoesOutOnOneStreamOnly() {
        LegacyClient client = server.legacy();
        TestExchange stream = client.listen().awaitStream();
        server.publish("other", List.of(Stubs.tool("work", (arguments, context) -> {
            context.progress(1, 2, "");
            return ToolResult.text("done");
        })));
        stream.awaitEvents(1);

        Answered answered = client.call("tools/call", "{'name':'work','_meta':{'progressToken':1}}");

        assertThat(answered.notifications("notifications/progress")).hasSize(1);
        assertThat(stream.events()).hasSize(1);
    }

    @Test
    public void subscribersHearThatAResourceChangedUntilTheyUnsubscribe() {
        LegacyClient client = server.legacy();
        TestExchange stream = client.listen().awaitStream();
        TestExchange other = server.legacy().listen().awaitStream();
        assertThat(client.call("resources/subscribe", "{'uri':'test:/a'}")
                        .result()
                        .toString())
                .isEqualTo("{}");
        assertThat(client.call("resources/subscribe", "{'uri':'test:/b'}")
                        .result()
                        .toString())
                .isEqualTo("{}");

        connector.changes().resourceUpdated("test:/a");
        assertThat(method(stream, 0)).isEqualTo("notifications/resources/updated");
        assertThat(event(stream, 0).path("params").toString()).isEqualTo("{\"uri\":\"test:/a\"}");
        assertThat(client.call("resources/unsubscribe", "{'uri':'test:/a'}")
                        .result()
                        .toString())
                .isEqualTo("{}");
        connector.changes().resourceUpdated("test:/a");
        connector.changes().resourceUpdated("test:/b");

        assertThat(event(stream, 1).path("params").path("uri").textValue()).isEqualTo("test:/b");
        assertThat(other.events()).isEmpty();
    }

    @Test
    public void whatIsNotThereCannotBeSubscribedTo() {
        LegacyClient client = server.legacy();
        server.policy().show("resources:name-of-test--a", Visibility.HIDDEN);

        assertThat(client.call("resources/subscribe", "{'uri':'test:/none'}").summary())
                .isEqualTo("200 -32002");
        assertThat(client.call("resources/subscribe", "{'uri':'test:/a'}").summary())
                .isEqualTo("200 -32002");
        assertThat(client.call("resources/subscribe", "{}").summary()).isEqualTo("200 -32602");
        assertThat(client.call("resources/unsubscribe", "{'uri':'test:/none'}")
                        .result()
                        .toString())
                .isEqualTo("{}");
    }

    @Test
    public void whatBecameHiddenIsNotToldAnyMore() {
        LegacyClient client = server.legacy();
        TestExchange stream = client.listen().awaitStream();
        client.call("resources/subscribe", "{'uri':'test:/a'}");
        client.call("resources/subscribe", "{'uri':'test:/b'}");
        server.policy().show("resources:name-of-test--a", Visibility.HIDDEN);

        connector.changes().resourceUpdated("test:/a");
        connector.changes().resourceUpdated("test:/b");

        assertThat(event(stream, 0).path("params").path("uri").textValue()).isEqualTo("test:/b");
    }

    @Test
    public void subscriptionsAreBounded() {
        server.publish(
                "many",
                List.of(Stubs.template(
                        "many:/{x}", (uri, variables, context) -> io.patchbay.api.ResourceResult.notFound())));
        LegacyClient client = server.legacy();
        for (int i = 0; i < 1000; i++) {
            client.call("resources/subscribe", "{'uri':'many:/" + i + "'}");
        }

        assertThat(client.call("resources/subscribe", "{'uri':'many:/1000'}").summary())
                .isEqualTo("200 -32602");
    }

    @Test
    public void theStreamIsOnRecordAtItsStartAndAtItsEnd() {
        LegacyClient client = server.legacy();
        TestExchange stream = client.listen().awaitStream();

        client.end();

        stream.await();
        assertThat(server.trail().entry("GET start").opening().callId())
                .isEqualTo(server.trail().entry("GET end").opening().callId());
    }

    @Test
    public void withAFailingTrailThereIsNoStream() {
        LegacyClient client = server.legacy();
        server.trail().failClose();

        TestExchange stream = client.listen();

        assertThat(Answered.of(stream).status()).isEqualTo(503);
        assertThat(stream.streamed()).isFalse();
    }

    @Test
    public void theStreamEndsWhenItsCredentialDoesNotHoldAnyMore() {
        TestExchange stream = server.legacy().listen().awaitStream();

        server.authenticator().holds(identity -> false);

        stream.await();
        assertThat(stream.events()).isEmpty();
    }

    private static String lastId(TestExchange exchange) {
        return exchange.sent().get(exchange.sent().size() - 1).id().orElseThrow();
    }

    @Test
    public void whatHappenedMeanwhileIsToldToTheOneWhoComesBack() {
        LegacyClient client = server.legacy();
        client.call("resources/subscribe", "{'uri':'test:/a'}");
        client.call("resources/subscribe", "{'uri':'test:/b'}");
        TestExchange stream = client.listen();
        String begun = stream.awaitStreamStarted();
        connector.changes().resourceUpdated("test:/a");
        assertThat(method(stream, 0)).isEqualTo("notifications/resources/updated");
        stream.disconnect();
        connector.changes().resourceUpdated("test:/b");
        connector.add(Stubs.echo("late")).changes().changed();

        TestExchange back = client.resume(lastId(stream)).awaitStream();
        TestExchange fromTheBeginning = client.resume(begun);

        assertThat(event(fromTheBeginning, 0).path("params").path("uri").textValue())
                .isEqualTo("test:/a");
        // changes of a resource and changes of a list are sent independently
        assertThat(List.of(event(fromTheBeginning, 1), event(fromTheBeginning, 2)))
                .anyMatch(told -> told.path("params").path("uri").asText().equals("test:/b"))
                .anyMatch(told -> told.path("method").asText().equals("notifications/tools/list_changed"));
        back.await(); // the stream was replaced
    }

    @Test
    public void theNewestOfThoseWhoComeBackListens() {
        LegacyClient client = server.legacy();
        TestExchange stream = client.listen();
        String begun = stream.awaitStreamStarted();

        TestExchange back = client.resume(begun).awaitStream();
        stream.await();
        TestExchange newer = client.listen().awaitStream();
        back.await();
        connector.add(Stubs.echo("new")).changes().changed();

        assertThat(method(newer, 0)).isEqualTo("notifications/tools/list_changed");
        assertThat(stream.events()).isEmpty();
        assertThat(back.events()).isEmpty();
    }

    @Test
    public void whatWasKeptWhileNobodyListenedIsToldToTheNextWhoDoesInEveryRevision() {
        for (Revision revision :
                List.of(Revision.V2024_11_05, Revision.V2025_03_26, Revision.V2025_06_18, Revision.V2025_11_25)) {
            LegacyClient client = server.legacy(revision);
            client.listen().awaitStream().disconnect();
            server.publishAndTell(Stubs.echo("in-between-" + revision));

            TestExchange next = client.listen().awaitStream().awaitEvents(1);
            TestExchange newer = client.listen().awaitStream();

            next.await();
            assertThat(method(next, 0)).as("%s", revision).isEqualTo("notifications/tools/list_changed");
            assertThat(newer.events()).as("%s: told once", revision).isEmpty();
            client.end();
        }
    }

    @Test
    public void whoSeesLessBeginsAnewAndGetsNothingOfBefore() {
        LegacyClient client = server.legacy();
        TestExchange stream = client.listen();
        String begun = stream.awaitStreamStarted();
        stream.disconnect();
        server.publishAndTell(Stubs.echo("late"));
        TestExchange narrow = new TestExchange(
                        "GET", new byte[0], Callers.known("alice", Callers.ONLY.withScopes("other:read")))
                .header("Accept", "text/event-stream")
                .header("Mcp-Session-Id", client.session());
        server.send(Revision.V2025_11_25, "", narrow).awaitStream();
        TestExchange back = new TestExchange(
                        "GET", new byte[0], Callers.known("alice", Callers.ONLY.withScopes("other:read")))
                .header("Accept", "text/event-stream")
                .header("Mcp-Session-Id", client.session())
                .header("Last-Event-ID", begun);

        assertThat(Answered.of(server.send(Revision.V2025_11_25, "", back)).status())
                .isEqualTo(400);
        assertThat(narrow.events()).isEmpty();
    }

    @Test
    public void nothingIsKeptForASessionThatNeverListened() {
        server.legacy();

        server.publishAndTell(Stubs.echo("late"));

        assertThat(server.kept()).isZero();
    }
}
