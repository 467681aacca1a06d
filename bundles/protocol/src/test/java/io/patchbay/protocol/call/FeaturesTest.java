package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Tasks;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.task.TaskServer;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.identity.Patterns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;

/** Features outside of a credential's list are not announced, and their methods do not exist. An empty list of entries hides no method. */
public final class FeaturesTest {

    private static final Map<String, List<String>> METHODS = new LinkedHashMap<>(Map.of(
            "tools", List.of("tools/list", "tools/call"),
            "resources", List.of("resources/list", "resources/templates/list", "resources/read"),
            "prompts", List.of("prompts/list", "prompts/get"),
            "completion", List.of("completion/complete")));
    private static final Map<String, String> CAPABILITIES = Map.of(
            "tools", "tools",
            "resources", "resources",
            "prompts", "prompts",
            "completion", "completions",
            "logging", "logging");

    @Rule
    public final Server server = new Server();

    @Test
    public void everyFeatureOfASettingIsKnownHere() {
        assertThat(Narrowing.FEATURES)
                .containsExactly(
                        Features.TOOLS,
                        Features.RESOURCES,
                        Features.PROMPTS,
                        Features.COMPLETION,
                        Features.LOGGING,
                        Features.SUBSCRIPTIONS,
                        Features.TASKS);
    }

    @Test
    public void aModernClientFindsNoMethodOfAFeatureOutsideTheList() {
        server.publish(Stubs.echo("echo"));
        for (String feature : Narrowing.FEATURES) {
            ModernClient client = server.modern(without(feature));

            for (Map.Entry<String, List<String>> each : METHODS.entrySet()) {
                for (String method : each.getValue()) {
                    assertThat(client.call(method, parameters(method)).summary().contains("-32601"))
                            .as("%s without %s", method, feature)
                            .isEqualTo(each.getKey().equals(feature));
                }
            }
            assertThat(client.call("tasks/get", "{'taskId':'x'}").summary().contains("-32601"))
                    .as("tasks without %s", feature)
                    .isEqualTo(feature.equals("tasks"));
            JsonNode capabilities = client.call("server/discover").result().path("capabilities");
            CAPABILITIES.forEach((name, member) ->
                    assertThat(capabilities.has(member)).as(name).isNotEqualTo(name.equals(feature)));
            assertThat(capabilities.path("extensions").has("io.modelcontextprotocol/tasks"))
                    .isNotEqualTo(feature.equals("tasks"));
        }
    }

    @Test
    public void aLegacyClientOfAnyRevisionFindsNoMethodOfAFeatureOutsideTheList() {
        server.publish(Stubs.echo("echo"));
        for (Revision revision :
                List.of(Revision.V2024_11_05, Revision.V2025_03_26, Revision.V2025_06_18, Revision.V2025_11_25)) {
            for (String feature : Narrowing.FEATURES) {
                LegacyClient client = new LegacyClient(server, without(feature), revision).open();

                for (Map.Entry<String, List<String>> each : METHODS.entrySet()) {
                    for (String method : each.getValue()) {
                        assertThat(client.call(method, parameters(method))
                                        .summary()
                                        .contains("-32601"))
                                .as("%s without %s in %s", method, feature, revision)
                                .isEqualTo(each.getKey().equals(feature));
                    }
                }
                JsonNode capabilities = client.handshake().result().path("capabilities");
                for (String name : List.of("tools", "resources", "prompts", "logging")) {
                    assertThat(capabilities.has(name)).as(name).isNotEqualTo(name.equals(feature));
                }
                assertThat(client.call("resources/subscribe", "{'uri':'a:b'}")
                                .summary()
                                .contains("-32601"))
                        .as("resources/subscribe without %s", feature)
                        .isEqualTo(feature.equals("resources") || feature.equals("subscriptions"));
            }
        }
    }

    @Test
    public void anEmptyListOfEntriesLeavesTheMethodWithAnEmptyList() {
        server.publish(Stubs.echo("echo"), Stubs.resource("test:/a", "a"));
        Identity.Known nothing = Callers.known(
                "bob",
                Callers.ALL
                        .withTools(Patterns.NONE)
                        .withResources(Patterns.NONE)
                        .withPrompts(Patterns.NONE));

        for (String member : List.of("tools", "resources", "prompts")) {
            assertThat(server.modern(nothing).call(member + "/list").result().path(member))
                    .isEmpty();
            assertThat(server.legacy(nothing).call(member + "/list").result().path(member))
                    .isEmpty();
            assertThat(server.modern(nothing)
                            .call("server/discover")
                            .result()
                            .path("capabilities")
                            .has(member))
                    .isTrue();
        }
    }

    @Test
    public void theRefusalIsOnRecord() {
        server.modern(without("tools")).call("tools/list");

        assertThat(server.trail().entries("tools/list")).hasSize(1);
        assertThat(server.trail().entry("tools/list").outcome().kind().name()).isNotEqualTo("OK");
    }

    @Test
    public void noCallBecomesATaskWithoutTheFeature() {
        server.publish(
                TaskServer.tool("may", Tasks.ALLOWED, (arguments, context) -> ToolResult.text("at once")),
                TaskServer.tool("must", Tasks.REQUIRED, (arguments, context) -> ToolResult.text("never")));
        ModernClient client = server.modern(without("tasks")).takingTasks();

        assertThat(client.tool("may").text()).isEqualTo("at once");
        assertThat(client.tool("must").failed()).isTrue();
        assertThat(client.tool("must").text()).contains("this key may not use tasks");
    }

    private static Identity.Known without(String feature) {
        List<String> others = Narrowing.FEATURES.stream()
                .filter(each -> !each.equals(feature))
                .toList();
        return Callers.known("bob", Callers.ALL.withFeatures(Patterns.of(others)));
    }

    private static String parameters(String method) {
        return switch (method) {
            case "tools/call" -> "{'name':'echo','arguments':{}}";
            case "prompts/get" -> "{'name':'none'}";
            case "resources/read" -> "{'uri':'test:/none'}";
            default -> "{}";
        };
    }
}
