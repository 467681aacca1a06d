package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** The official TypeScript clients of both generations and the official Inspector, with an API key. */
public class OfficialClientsTest {

    private static final String INSPECTOR = "@modelcontextprotocol/inspector/clients/launcher/build/index.js";

    private static final List<String> LEGACY = List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");

    private static Path node;
    private static Server server;
    private static String key;

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        node = Machine.node();
        Installation installation = new Installation("clients");
        key = installation.key("clients");
        installation.allowWrites("test_trigger_*");
        installation.deploy("conformance");
        installation.deploy("clock");
        installation.setting("io.patchbay.http", Map.of("port", 0, "httpSse", true));
        server = installation.start(Jdk.all().get(0));
    }

    @AfterClass
    public static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    public void theFirstGenerationsClientUsesEverythingInEveryRevisionItKnows()
            throws IOException, InterruptedException {
        for (String revision : LEGACY) {
            JsonNode told = client("v1.mjs", revision);

            assertUsedEverything(told, revision);
            assertThat(told.get("noResource").asInt()).isEqualTo(-32002);
        }
    }

    @Test
    public void theFirstGenerationsClientUsesEverythingOverTheTransportOf20241105()
            throws IOException, InterruptedException {
        for (String revision : LEGACY) {
            JsonNode told = Script.run(
                    node,
                    Machine.here("clients").resolve("v1sse.mjs"),
                    server.endpoint().resolve("/sse").toString(),
                    key,
                    revision);

            assertUsedEverythingOverOneStream(told, revision);
            assertThat(told.get("noResource").asInt()).isEqualTo(-32002);
        }
    }

    @Test
    public void theSecondGenerationsClientUsesEverythingInEveryRevision() throws IOException, InterruptedException {
        List<String> revisions = new ArrayList<>(LEGACY);
        revisions.add("2026-07-28");
        for (String revision : revisions) {
            JsonNode told = client("v2.mjs", revision);

            assertUsedEverything(told, revision);
            // It turns the old code into the new one itself.
            assertThat(told.get("noResource").asInt()).isEqualTo(-32602);
        }
    }

    @Test
    public void theSecondGenerationsClientFindsTheNewestRevisionOfEitherEraByItself()
            throws IOException, InterruptedException {
        assertUsedEverything(client("v2.mjs", "legacy"), "2025-11-25");
        assertUsedEverything(client("v2.mjs", "auto"), "2026-07-28");
    }

    @Test
    public void theFirstGenerationsClientUsesEverythingThroughTheBridge() throws IOException, InterruptedException {
        JsonNode told = client("v1.mjs", "2025-11-25", server.installation().command());

        assertUsedAllButItsRevision(told, "2025-11-25");
        assertThat(told.get("progress").toString()).startsWith("[0,50");
        assertThat(told.get("noResource").asInt()).isEqualTo(-32002);
    }

    @Test
    public void theSecondGenerationsClientUsesEverythingThroughTheBridgeInEitherEra()
            throws IOException, InterruptedException {
        for (var era : Map.of("legacy", "2025-11-25", "auto", "2026-07-28").entrySet()) {
            assertUsedEverythingOverOneStream(
                    client("v2.mjs", era.getKey(), server.installation().command()), era.getValue());
        }
    }

    @Test
    public void theInspectorListsAndCallsTools() throws IOException, InterruptedException {
        assertThat(inspector("--method", "tools/list").get("tools").findValuesAsText("name"))
                .contains("test_simple_text", "clock_current_time");
        assertThat(inspector("--method", "tools/call", "--tool-name", "greet", "--tool-arg", "name=Alice")
                        .get("content")
                        .get(0)
                        .get("text")
                        .asText())
                .isEqualTo("Hello, Alice!");
    }

    @Test
    public void theInspectorReadsResourcesAndGetsPrompts() throws IOException, InterruptedException {
        assertThat(inspector("--method", "resources/list").get("resources").findValuesAsText("uri"))
                .contains("test://static-text");
        assertThat(inspector("--method", "resources/read", "--uri", "test://static-text")
                        .findValuesAsText("text"))
                .containsExactly("This is the content of the static text resource.");
        assertThat(inspector("--method", "prompts/list").get("prompts").findValuesAsText("name"))
                .contains("test_simple_prompt");
        assertThat(inspector(
                                "--method",
                                "prompts/get",
                                "--prompt-name",
                                "test_prompt_with_arguments",
                                "--prompt-args",
                                "arg1=a",
                                "arg2=b")
                        .findValuesAsText("text"))
                .containsExactly("Prompt with arguments: arg1='a', arg2='b'");
    }

    private static void assertUsedEverything(JsonNode told, String revision) throws IOException {
        assertUsedAll(told, revision);
        assertThat(told.get("progress")).isEqualTo(json("[0,50,100]"));
    }

    /** Where all comes on one stream, stdio or HTTP+SSE, the clients drop progress that comes in one piece with the answer. */
    private static void assertUsedEverythingOverOneStream(JsonNode told, String revision) throws IOException {
        assertUsedAll(told, revision);
        assertThat(told.get("progress").toString()).startsWith("[0,50");
    }

    private static void assertUsedAll(JsonNode told, String revision) throws IOException {
        assertThat(told.get("revision").asText()).isEqualTo(revision);
        assertUsedAllButItsRevision(told, revision);
    }

    private static void assertUsedAllButItsRevision(JsonNode told, String revision) throws IOException {
        boolean forms = revision.compareTo("2025-06-18") >= 0;
        assertThat(told.get("server").get("name").asText()).isEqualTo("patchbay");
        assertThat(strings(told, "capabilities")).contains("logging", "prompts", "resources", "tools");
        assertThat(strings(told, "capabilities").contains("completions")).isEqualTo(!revision.equals("2024-11-05"));
        assertThat(strings(told, "tools")).contains("test_simple_text", "clock_current_time");
        assertThat(strings(told, "text")).containsExactly("This is a simple text response for testing.");
        assertThat(strings(told, "time")).singleElement().asString().matches("\\d{4}-\\d\\d-\\d\\dT.*\\+0[12]:00");
        assertThat(told.get("image")).isEqualTo(json("[[\"image\",\"image/png\"]]"));
        assertThat(told.get("failed").asBoolean()).isTrue();
        assertThat(told.get("invalid").asBoolean()).isTrue();
        assertThat(told.get("unknown").asInt()).isEqualTo(-32602);
        assertThat(strings(told, "header")).containsExactly("Region: Zürich");
        assertThat(told.get("structured").path("sum").asInt()).isEqualTo(forms ? 5 : 0);
        assertThat(strings(told, "log"))
                .containsExactly("Tool execution started", "Tool processing data", "Tool execution completed");
        assertThat(told.get("cancelled").asText()).isEqualTo("cancelled");
        assertCancelled(revision);
        assertThat(strings(told, "elicitation"))
                .singleElement()
                .asString()
                .contains(forms ? "alice@example.com" : "your client does not support");
        assertThat(strings(told, "sampling")).containsExactly("LLM response: Hello");
        assertThat(strings(told, "roots")).singleElement().asString().contains("file:///home/alice");
        assertThat(strings(told, "rounds"))
                .singleElement()
                .asString()
                .contains(forms ? "Alice likes blue." : "your client does not support");
        assertThat(strings(told, "resources"))
                .contains("test://static-text", "test://static-binary", "test://watched-resource");
        assertThat(told.get("resource").asText()).isEqualTo("This is the content of the static text resource.");
        assertThat(told.get("blob").asText()).isEqualTo("image/png");
        assertThat(strings(told, "templates")).contains("test://template/{id}/data");
        assertThat(told.get("document").asText()).isEqualTo("42");
        assertThat(strings(told, "prompts")).contains("test_simple_prompt", "test_prompt_with_arguments");
        assertThat(told.get("prompt").asText()).isEqualTo("Prompt with arguments: arg1='a', arg2='b'");
        assertThat(strings(told, "completion")).containsExactly("paris", "party");
        assertThat(told.get("updated").asText()).isEqualTo("test://watched-resource");
        assertThat(told.get("toolsChanged").asBoolean())
                .as("heard that the tools changed")
                .isTrue();
        assertThat(told.get("promptsChanged").asBoolean())
                .as("heard that the prompts changed")
                .isTrue();
    }

    /** The call a client gave up has ended so on record. */
    private static void assertCancelled(String revision) throws IOException {
        List<String> outcomes = new ArrayList<>();
        for (JsonNode line : Trail.of(server.installation()).lines()) {
            if (line.path("target").asText().equals("test_slow_call")
                    && line.path("revision").asText().equals(revision)) {
                outcomes.add(line.path("outcome").asText());
            }
        }
        assertThat(outcomes).isNotEmpty().containsOnly("cancelled");
    }

    private static JsonNode client(String script, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(server.endpoint().toString(), key));
        arguments.addAll(List.of(more));
        return Script.run(node, Machine.here("clients").resolve(script), arguments.toArray(String[]::new));
    }

    private static JsonNode inspector(String... words) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "--cli",
                server.endpoint().toString(),
                "--transport",
                "http",
                "--header",
                "Authorization: Bearer " + key));
        arguments.addAll(List.of(words));
        return Script.run(node, Machine.module(INSPECTOR), arguments.toArray(String[]::new));
    }

    private static List<String> strings(JsonNode told, String name) {
        List<String> strings = new ArrayList<>();
        told.get(name).forEach(value -> strings.add(value.asText()));
        return strings;
    }

    private static ArrayNode json(String text) {
        try {
            return (ArrayNode) new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
