package io.patchbay.protocol.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Annotations;
import io.patchbay.api.Arguments;
import io.patchbay.api.Completion;
import io.patchbay.api.Content;
import io.patchbay.api.Contents;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Json;
import io.patchbay.api.Message;
import io.patchbay.api.PromptResult;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.WireSchema;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.wire.Caching;
import io.patchbay.protocol.wire.Encoded;
import io.patchbay.protocol.wire.RequestFormat;
import io.patchbay.protocol.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.Test;

public class ResultsTest {

    private static final String SERVER = "{\"name\":\"patchbay\",\"version\":\"1\"}";
    private static final String META = ",\"_meta\":{\"io.modelcontextprotocol/serverInfo\":" + SERVER + "}";
    private static final WireFormat MODERN =
            WireFormat.of(Revision.V2026_07_28, new Encoded(SERVER.getBytes(StandardCharsets.UTF_8)));
    private static final WireFormat LEGACY =
            WireFormat.of(Revision.V2025_11_25, new Encoded(SERVER.getBytes(StandardCharsets.UTF_8)));
    private static final byte[] BYTES = {0, 1, (byte) 0xFF, 62, 63};

    @Test
    public void writesATextAsEachRevisionHasIt() {
        ToolResult.Complete result = ToolResult.text("a\nb\u2028\"\\\u0000ä😀");

        assertThat(text(modern((format, out) -> format.toolResult(out, result))))
                .isEqualTo(
                        "{\"resultType\":\"complete\",\"content\":[{\"type\":\"text\",\"text\":\"a\\nb\u2028\\\"\\\\\\u0000ä😀\"}]"
                                + META + "}");
        assertThat(text(legacy((format, out) -> format.toolResult(out, result))))
                .isEqualTo("{\"content\":[{\"type\":\"text\",\"text\":\"a\\nb\u2028\\\"\\\\\\u0000ä😀\"}]}");
        valid("CallToolResult", (format, out) -> format.toolResult(out, result));
    }

    @Test
    public void doesNotNameTheServerWhereThatIsSwitchedOff() {
        WireFormat silent = WireFormat.of(Revision.V2026_07_28);

        assertThat(text(Messages.encoded(silent::empty))).isEqualTo("{\"resultType\":\"complete\"}");
    }

    @Test
    public void writesEveryKindOfContent() {
        Annotations annotations =
                new Annotations(Set.of(Message.Role.USER), OptionalDouble.of(1), Optional.of(Instant.EPOCH));
        ResourceDefinition linked = ResourceDefinition.of("https://example.com/a", "a")
                .withTitle("A")
                .withMimeType("text/plain")
                .withSize(3)
                .withAnnotations(annotations);
        ToolResult.Complete result = ToolResult.of(
                Content.text(""),
                new Content.Text("t", annotations),
                Content.image(BYTES, "image/png"),
                new Content.Audio(BYTES, "audio/wav", annotations),
                Content.link(linked),
                Content.link(ResourceDefinition.of("a:b", "n")),
                Content.embedded(Contents.text("test://x", "text/plain", "x")),
                new Content.Embedded(new Contents.Blob("test://y", Optional.empty(), BYTES), annotations));

        valid("CallToolResult", (format, out) -> format.toolResult(out, result));
        JsonNode content = WireSchema.read(modern((format, out) -> format.toolResult(out, result)))
                .path("content");
        assertThat(content.findValuesAsText("type"))
                .containsExactly(
                        "text", "text", "image", "audio", "resource_link", "resource_link", "resource", "resource");
        assertThat(Base64.getDecoder().decode(content.path(2).path("data").textValue()))
                .isEqualTo(BYTES);
        assertThat(content.path(4).path("annotations").path("audience").path(0).textValue())
                .isEqualTo("user");
        assertThat(content.path(5).has("annotations")).isFalse();
        assertThat(content.path(7).path("resource").path("blob").textValue()).isEqualTo("AAH/Pj8=");
    }

    @Test
    public void writesAnEmptyToolResultWithItsContent() {
        assertThat(text(legacy((format, out) -> format.toolResult(out, ToolResult.of()))))
                .isEqualTo("{\"content\":[]}");
    }

    @Test
    public void writesStructuredContentWhereTheRevisionCanHoldIt() {
        for (String value : List.of("null", "[1.0,{}]", "\"x\"", "1e2", "false")) {
            ToolResult.Complete result = ToolResult.structured(new Json(value));

            JsonNode modern = WireSchema.read(modern((format, out) -> format.toolResult(out, result)));
            assertThat(modern.has("structuredContent")).as(value).isTrue();
            assertThat(modern.path("content").path(0).path("text").textValue()).isEqualTo(value);
            assertThat(WireSchema.read(legacy((format, out) -> format.toolResult(out, result)))
                            .has("structuredContent"))
                    .as(value)
                    .isFalse();
            valid("CallToolResult", (format, out) -> format.toolResult(out, result));
        }
        ToolResult.Complete object = ToolResult.structured(new Json(" {\"b\": 1.0,\n\"a\":null} "));
        assertThat(text(legacy((format, out) -> format.toolResult(out, object))))
                .endsWith("\"structuredContent\":{\"b\":1.0,\"a\":null}}");
        valid("CallToolResult", (format, out) -> format.toolResult(out, object));
    }

    @Test
    public void failsWholeWhereStructuredContentIsNoJson() {
        assertThatThrownBy(
                        () -> modern((format, out) -> format.toolResult(out, ToolResult.structured(new Json("{oops")))))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    public void writesFailuresWithTheirCode() {
        ToolResult.Failed coded = new ToolResult.Failed("No such project.", Optional.of("unknown_project"));
        ToolResult.Failed plain = new ToolResult.Failed("No.", Optional.empty());

        valid("CallToolResult", (format, out) -> format.toolFailure(out, coded));
        valid("CallToolResult", (format, out) -> format.toolFailure(out, plain));
        assertThat(text(legacy((format, out) -> format.toolFailure(out, coded))))
                .isEqualTo(
                        "{\"content\":[{\"type\":\"text\",\"text\":\"No such project.\"}],\"isError\":true,\"_meta\":{\"io.patchbay/code\":\"unknown_project\"}}");
        assertThat(text(legacy((format, out) -> format.toolFailure(out, plain))))
                .isEqualTo("{\"content\":[{\"type\":\"text\",\"text\":\"No.\"}],\"isError\":true}");
        assertThat(text(modern((format, out) -> format.toolFailure(out, coded))))
                .isEqualTo(
                        "{\"resultType\":\"complete\",\"content\":[{\"type\":\"text\",\"text\":\"No such project.\"}],\"isError\":true,"
                                + "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":" + SERVER
                                + ",\"io.patchbay/code\":\"unknown_project\"}}");
    }

    @Test
    public void writesResourceContentsWithTheirFreshnessInTheModernEraOnly() {
        List<Contents> contents =
                List.of(Contents.text("test://a", "text/plain", "a"), Contents.blob("test://b", "image/png", BYTES));
        Caching caching = new Caching(Duration.ofSeconds(90), false);

        valid("ReadResourceResult", (format, out) -> format.resourceResult(out, contents, caching));
        assertThat(text(legacy((format, out) -> format.resourceResult(out, contents, caching))))
                .isEqualTo(
                        "{\"contents\":[{\"uri\":\"test://a\",\"mimeType\":\"text/plain\",\"text\":\"a\"},{\"uri\":\"test://b\",\"mimeType\":\"image/png\",\"blob\":\"AAH/Pj8=\"}]}");
        assertThat(text(modern((format, out) -> format.resourceResult(out, contents, caching))))
                .endsWith("],\"ttlMs\":90000,\"cacheScope\":\"private\"" + META + "}");
        assertThat(text(modern((format, out) ->
                        format.resourceResult(out, contents, new Caching(Duration.ofSeconds(Long.MAX_VALUE), true)))))
                .contains("\"ttlMs\":31536000000,\"cacheScope\":\"public\"");
    }

    @Test
    public void writesListsOfDefinitionsMadeBefore() {
        ToolDefinition tool = ToolDefinition.readOnly("t", "d", Schema.EMPTY);

        for (int count : List.of(0, 1, 1_000)) {
            Written list = (format, out) -> format.cacheable(out, Caching.NONE, members -> {
                members.writeArrayFieldStart("tools");
                for (int i = 0; i < count; i++) {
                    members.writeRawValue(new Encoded(format.tool("t", tool)));
                }
                members.writeEndArray();
                members.writeStringField("nextCursor", "next");
            });

            valid("ListToolsResult", list);
            assertThat(WireSchema.read(modern(list)).path("tools")).hasSize(count);
        }
    }

    @Test
    public void writesPrompts() {
        PromptResult.Complete result = new PromptResult.Complete(
                List.of(
                        Message.user("hi"),
                        Message.assistant(Content.image(BYTES, "image/png")),
                        Message.user(Content.embedded(Contents.text("test://x", "text/plain", "x")))),
                Optional.of("d"));

        valid("GetPromptResult", (format, out) -> format.promptResult(out, result));
        assertThat(text(legacy((format, out) -> format.promptResult(out, PromptResult.of(Message.user("hi"))))))
                .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":\"hi\"}}]}");
    }

    @Test
    public void cutsCompletionsAtAHundred() {
        Completion completion = Completion.of(
                IntStream.range(0, 150).mapToObj(Integer::toString).toList());

        valid("CompleteResult", (format, out) -> format.completion(out, completion));
        JsonNode cut = WireSchema.read(legacy((format, out) -> format.completion(out, completion)))
                .path("completion");
        assertThat(cut.path("values")).hasSize(100);
        assertThat(cut.path("total").intValue()).isEqualTo(150);
        assertThat(cut.path("hasMore").booleanValue()).isTrue();
        assertThat(text(legacy((format, out) ->
                        format.completion(out, new Completion(List.of("a"), OptionalInt.empty(), false)))))
                .isEqualTo("{\"completion\":{\"values\":[\"a\"],\"hasMore\":false}}");
    }

    @Test
    public void answersLegacyClientsNothingButAnEmptyObject() {
        assertThat(text(legacy((format, out) -> format.empty(out)))).isEqualTo("{}");
        assertThat(text(modern((format, out) -> format.empty(out))))
                .isEqualTo("{\"resultType\":\"complete\"" + META + "}");
    }

    @Test
    public void asksModernClientsInTheResult() {
        Map<String, InputRequest> requests = requests();

        byte[] all = modern((format, out) -> format.inputRequired(out, requests, Optional.of("sealed")));
        WireSchema.assertValid(Revision.V2026_07_28, "InputRequiredResult", all);
        JsonNode result = WireSchema.read(all);
        assertThat(result.path("resultType").textValue()).isEqualTo("input_required");
        assertThat(result.path("requestState").textValue()).isEqualTo("sealed");
        assertThat(result.path("inputRequests").findValuesAsText("method"))
                .containsExactly(
                        "elicitation/create",
                        "elicitation/create",
                        "sampling/createMessage",
                        "sampling/createMessage",
                        "roots/list");
        assertThat(result.has("ttlMs")).isFalse();
        assertThat(result.path("inputRequests").path("page").path("params").has("elicitationId"))
                .isFalse();
        assertThat(text(modern((format, out) -> format.inputRequired(out, Map.of(), Optional.of("s")))))
                .isEqualTo("{\"resultType\":\"input_required\",\"requestState\":\"s\"" + META + "}");
    }

    @Test
    public void asksLegacyClientsByRequests() {
        Map<String, String> types = Map.of(
                "elicitation/create",
                "ElicitRequest",
                "sampling/createMessage",
                "CreateMessageRequest",
                "roots/list",
                "ListRootsRequest");
        for (InputRequest request : requests().values()) {
            String method = RequestFormat.method(request);

            byte[] message = Messages.request(
                    "s-1",
                    method,
                    out -> new RequestFormat(Revision.V2025_11_25).params(out, request, Optional.of("e-1")));

            WireSchema.assertValid(Revision.V2025_11_25, types.get(method), message);
            assertThat(WireSchema.read(message).path("params").has("elicitationId"))
                    .isEqualTo(request instanceof InputRequest.Url);
        }
        assertThatThrownBy(() -> legacy((format, out) -> format.inputRequired(out, requests(), Optional.empty())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    public void keepsToolUsesTogetherAndTheirOutputsAfterThem() {
        Content.ToolUse use = new Content.ToolUse("u1", "find", Arguments.of(Map.of("q", "x")));
        InputRequest request = InputRequest.sampling(
                9,
                Message.user("a"),
                Message.user("b"),
                Message.assistant("let me see"),
                Message.assistant(use),
                Message.assistant(new Content.ToolUse("u2", "find", Arguments.none())),
                Message.user(new Content.ToolOutput(
                        "u1", List.of(Content.text("y")), Optional.of(new Json("{\"n\":1.0}")), false)),
                Message.user(new Content.ToolOutput("u2", List.of(), Optional.of(new Json("7")), true)),
                Message.user("c"));

        byte[] message = Messages.request(
                "s",
                RequestFormat.method(request),
                out -> new RequestFormat(Revision.V2025_11_25).params(out, request, Optional.empty()));

        WireSchema.assertValid(Revision.V2025_11_25, "CreateMessageRequest", message);
        WireSchema.assertValid(Revision.V2026_07_28, "CreateMessageRequest", message);
        JsonNode messages = WireSchema.read(message).path("params").path("messages");
        assertThat(messages.findValuesAsText("role")).containsExactly("user", "user", "assistant", "user", "user");
        assertThat(messages.path(2).path("content").findValuesAsText("type"))
                .containsExactly("text", "tool_use", "tool_use");
        assertThat(messages.path(3).path("content").toString())
                .isEqualTo(
                        "[{\"type\":\"tool_result\",\"toolUseId\":\"u1\",\"content\":[{\"type\":\"text\",\"text\":\"y\"}],\"structuredContent\":{\"n\":1.0},\"isError\":false},"
                                + "{\"type\":\"tool_result\",\"toolUseId\":\"u2\",\"content\":[],\"isError\":true}]");
        assertThatThrownBy(() -> modern((format, out) -> format.toolResult(out, ToolResult.of(use))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void writesMembersOfResultsThatOthersKnow() {
        byte[] discover =
                modern((format, out) -> format.cacheable(out, new Caching(Duration.ofMinutes(1), true), members -> {
                    members.writeArrayFieldStart("supportedVersions");
                    members.writeString("2026-07-28");
                    members.writeEndArray();
                    members.writeObjectFieldStart("capabilities");
                    members.writeEndObject();
                }));

        WireSchema.assertValid(Revision.V2026_07_28, "DiscoverResult", discover);
    }

    private static Map<String, InputRequest> requests() {
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        requests.put(
                "name",
                InputRequest.form(
                        "Who?",
                        Schema.of(
                                "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"default\":\"x\"},\"age\":{\"type\":\"integer\",\"minimum\":0}},\"required\":[\"name\"]}")));
        requests.put("page", new InputRequest.Url("Sign in", URI.create("https://example.com/x?y=z")));
        requests.put("capital", InputRequest.sampling(100, Message.user("Capital of France?")));
        requests.put(
                "long",
                new InputRequest.Sampling(
                        List.of(
                                Message.user(Content.link(ResourceDefinition.of("a:b", "n"))),
                                Message.assistant(Content.embedded(Contents.text("test://x", "text/plain", "x"))),
                                Message.user(Content.embedded(Contents.blob("test://y", "image/png", BYTES)))),
                        7,
                        Optional.of("Be brief"),
                        OptionalDouble.of(0.5),
                        List.of("stop"),
                        Optional.of(new Json("{\"costPriority\":0.5,\"hints\":[{\"name\":\"m\"}]}")),
                        Optional.of(new Json("[{\"name\":\"t\",\"inputSchema\":{\"type\":\"object\"}}]")),
                        Optional.of(new Json("{\"mode\":\"auto\"}"))));
        requests.put("folders", new InputRequest.Roots());
        return requests;
    }

    private static void valid(String type, Written written) {
        for (Revision revision : Revision.values()) {
            byte[] bytes = Messages.encoded(out ->
                    written.write(WireFormat.of(revision, new Encoded(SERVER.getBytes(StandardCharsets.UTF_8))), out));
            WireSchema.assertValid(revision, type, bytes);
        }
        assertThat(text(legacy(written))).doesNotContain("resultType", "ttlMs", "cacheScope", "serverInfo");
    }

    private static byte[] modern(Written written) {
        return Messages.encoded(out -> written.write(MODERN, out));
    }

    private static byte[] legacy(Written written) {
        return Messages.encoded(out -> written.write(LEGACY, out));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private interface Written {
        void write(WireFormat format, JsonGenerator out) throws IOException;
    }
}
