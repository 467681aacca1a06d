package io.patchbay.protocol.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Annotations;
import io.patchbay.api.Content;
import io.patchbay.api.Contents;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.util.List;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** A URI has many spellings: all are the same resource for clients, policy and the audit trail. */
public final class SpellingsTest {

    private static final List<String> SPELLINGS = List.of(
            "probe://caf%C3%A9/hello%20world~",
            "probe://caf%c3%a9/hello%20world%7e", "PROBE://CAF%C3%A9/hello world~", "Probe://caf\u00e9/%68ello world~");

    @Rule
    public final Server server = new Server();

    @Before
    public void tolerate() {
        server.anySpelling();
    }

    private Answered modern(String uri) {
        return server.modern().call("resources/read", "{'uri':'" + uri + "'}");
    }

    private Answered legacy(String uri) {
        return server.legacy().call("resources/read", "{'uri':'" + uri + "'}");
    }

    private static JsonNode contents(Answered answered) {
        return answered.result().path("contents").path(0);
    }

    @Test
    public void whatIsNotAUriIsToldSo() {
        for (String text : List.of("relative", "a b", "/etc/passwd", "::", "\u5929\u6c14.txt")) {
            assertThat(modern(text).message()).as(text).contains("is not a URI");
            assertThat(legacy(text).message()).as(text).contains("is not a URI");
            assertThat(server.legacy()
                            .call("resources/subscribe", "{'uri':'" + text + "'}")
                            .message())
                    .as(text)
                    .contains("is not a URI");
        }
        assertThat(modern("test:/%zz").message()).isEqualTo("Resource not found");
    }

    @Test
    public void aResourceIsReadInAnySpellingAndAnsweredInTheClients() {
        server.publish(
                Stubs.resource("Probe://caf%c3%a9/hello%20world%7E", "fixed"),
                Stubs.template(
                        "probe://Caf%C3%A9/hello%20world%7e/{x}",
                        (uri, variables, context) ->
                                ResourceResult.text(uri.toString(), "text/plain", uri + " " + variables.get("x"))));

        for (String spelling : SPELLINGS) {
            for (Answered answered : List.of(modern(spelling), legacy(spelling))) {
                assertThat(contents(answered).path("uri").textValue()).isEqualTo(spelling);
                assertThat(contents(answered).path("text").textValue()).isEqualTo("fixed");
            }
            JsonNode below = contents(modern(spelling + "/A \u00e4"));
            assertThat(below.path("uri").textValue()).isEqualTo(spelling + "/A \u00e4");
            assertThat(below.path("text").textValue())
                    .isEqualTo("probe://Caf%C3%A9/hello%20world%7e/A%20%C3%A4 A \u00e4");
        }
    }

    @Test
    public void policyAndTrailSeeOneFormOfAllSpellings() {
        server.publish(Stubs.resource("probe://caf%C3%A9/hello%20world~", "fixed"));

        SPELLINGS.forEach(
                spelling -> assertThat(modern(spelling).summary()).as(spelling).isEqualTo("200 ok"));

        assertThat(server.policy().decided("resources/read").stream()
                        .map(one -> one.arguments().values().get("uri"))
                        .distinct())
                .containsExactly("probe://caf%C3%A9/hello%20world~");
        assertThat(server.trail().entries("resources/read").stream()
                        .map(entry -> entry.target().name())
                        .distinct())
                .hasSize(1);
    }

    @Test
    public void noSpellingOfAUriEvadesOrWidensAScope() {
        server.publish(
                Stubs.template(
                        "test://h/{+name}",
                        (uri, variables, context) -> ResourceResult.text(uri.toString(), "text/plain", "template")),
                Stubs.resource("test://h/secret%20a", "secret"));
        server.policy()
                .visible((grants, target) -> target.kind() == Target.Kind.RESOURCE
                                && !grants.narrowing().holds("more")
                        ? new Visibility.StepUp(Set.of("more"))
                        : Visibility.VISIBLE);

        for (String spelling : List.of(
                "test://h/secret%20a",
                "test://h/secret a", "TEST://H/%73ecret a", "test://h/secre%74%20%61", "test://H/secret%20%61")) {
            assertThat(modern(spelling).status()).as(spelling).isEqualTo(403);
            assertThat(legacy(spelling).status()).as(spelling).isEqualTo(403);
            assertThat(server.legacy()
                            .call("resources/subscribe", "{'uri':'" + spelling + "'}")
                            .summary())
                    .as(spelling)
                    .isEqualTo("200 -32002");
        }
        for (String other : List.of(
                "test://h/./secret%20a",
                "test://h/x/../secret%20a", "test://h/%2e/secret a", "test://h/x/%2E%2e/secret%20a")) {
            assertThat(modern(other).summary()).as(other).isEqualTo("200 -32602");
        }
        assertThat(contents(modern("test://h/secret%2520a")).path("text").textValue())
                .as("another name")
                .isEqualTo("template");
    }

    @Test
    public void subscribersAreToldInTheirSpellingWhateverTheConnectors() {
        Stubs.StubConnector connector = new Stubs.StubConnector().add(Stubs.resource("Probe://caf%c3%a9/a", "a"));
        server.publish(connector);
        LegacyClient legacy = server.legacy();
        TestExchange stream = legacy.listen().awaitStream();
        legacy.call("resources/subscribe", "{'uri':'PROBE://caf\u00e9/%61'}").result();
        TestExchange modern = server.modern()
                .start(
                        "subscriptions/listen",
                        "{'notifications':{'resourceSubscriptions':['probe://CAF%C3%A9/a','relative']}}");
        modern.awaitEvents(1);
        assertThat(TestJson.read(modern.events().get(0))
                        .path("params")
                        .path("notifications")
                        .path("resourceSubscriptions")
                        .toString())
                .isEqualTo("[\"probe://CAF%C3%A9/a\"]");

        connector.changes().resourceUpdated("probe://caf%C3%A9/a");

        assertThat(uri(stream.awaitEvents(1), 0)).isEqualTo("PROBE://caf\u00e9/%61");
        assertThat(uri(modern.awaitEvents(2), 1)).isEqualTo("probe://CAF%C3%A9/a");

        legacy.call("resources/unsubscribe", "{'uri':'probe://caf%C3%A9/a'}").result();
        connector.changes().resourceUpdated("Probe://caf%c3%a9/a");

        modern.awaitEvents(3);
        assertThat(stream.events()).hasSize(1);
    }

    private static String uri(TestExchange exchange, int index) {
        return TestJson.read(exchange.events().get(index))
                .path("params")
                .path("uri")
                .textValue();
    }

    @Test
    public void completionFindsATemplateInAnySpelling() {
        server.publish(
                Stubs.template("Probe://Caf%c3%a9/%7e/{x}", (uri, variables, context) -> ResourceResult.notFound()));

        for (String spelling :
                List.of("Probe://Caf%c3%a9/%7e/{x}", "probe://caf%C3%A9/~/{x}", "probe://caf\u00e9/~/{x}")) {
            String params =
                    "{'ref':{'type':'ref/resource','uri':'" + spelling + "'},'argument':{'name':'x','value':'a'}}";
            assertThat(server.modern()
                            .call("completion/complete", params)
                            .result()
                            .path("completion")
                            .path("values")
                            .path(0)
                            .asText())
                    .as(spelling)
                    .isEqualTo("x=a");
        }
        String none = "{'ref':{'type':'ref/resource','uri':'relative'},'argument':{'name':'x','value':'a'}}";
        assertThat(server.modern().call("completion/complete", none).message()).contains("is not a URI template");
    }

    @Test
    public void aLinkGoesOutAsAUri() {
        server.publish(Stubs.tool(
                "links",
                (arguments, context) -> ToolResult.of(
                        new Content.Link(ResourceDefinition.of("test:/hello w\u00f6rld", "x"), Annotations.NONE),
                        new Content.Embedded(
                                Contents.text("test:/hello w\u00f6rld", "text/plain", "x"), Annotations.NONE))));

        JsonNode content = server.modern().tool("links").result().path("content");
        assertThat(content.path(0).path("uri").textValue()).isEqualTo("test:/hello%20w%C3%B6rld");
        assertThat(content.path(1).path("resource").path("uri").textValue()).isEqualTo("test:/hello%20w%C3%B6rld");
    }
}
