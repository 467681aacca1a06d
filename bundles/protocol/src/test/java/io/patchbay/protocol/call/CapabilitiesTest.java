package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.Level;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.spi.identity.Patterns;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import org.junit.Rule;
import org.junit.Test;

/**
 * The capabilities that the server declares to each caller. A capability that is not declared answers as if it did not
 * exist.
 */
public final class CapabilitiesTest {

    private static final String EVERYTHING = TestJson.q("{'tools':{'listChanged':true},'resources':{'listChanged':true,"
            + "'subscribe':true},'prompts':{'listChanged':true},'completions':{},'logging':{}}");
    private static final String LITTLE = TestJson.q("{'tools':{'listChanged':false},'resources':{'listChanged':false,"
            + "'subscribe':false},'prompts':{'listChanged':false}}");

    @Rule
    public final Server server = new Server();

    private ModernClient narrowModern() {
        return server.modern(Callers.known(
                "bob",
                Callers.ONLY
                        .withTools(Patterns.of("*"))
                        .withResources(Patterns.of("*"))
                        .withPrompts(Patterns.of("*"))));
    }

    private LegacyClient narrowLegacy() {
        return server.legacy(Callers.known(
                "bob",
                Callers.ONLY
                        .withTools(Patterns.of("*"))
                        .withResources(Patterns.of("*"))
                        .withPrompts(Patterns.of("*"))));
    }

    /** Returns the modern capabilities, without those that only the modern era has. */
    private static String modern(ModernClient client) {
        ObjectNode capabilities =
                (ObjectNode) client.call("server/discover").result().path("capabilities");
        capabilities.remove("extensions");
        return capabilities.toString();
    }

    @Test
    public void tasksAreAnExtensionOfTheModernEra() {
        assertThat(server.modern()
                        .call("server/discover")
                        .result()
                        .path("capabilities")
                        .path("extensions")
                        .toString())
                .isEqualTo("{\"io.modelcontextprotocol/tasks\":{}}");
        assertThat(server.legacy().handshake().result().path("capabilities").has("extensions"))
                .isFalse();
    }

    @Test
    public void discoverNamesModernVersionsOnly() {
        JsonNode result = server.modern().call("server/discover").result();

        assertThat(result.path("supportedVersions").toString()).isEqualTo("[\"2026-07-28\"]");
        assertThat(result.path("capabilities").has("tasks")).isFalse();
    }

    @Test
    public void bothErasSayTheSame() {
        assertThat(modern(server.modern())).isEqualTo(EVERYTHING);
        assertThat(server.legacy().handshake().result().path("capabilities").toString())
                .isEqualTo(EVERYTHING);
    }

    @Test
    public void featuresThatScopesDoNotCoverAreNotThere() {
        LegacyClient client = narrowLegacy();

        assertThat(modern(narrowModern())).isEqualTo(LITTLE);
        assertThat(client.handshake().result().path("capabilities").toString()).isEqualTo(LITTLE);
        assertThat(client.call("logging/setLevel", "{'level':'info'}").summary())
                .isEqualTo("200 -32601");
        assertThat(client.call("resources/subscribe", "{'uri':'a:b'}").summary())
                .isEqualTo("200 -32601");
        assertThat(client.call("resources/unsubscribe", "{'uri':'a:b'}").summary())
                .isEqualTo("200 -32601");
        assertThat(client.call("completion/complete", "{}").summary()).isEqualTo("200 -32601");
        assertThat(narrowModern().call("completion/complete", "{}").summary()).isEqualTo("404 -32601");
        assertThat(narrowModern().call("subscriptions/listen", "{}").summary()).isEqualTo("404 -32601");
    }

    @Test
    public void aHiddenFeatureAnswersAsAMethodThatDoesNotExist() {
        String hidden = narrowModern().call("completion/complete", "{}").error().toString();
        String unknown =
                narrowModern().call("completion/compleat", "{}").error().toString();

        assertThat(hidden).isEqualTo(unknown.replace("compleat", "complete"));
    }

    @Test
    public void listsAlwaysAnswerPerhapsWithNothing() {
        for (String member : new String[] {"tools", "prompts", "resources"}) {
            assertThat(narrowModern().call(member + "/list").result().path(member))
                    .isEmpty();
            assertThat(narrowLegacy().call(member + "/list").result().path(member))
                    .isEmpty();
        }
        assertThat(narrowModern().call("resources/templates/list").result().path("resourceTemplates"))
                .isEmpty();
    }

    @Test
    public void nobodyIsSentLogMessagesWithoutTheFeature() {
        server.publish(Stubs.tool("talk", (arguments, context) -> {
            context.log(Level.EMERGENCY, "hear me");
            return ToolResult.text("said");
        }));

        assertThat(narrowLegacy().tool("talk").streamed()).isFalse();
        assertThat(narrowModern()
                        .with(ModernClient.LEVEL, "'debug'")
                        .tool("talk")
                        .streamed())
                .isFalse();
        assertThat(server.legacy().tool("talk").notifications("notifications/message"))
                .hasSize(1);
    }

    @Test
    public void nobodyIsToldOfChangesWithoutTheFeature() {
        server.publishAndTell(Stubs.echo("one"));
        TestExchange narrow = narrowLegacy().listen().awaitStream();
        TestExchange wide = server.legacy().listen().awaitStream();

        server.publish(Stubs.echo("two"));

        wide.awaitEvents(1);
        assertThat(narrow.events()).isEmpty();
    }

    @Test
    public void aPolicyThatThrowsHidesTheFeature() {
        server.policy().visible((grants, target) -> {
            if (target.kind() == Target.Kind.FEATURE) {
                throw new IllegalStateException("no idea");
            }
            return Visibility.VISIBLE;
        });

        assertThat(modern(server.modern())).isEqualTo("{}");
        assertThat(server.modern().call("completion/complete", "{}").summary()).isEqualTo("404 -32601");
    }
}
