package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.Test;

/** What the running distribution tells and asks clients of both eras while it works for them, and afterwards. */
public class BothErasDialogueTest extends BothEras {

    private static final JsonNode ALICE =
            tree("{\"action\": \"accept\", \"content\": {\"name\": \"Alice\", \"color\": \"blue\"}}");

    @Test
    public void reportsProgressBeforeTheResult() throws IOException, InterruptedException {
        try (McpClient client = era.client(all)) {
            Answer answer = client.request(
                    "tools/call", Map.of("name", "test_tool_with_progress", "_meta", Map.of("progressToken", 4711)));

            assertThat(answer.notifications("notifications/progress"))
                    .extracting(progress -> progress.get("progress").asInt())
                    .containsExactly(0, 50, 100);
            assertThat(answer.notifications("notifications/progress"))
                    .allMatch(progress -> progress.get("progressToken").isInt()
                            && progress.get("progressToken").asInt() == 4711);
            assertThat(answer.failed()).isFalse();
        }
    }

    @Test
    public void logsToClientsThatWantIt() throws IOException, InterruptedException {
        try (McpClient client = era.client(all)) {
            Map<String, ?> meta = era == Era.MODERN ? Map.of("io.modelcontextprotocol/logLevel", "info") : Map.of();
            Answer answer = client.request("tools/call", Map.of("name", "test_tool_with_logging", "_meta", meta));

            assertThat(answer.notifications("notifications/message"))
                    .extracting(message -> message.get("data").asText())
                    .containsExactly("Tool execution started", "Tool processing data", "Tool execution completed");
        }
    }

    @Test
    public void logsNothingBelowTheLevelAClientAskedFor() throws IOException, InterruptedException {
        try (McpClient client = era.client(all)) {
            if (era == Era.LEGACY) {
                client.request("logging/setLevel", Map.of("level", "warning")).result();
            }
            Map<String, ?> meta = era == Era.MODERN ? Map.of("io.modelcontextprotocol/logLevel", "warning") : Map.of();
            Answer answer = client.request("tools/call", Map.of("name", "test_tool_with_logging", "_meta", meta));

            assertThat(answer.notifications("notifications/message")).isEmpty();
        }
    }

    @Test
    public void asksTheUserInAsManyRoundsAsItTakes() throws IOException, InterruptedException {
        try (McpClient client = era.client(all)) {
            client.answering("elicitation/create", onlyWhatIsAsked());

            assertThat(client.call("test_input_required_result_multi_round").text())
                    .isEqualTo("Alice likes blue.");
        }
    }

    @Test
    public void asksUserModelAndClientAtOnce() throws IOException, InterruptedException {
        try (McpClient client = era.client(all)) {
            client.answering("elicitation/create", onlyWhatIsAsked());
            client.answering(
                    "sampling/createMessage",
                    asked -> tree(
                            "{\"role\": \"assistant\", \"content\": {\"type\": \"text\", \"text\": \"Hi\"}, \"model\": \"none\"}"));
            client.answering(
                    "roots/list",
                    asked -> tree("{\"roots\": [{\"uri\": \"file:///project\", \"name\": \"Project\"}]}"));

            assertThat(client.call("test_input_required_result_multiple_inputs").text())
                    .isEqualTo("Hi Alice");
        }
    }

    @Test
    public void takesNoForAnAnswer() throws IOException, InterruptedException {
        try (McpClient client = era.client(all)) {
            client.answering("elicitation/create", asked -> tree("{\"action\": \"decline\"}"));

            assertThat(client.call("test_elicitation", Map.of("message", "Who?"))
                            .text())
                    .isEqualTo("User response: action: decline");
        }
    }

    @Test
    public void asksBeforeItWritesAPrompt() throws IOException, InterruptedException {
        try (McpClient client = era.client(all)) {
            client.answering(
                    "elicitation/create",
                    asked -> tree("{\"action\": \"accept\", \"content\": {\"context\": \"a test\"}}"));

            JsonNode prompt = client.request("prompts/get", Map.of("name", "test_input_required_result_prompt"))
                    .result();

            assertThat(prompt.findValuesAsText("text")).containsExactly("Context: a test");
        }
    }

    @Test
    public void refusesWhatTheClientCannotDo() throws IOException, InterruptedException {
        try (McpClient client = era.client(all)) {
            Answer answer = client.call("test_missing_capability");

            if (era == Era.MODERN) {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.code()).isEqualTo(-32021);
                assertThat(answer.error().get("data").get("requiredCapabilities"))
                        .isEqualTo(tree("{\"sampling\": {}}"));
            } else {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.messages().toString()).doesNotContain("-3202");
                assertThat(answer.messages().toString()).containsAnyOf("isError", "error");
            }
        }
    }

    @Test
    public void tellsOpenStreamsThatListsChanged() throws IOException, InterruptedException {
        try (McpClient client = era.client(all);
                Subscription changes = client.changes()) {
            client.call("test_trigger_tool_change").result();
            changes.await("notifications/tools/list_changed");
            assertThat(client.tools()).contains("test_dynamic_tool");

            client.call("test_trigger_tool_change").result();
            changes.await("notifications/tools/list_changed");
            assertThat(client.tools()).doesNotContain("test_dynamic_tool");

            client.call("test_trigger_prompt_change").result();
            changes.await("notifications/prompts/list_changed");
        }
    }

    @Test
    public void tellsSubscribersThatAResourceChanged() throws IOException, InterruptedException {
        try (McpClient client = era.client(all);
                McpClient other = era.client(all);
                Subscription changes = client.changes("test://watched-resource");
                Subscription elsewhere = other.changes("test://static-text")) {
            client.call("test_trigger_resource_change").result();

            assertThat(changes.await("notifications/resources/updated")
                            .get("params")
                            .get("uri")
                            .asText())
                    .isEqualTo("test://watched-resource");
            client.call("test_trigger_prompt_change").result();
            elsewhere.await("notifications/prompts/list_changed");
            assertThat(elsewhere.seen())
                    .noneMatch(message -> message.get("method").asText().equals("notifications/resources/updated"));
        }
    }

    @Test
    public void keepsQuietAboutChangesAKeyMayNotSee() throws IOException, InterruptedException {
        try (McpClient client = era.client(all);
                McpClient narrow = era.client(promptsOnly);
                Subscription changes = client.changes();
                Subscription quiet = narrow.changes()) {
            client.call("test_trigger_tool_change").result();
            changes.await("notifications/tools/list_changed");
            client.call("test_trigger_tool_change").result();
            changes.await("notifications/tools/list_changed");
            client.call("test_trigger_prompt_change").result();

            quiet.await("notifications/prompts/list_changed");
            assertThat(quiet.seen())
                    .noneMatch(message -> message.get("method").asText().equals("notifications/tools/list_changed"));
        }
    }

    private static UnaryOperator<JsonNode> onlyWhatIsAsked() {
        return asked -> {
            var content = (ObjectNode) ALICE.get("content").deepCopy();
            content.retain(asked.get("requestedSchema").get("properties").properties().stream()
                    .map(Map.Entry::getKey)
                    .toList());
            return new ObjectMapper().createObjectNode().put("action", "accept").set("content", content);
        };
    }
}
