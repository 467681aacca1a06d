package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import org.junit.Test;

/** What clients of both eras get from the running distribution, the same from the same connectors. */
public class BothErasCallsTest extends BothEras {

    @Test
    public void saysWhatItIsAndWhatItSpeaks() throws IOException, InterruptedException {
        if (era == Era.MODERN) {
            JsonNode discovered = McpClient.modern(server.endpoint(), all)
                    .request("server/discover", Map.of())
                    .result();

            assertThat(discovered.get("supportedVersions")).isEqualTo(tree("[\"2026-07-28\"]"));
            assertThat(discovered
                            .get("_meta")
                            .get("io.modelcontextprotocol/serverInfo")
                            .get("name")
                            .asText())
                    .isEqualTo("patchbay");
            assertThat(discovered
                            .get("capabilities")
                            .get("tools")
                            .get("listChanged")
                            .asBoolean())
                    .isTrue();
        } else {
            JsonNode initialized = McpClient.legacy(server.endpoint(), all).initialize();

            assertThat(initialized.get("protocolVersion").asText()).isEqualTo("2025-11-25");
            assertThat(initialized.get("serverInfo").get("name").asText()).isEqualTo("patchbay");
            assertThat(initialized
                            .get("capabilities")
                            .get("tools")
                            .get("listChanged")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    public void listsAndCallsTools() throws IOException, InterruptedException {
        try (McpClient client = era.client(all)) {
            assertThat(client.tools()).contains("test_simple_text", "clock_current_time");
            assertThat(client.call("test_simple_text").text()).isEqualTo("This is a simple text response for testing.");
            assertThat(client.call("greet", Map.of("name", "Zoë 😀")).text()).isEqualTo("Hello, Zoë 😀!");
        }
    }

    @Test
    public void showsAKeyOnlyWhatItIsNarrowedTo() throws IOException, InterruptedException {
        try (McpClient client = era.client(clockOnly)) {
            assertThat(client.tools()).containsExactly("clock_current_time");
            assertThat(client.call("clock_current_time").failed()).isFalse();
        }
    }

    @Test
    public void answersForWhatIsHiddenAsForWhatDoesNotExist() throws IOException, InterruptedException {
        try (McpClient client = era.client(clockOnly)) {
            String hidden = client.call("greet", Map.of("name", 5)).error().toString();
            String unknown = client.call("nothing", Map.of("name", 5)).error().toString();

            assertThat(hidden.replace("greet", "nothing")).isEqualTo(unknown).contains("-32602");
        }
    }

    @Test
    public void letsTheModelPutWrongArgumentsRight() throws IOException, InterruptedException {
        try (McpClient client = era.client(all)) {
            Answer answer = client.call("greet", Map.of("name", 5));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.failed()).isTrue();
            assertThat(answer.text()).contains("name");
        }
    }

    @Test
    public void readsResources() throws IOException, InterruptedException {
        try (McpClient client = era.client(all)) {
            assertThat(client.request("resources/list", Map.of())
                            .result()
                            .get("resources")
                            .findValuesAsText("uri"))
                    .contains("test://static-text", "test://static-binary", "test://watched-resource");
            assertThat(read(client, "test://static-text").get("text").asText())
                    .isEqualTo("This is the content of the static text resource.");
            assertThat(Base64.getDecoder()
                            .decode(read(client, "test://static-binary")
                                    .get("blob")
                                    .asText()))
                    .startsWith(0x89, 'P', 'N', 'G');
            assertThat(tree(read(client, "test://template/a%20b/data")
                                    .get("text")
                                    .asText())
                            .get("id")
                            .asText())
                    .isEqualTo("a b");
        }
    }

    @Test
    public void saysInTheErasWordsThatAResourceIsNotThere() throws IOException, InterruptedException {
        try (McpClient client = era.client(all)) {
            JsonNode error = client.request("resources/read", Map.of("uri", "test://nothing"))
                    .error();

            assertThat(error.get("code").asInt()).isEqualTo(era == Era.MODERN ? -32602 : -32002);
            assertThat(error.get("data").get("uri").asText()).isEqualTo("test://nothing");
        }
    }

    @Test
    public void getsPromptsAndCompletesTheirArguments() throws IOException, InterruptedException {
        try (McpClient client = era.client(all)) {
            Map<String, ?> arguments = Map.of("arg1", "a", "arg2", "b");
            JsonNode message = client.request(
                            "prompts/get", Map.of("name", "test_prompt_with_arguments", "arguments", arguments))
                    .result()
                    .get("messages")
                    .get(0);
            JsonNode completion = client.request(
                            "completion/complete",
                            Map.of(
                                    "ref", Map.of("type", "ref/prompt", "name", "test_prompt_with_arguments"),
                                    "argument", Map.of("name", "arg1", "value", "part")))
                    .result()
                    .get("completion");

            assertThat(message.get("content").get("text").asText())
                    .isEqualTo("Prompt with arguments: arg1='a', arg2='b'");
            assertThat(completion.get("values")).isEqualTo(tree("[\"party\"]"));
            assertThat(client.request("prompts/get", Map.of("name", "test_prompt_with_arguments"))
                            .code())
                    .isEqualTo(-32602);
        }
    }

    private static JsonNode read(McpClient client, String uri) throws IOException, InterruptedException {
        JsonNode contents =
                client.request("resources/read", Map.of("uri", uri)).result().get("contents");
        assertThat(contents).hasSize(1);
        assertThat(contents.get(0).get("uri").asText()).isEqualTo(uri);
        return contents.get(0);
    }
}
