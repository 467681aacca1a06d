package io.patchbay.protocol.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.PromptResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.Waiting;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Patterns;
import io.patchbay.spi.policy.Visibility;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** {@code subscriptions/listen}: the modern stream of changes. */
public final class ListenTest {

    private static final String EVERYTHING =
            "{'toolsListChanged':true,'promptsListChanged':true,'resourcesListChanged':true}";

    @Rule
    public final Server server = new Server();

    private final Stubs.StubConnector connector = new Stubs.StubConnector();

    private TestExchange listen(ModernClient client, String notifications) {
        return client.start("subscriptions/listen", "{'notifications':" + notifications + "}")
                .awaitEvents(1);
    }

    private static JsonNode event(TestExchange exchange, int index) {
        return TestJson.read(exchange.awaitEvents(index + 1).events().get(index));
    }

    private static String method(TestExchange exchange, int index) {
        return event(exchange, index).path("method").textValue();
    }

    private static JsonNode tag(JsonNode event) {
        return event.path("params").path("_meta").path("io.modelcontextprotocol/subscriptionId");
    }

    @Test
    public void isAcknowledgedFirstWithItsIdAndWhatIsHonoured() {
        server.publish(Stubs.resource("test:/a", "a"));
        for (String id : List.of("7", "'7'", "'listen'", "9007199254740993")) {
            TestExchange stream = listen(
                    server.modern().id(id),
                    "{'toolsListChanged':true,'promptsListChanged':false,'resourceSubscriptions':['test:/a','test:/none'],'later':true}");

            JsonNode acknowledged = event(stream, 0);
            assertThat(acknowledged.path("method").textValue()).isEqualTo("notifications/subscriptions/acknowledged");
            assertThat(tag(acknowledged)).isEqualTo(TestJson.json(id));
            assertThat(acknowledged.path("params").path("notifications").toString())
                    .isEqualTo(TestJson.q("{'toolsListChanged':true,'resourceSubscriptions':['test:/a']}"));
        }
        assertThat(server.streams()).isEqualTo(4);
    }

    @Test
    public void tellsOnlyWhatWasAskedFor() {
        server.publish(connector);
        TestExchange tools = listen(server.modern().id("1"), "{'toolsListChanged':true}");
        TestExchange prompts = listen(server.modern().id("'p'"), "{'promptsListChanged':true}");
        TestExchange all = listen(server.modern().id("3"), EVERYTHING);
        TestExchange nothing = listen(server.modern().id("4"), "{}");

        connector.add(Stubs.echo("new")).changes().changed();
        assertThat(method(tools, 1)).isEqualTo("notifications/tools/list_changed");
        assertThat(tag(event(tools, 1)).intValue()).isEqualTo(1);
        assertThat(method(all, 1)).isEqualTo("notifications/tools/list_changed");
        assertThat(tag(event(all, 1)).intValue()).isEqualTo(3);
        connector
                .add(Stubs.prompt("new", (arguments, context) -> PromptResult.of()))
                .changes()
                .changed();
        assertThat(method(prompts, 1)).isEqualTo("notifications/prompts/list_changed");
        assertThat(tag(event(prompts, 1)).textValue()).isEqualTo("p");
        assertThat(method(all, 2)).isEqualTo("notifications/prompts/list_changed");
        connector.add(Stubs.resource("test:/new", "x")).changes().changed();
        assertThat(method(all, 3)).isEqualTo("notifications/resources/list_changed");

        assertThat(tools.events()).hasSize(2);
        assertThat(prompts.events()).hasSize(2);
        assertThat(nothing.events()).hasSize(1);
    }

    @Test
    public void tellsOfResourcesThatWereAskedFor() {
        connector.add(Stubs.resource("test:/a", "a")).add(Stubs.resource("test:/b", "b"));
        server.publish(connector);
        TestExchange a = listen(server.modern(), "{'resourceSubscriptions':['test:/a']}");
        TestExchange both = listen(server.modern(), "{'resourceSubscriptions':['test:/a','test:/b']}");

        connector.changes().resourceUpdated("test:/b");
        assertThat(event(both, 1).path("params").path("uri").textValue()).isEqualTo("test:/b");
        connector.changes().resourceUpdated("test:/a");

        assertThat(event(a, 1).path("params").path("uri").textValue()).isEqualTo("test:/a");
        assertThat(method(a, 1)).isEqualTo("notifications/resources/updated");
        assertThat(a.events()).hasSize(2);
    }

    @Test
    public void whatBecameHiddenIsNotToldAnyMore() {
        connector.add(Stubs.resource("test:/a", "a")).add(Stubs.resource("test:/b", "b"));
        server.publish(connector);
        TestExchange stream = listen(server.modern(), "{'resourceSubscriptions':['test:/a','test:/b']}");
        server.policy().show("resources:name-of-test--a", Visibility.HIDDEN);

        connector.changes().resourceUpdated("test:/a");
        connector.changes().resourceUpdated("test:/b");

        assertThat(event(stream, 1).path("params").path("uri").textValue()).isEqualTo("test:/b");
    }

    @Test
    public void nothingIsToldToACredentialThatDoesNotHold() {
        connector.add(Stubs.resource("test:/a", "a"));
        server.publish(connector);
        TestExchange alice = listen(server.modern(), "{'resourceSubscriptions':['test:/a']}");
        TestExchange bob = listen(server.modern(Callers.known("bob")), "{'resourceSubscriptions':['test:/a']}");
        server.authenticator().holds(identity -> !identity.caller().id().equals("alice"));

        connector.changes().resourceUpdated("test:/a");

        assertThat(method(bob, 1)).isEqualTo("notifications/resources/updated");
        alice.await();
        assertThat(alice.events()).noneMatch(event -> new String(event, StandardCharsets.UTF_8).contains("updated"));
    }

    @Test
    public void nothingIsToldToThoseWhoLostTheFeature() {
        connector.add(Stubs.resource("test:/a", "a"));
        server.publish(connector);
        TestExchange alice = listen(server.modern(), "{'toolsListChanged':true,'resourceSubscriptions':['test:/a']}");
        TestExchange bob = listen(
                server.modern(Callers.known(
                        "bob",
                        Callers.ONLY
                                .withTools(Patterns.of("*"))
                                .withResources(Patterns.of("*"))
                                .withFeatures(Patterns.of("*")))),
                "{'toolsListChanged':true,'resourceSubscriptions':['test:/a']}");
        server.policy()
                .visible((grants, target) ->
                        grants.narrowing().equals(Callers.ALL) && target.label().equals("features:subscriptions")
                                ? Visibility.HIDDEN
                                : Visibility.VISIBLE);

        connector.changes().resourceUpdated("test:/a");
        assertThat(method(bob, 1)).isEqualTo("notifications/resources/updated");
        connector.add(Stubs.echo("new")).changes().changed();

        assertThat(method(bob, 2)).isEqualTo("notifications/tools/list_changed");
        assertThat(alice.events()).hasSize(1);
    }

    @Test
    public void whatIsHiddenIsNotAcknowledged() {
        connector.add(Stubs.resource("test:/a", "a"));
        server.publish(connector);
        server.policy().show("resources:name-of-test--a", Visibility.HIDDEN);

        TestExchange stream = listen(server.modern(), "{'resourceSubscriptions':['test:/a']}");

        assertThat(event(stream, 0).path("params").path("notifications").toString())
                .isEqualTo("{}");
    }

    @Test
    public void whatDoesNotFitIsInvalid() {
        for (String params : List.of(
                "{}",
                "{'notifications':5}",
                "{'notifications':null}",
                "{'notifications':{'toolsListChanged':1}}",
                "{'notifications':{'toolsListChanged':'true'}}",
                "{'notifications':{'promptsListChanged':{}}}",
                "{'notifications':{'resourceSubscriptions':'test:/a'}}",
                "{'notifications':{'resourceSubscriptions':[5]}}",
                "{'notifications':{'resourceSubscriptions':[" + "'a:b',".repeat(1000) + "'a:b']}}")) {
            Answered answered = server.modern().call("subscriptions/listen", params);

            assertThat(answered.summary()).as(params).isEqualTo("200 -32602");
        }
        assertThat(server.streams()).isZero();
    }

    @Test
    public void taskIdsNeedTheExtension() {
        Answered answered = server.modern().call("subscriptions/listen", "{'notifications':{'taskIds':['t']}}");

        assertThat(answered.summary()).isEqualTo("400 -32021");
        assertThat(answered.error()
                        .path("data")
                        .path("requiredCapabilities")
                        .path("extensions")
                        .has("io.modelcontextprotocol/tasks"))
                .isTrue();
    }

    @Test
    public void isOnRecordAtItsStartAndAtItsEnd() {
        TestExchange stream = listen(server.modern(), EVERYTHING);
        assertThat(server.trail().entry("subscriptions/listen").outcome()).isEqualTo(Outcome.OK);

        stream.disconnect();

        Waiting.until("the stream has ended", () -> server.streams() == 0);
        assertThat(server.trail().entry("subscriptions/listen end").opening().callId())
                .isEqualTo(
                        server.trail().entry("subscriptions/listen").opening().callId());
        server.publish(Stubs.echo("new"));
        assertThat(stream.events()).hasSize(1);
    }

    @Test
    public void withAFailingTrailThereIsNoStream() {
        server.trail().failClose();

        Answered answered = server.modern().call("subscriptions/listen", "{'notifications':" + EVERYTHING + "}");

        assertThat(answered.status()).isEqualTo(503);
        assertThat(answered.streamed()).isFalse();
        assertThat(server.streams()).isZero();
    }

    @Test
    public void endsGracefullyWhenItsCredentialDoesNotHoldAnyMore() {
        TestExchange alice = listen(server.modern().id("'a'"), EVERYTHING);
        TestExchange bob = listen(server.modern(Callers.known("bob")), EVERYTHING);

        server.authenticator().holds(identity -> !identity.caller().id().equals("alice"));

        JsonNode result = Answered.of(alice).result();
        assertThat(result.path("resultType").textValue()).isEqualTo("complete");
        assertThat(result.path("_meta")
                        .path("io.modelcontextprotocol/subscriptionId")
                        .textValue())
                .isEqualTo("a");
        assertThat(bob.complete()).isFalse();
    }

    @Test
    public void endsWhenNobodyCanTellWhetherItsCredentialHolds() {
        TestExchange alice = listen(server.modern(), EVERYTHING);
        TestExchange bob = listen(server.modern(Callers.known("bob")), EVERYTHING);

        server.authenticator().holds(identity -> {
            throw new IllegalStateException("no idea");
        });

        alice.await();
        bob.await();
        assertThat(server.streams()).isZero();
    }

    @Test
    public void aClientThatLeftBeforeItsStreamLeavesNothingBehind() {
        TestExchange exchange =
                server.modern().exchange("subscriptions/listen", "{'notifications':" + EVERYTHING + "}");
        exchange.disconnect();

        server.sendHere(Revision.V2026_07_28, "subscriptions/listen", exchange);

        assertThat(server.streams()).isZero();
    }

    @Test
    public void noEventIsLostAfterTheAcknowledgement() {
        for (int i = 0; i < 200; i++) {
            String name = "tool" + i;
            TestExchange stream = listen(server.modern(), "{'toolsListChanged':true}");

            server.publish(Stubs.echo(name));

            stream.awaitEvents(2);
            stream.disconnect();
        }
        assertThat(server.streams()).isZero();
    }

    @Test
    public void aListenerWithTheSameIdIsAnother() {
        TestExchange first = listen(server.modern().id("1"), "{'toolsListChanged':true}");
        TestExchange second = listen(server.modern().id("1"), "{'toolsListChanged':true}");
        first.disconnect();

        server.publish(Stubs.echo("new"));

        second.awaitEvents(2);
        assertThat(first.events()).hasSize(1);
    }
}
