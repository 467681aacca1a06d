package io.patchbay.protocol.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Annotations;
import io.patchbay.api.Arguments;
import io.patchbay.api.Content;
import io.patchbay.api.Contents;
import io.patchbay.api.Icon;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Json;
import io.patchbay.api.Message;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.Schema;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.WireSchema;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.wire.Encodings;
import io.patchbay.protocol.wire.PlainForm;
import io.patchbay.protocol.wire.RequestFormat;
import io.patchbay.protocol.wire.WireFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

/** A connector's content in each revision: only the members of that revision, and text for everything else. */
public final class DownLevelTest {

    private static final List<Revision> OLD = List.of(Revision.V2024_11_05, Revision.V2025_03_26);
    private static final List<Revision> NEW = List.of(Revision.V2025_06_18, Revision.V2025_11_25, Revision.V2026_07_28);
    private static final Icon ICON = new Icon("https://example.com/i.png", Optional.of("image/png"), List.of("any"));
    private static final Annotations ALL = new Annotations(
            Set.of(Message.Role.USER), OptionalDouble.of(0.5), Optional.of(Instant.parse("2026-11-20T09:00:00Z")));
    private static final Annotations DATED =
            new Annotations(Set.of(), OptionalDouble.empty(), Optional.of(Instant.parse("2026-11-20T09:00:00Z")));

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode valid(Revision revision, String type, byte[] json) {
        WireSchema.assertValid(revision, type, json);
        return WireSchema.read(json);
    }

    @Test
    public void aToolHasTheMembersOfItsRevision() {
        ToolDefinition tool = ToolDefinition.readOnly("t", "d", Schema.EMPTY)
                .withTitle("T")
                .withOutput(Schema.of("{\"type\":\"object\"}"))
                .withIcons(ICON);
        Map<Revision, String> expected = Map.of(
                Revision.V2024_11_05, "[description, inputSchema, name]",
                Revision.V2025_03_26, "[annotations, description, inputSchema, name]",
                Revision.V2025_06_18, "[annotations, description, inputSchema, name, outputSchema, title]",
                Revision.V2025_11_25, "[annotations, description, icons, inputSchema, name, outputSchema, title]",
                Revision.V2026_07_28, "[annotations, description, icons, inputSchema, name, outputSchema, title]");

        for (Revision revision : Revision.values()) {
            JsonNode written = valid(revision, "Tool", WireFormat.of(revision).tool("t", tool));

            assertThat(names(written)).as("%s", revision).hasToString(expected.get(revision));
            assertThat(written.path("annotations").path("title").asText())
                    .as("%s", revision)
                    .isEqualTo(revision == Revision.V2025_03_26 ? "T" : "");
        }
    }

    @Test
    public void anInputSchemaThatARevisionCouldNotReadMeansTheSameInItsWords() {
        ToolDefinition tool = ToolDefinition.readOnly(
                "t",
                "d",
                Schema.of(
                        "{\"type\":\"object\",\"properties\":{\"any\":true,\"none\":false,\"one\":{\"const\":1.0}},\"x\":[true]}"));

        for (Revision revision : Revision.values()) {
            JsonNode input = valid(revision, "Tool", WireFormat.of(revision).tool("t", tool))
                    .path("inputSchema");

            assertThat(input.toString())
                    .as("%s", revision)
                    .isEqualTo(
                            revision.modern()
                                    ? "{\"type\":\"object\",\"properties\":{\"any\":true,\"none\":false,\"one\":{\"const\":1.0}},\"x\":[true]}"
                                    : "{\"type\":\"object\",\"properties\":{\"any\":{},\"none\":{\"not\":{}},\"one\":{\"const\":1.0}},\"x\":[true]}");
        }
    }

    @Test
    public void resourcesTemplatesAndPromptsHaveTheMembersOfTheirRevision() {
        ResourceDefinition resource = new ResourceDefinition(
                "a:b",
                "n",
                Optional.of("T"),
                Optional.of("D"),
                Optional.of("text/plain"),
                OptionalLong.of(3),
                ALL,
                Set.of(),
                List.of(ICON));
        TemplateDefinition template = new TemplateDefinition(
                "a:{b}",
                "n",
                Optional.of("T"),
                Optional.of("D"),
                Optional.of("text/plain"),
                ALL,
                Set.of(),
                List.of(ICON));
        PromptDefinition prompt = new PromptDefinition(
                "p",
                Optional.of("T"),
                "D",
                List.of(new PromptArgument("a", Optional.of("A"), "d", true)),
                Set.of(),
                Set.of(),
                List.of(ICON));

        for (Revision revision : Revision.values()) {
            WireFormat format = WireFormat.of(revision);
            Set<String> more = new TreeSet<>(NEW.contains(revision) ? Set.of("title") : Set.of());
            if (revision.compareTo(Revision.V2025_11_25) >= 0) {
                more.add("icons");
            }
            JsonNode written = valid(revision, "Resource", format.resource(resource));

            assertThat(names(written))
                    .as("%s", revision)
                    .isEqualTo(with(more, "uri", "name", "description", "mimeType", "size", "annotations"));
            assertThat(written.path("annotations").has("lastModified"))
                    .as("%s", revision)
                    .isEqualTo(NEW.contains(revision));
            assertThat(names(valid(revision, "ResourceTemplate", format.template(template))))
                    .as("%s", revision)
                    .isEqualTo(with(more, "uriTemplate", "name", "description", "mimeType", "annotations"));
            JsonNode asked = valid(revision, "Prompt", format.prompt("p", prompt));
            assertThat(names(asked)).as("%s", revision).isEqualTo(with(more, "name", "description", "arguments"));
            assertThat(asked.path("arguments").path(0).has("title"))
                    .as("%s", revision)
                    .isEqualTo(NEW.contains(revision));
        }
    }

    private static Set<String> with(Set<String> more, String... names) {
        Set<String> all = new TreeSet<>(more);
        all.addAll(List.of(names));
        return all;
    }

    @Test
    public void annotationsThatSayNothingInARevisionAreLeftOut() {
        ResourceDefinition resource = ResourceDefinition.of("a:b", "n").withAnnotations(DATED);

        for (Revision revision : Revision.values()) {
            assertThat(valid(revision, "Resource", WireFormat.of(revision).resource(resource))
                            .has("annotations"))
                    .as("%s", revision)
                    .isEqualTo(NEW.contains(revision));
        }
    }

    @Test
    public void contentThatARevisionLacksIsSaidInWords() {
        List<Content> content = List.of(
                Content.text("t"),
                new Content.Audio(new byte[] {1, 2, 3}, "audio/wav", ALL),
                new Content.Link(ResourceDefinition.of("file:///a", "A file"), ALL),
                Content.image(new byte[] {1}, "image/png"),
                Content.embedded(Contents.text("a:b", "text/plain", "x")));

        for (Revision revision : Revision.values()) {
            JsonNode blocks = result(revision, ToolResult.of(content.toArray(Content[]::new)))
                    .path("content");

            boolean audio = revision != Revision.V2024_11_05;
            boolean link = NEW.contains(revision);
            assertThat(blocks.findValuesAsText("type"))
                    .as("%s", revision)
                    .containsExactly(
                            "text", audio ? "audio" : "text", link ? "resource_link" : "text", "image", "resource");
            assertThat(blocks.path(1).path("text").asText()).isEqualTo(audio ? "" : "[Audio, audio/wav, 3 bytes]");
            assertThat(blocks.path(2).path("text").asText()).isEqualTo(link ? "" : "A file: file:///a");
            assertThat(blocks.path(1).path("annotations").path("priority").doubleValue())
                    .as("%s", revision)
                    .isEqualTo(0.5);
        }
    }

    @Test
    public void messagesOfPromptsAreSaidInWordsToo() {
        PromptResult.Complete prompt = PromptResult.of(
                Message.user(Content.audio(new byte[] {1}, "audio/wav")),
                Message.assistant(Content.link(ResourceDefinition.of("file:///a", "A"))));

        for (Revision revision : Revision.values()) {
            JsonNode result = valid(
                    revision,
                    "GetPromptResult",
                    Messages.encoded(out -> WireFormat.of(revision).promptResult(out, prompt)));

            assertThat(result.findValuesAsText("type"))
                    .as("%s", revision)
                    .containsExactly(
                            revision == Revision.V2024_11_05 ? "text" : "audio",
                            NEW.contains(revision) ? "resource_link" : "text");
        }
    }

    @Test
    public void structuredContentGoesOnlyWhereItIsKnown() {
        ToolResult.Complete spoken =
                new ToolResult.Complete(List.of(Content.text("one")), Optional.of(new Json("{\"n\":1.0}")));
        ToolResult.Complete silent = new ToolResult.Complete(List.of(), Optional.of(new Json("{\"n\":1.0}")));

        for (Revision revision : Revision.values()) {
            assertThat(result(revision, spoken).has("structuredContent"))
                    .as("%s", revision)
                    .isEqualTo(NEW.contains(revision));
            assertThat(result(revision, spoken).path("content").findValuesAsText("text"))
                    .containsExactly("one");
            assertThat(result(revision, silent).path("content").findValuesAsText("text"))
                    .as("nothing is lost in %s", revision)
                    .isEqualTo(OLD.contains(revision) ? List.of("{\"n\":1.0}") : List.of());
        }
    }

    @Test
    public void aFailureIsASentenceWithItsCodeBesideItAndNothingStructured() {
        ToolResult.Failed failed = new ToolResult.Failed("No.", Optional.of("no"));

        for (Revision revision : Revision.values()) {
            JsonNode result = valid(
                    revision,
                    "CallToolResult",
                    Messages.encoded(out -> WireFormat.of(revision).toolFailure(out, failed)));

            assertThat(result.has("structuredContent"))
                    .as("%s: a client would give that to its model instead of the sentence", revision)
                    .isFalse();
            assertThat(result.path("content").findValuesAsText("text")).containsExactly("No.");
            assertThat(result.path("_meta").path("io.patchbay/code").textValue())
                    .isEqualTo("no");
            assertThat(result.path("isError").booleanValue()).isTrue();
        }
    }

    private static JsonNode result(Revision revision, ToolResult.Complete result) {
        return valid(
                revision,
                "CallToolResult",
                Messages.encoded(out -> WireFormat.of(revision).toolResult(out, result)));
    }

    private static JsonNode asked(Revision revision, String type, InputRequest request) {
        RequestFormat format = new RequestFormat(revision);
        byte[] message = Messages.request(
                "r", RequestFormat.method(request), out -> format.params(out, request, Optional.empty()));
        return valid(revision, type, message).path("params");
    }

    @Test
    public void formsAreThoseOfTheirRevision() {
        InputRequest form = InputRequest.form("Who?", Schema.of("""
                {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{
                "name":{"type":"string","title":"Name","minLength":1,"default":"x"},
                "size":{"type":"string","oneOf":[{"const":"s","title":"Small"},{"const":"l","title":"Large"}],"default":"s"},
                "old":{"type":"string","enum":["a","b"],"enumNames":["A","B"]},
                "age":{"type":"integer","minimum":0,"default":3},
                "sure":{"type":"boolean","default":true},
                "several":{"type":"array","items":{"type":"string","enum":["a"]}}},
                "required":["name"]}"""));

        JsonNode plain = asked(Revision.V2025_06_18, "ElicitRequest", form);
        JsonNode rich = asked(Revision.V2025_11_25, "ElicitRequest", form);

        assertThat(plain.has("mode")).isFalse();
        assertThat(plain.path("requestedSchema")).isEqualTo(TestJson.json("""
                {'type':'object','properties':{
                'name':{'type':'string','title':'Name','minLength':1},
                'size':{'type':'string','enum':['s','l'],'enumNames':['Small','Large']},
                'old':{'type':'string','enum':['a','b'],'enumNames':['A','B']},
                'age':{'type':'integer','minimum':0},
                'sure':{'type':'boolean','default':true}},
                'required':['name']}"""));
        assertThat(rich.path("mode").textValue()).isEqualTo("form");
        assertThat(rich.path("requestedSchema").path("properties").has("several"))
                .isTrue();
    }

    @Test
    public void aFormThatMustHaveWhatItsRevisionLacksIsNoPlainForm() {
        InputRequest.Form form = new InputRequest.Form(
                "Which?",
                Schema.of(
                        "{\"type\":\"object\",\"properties\":{\"several\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"a\"]}}},\"required\":[\"several\"]}"));

        assertThat(PlainForm.of(form)).isEmpty();
    }

    @Test
    public void aConversationHasToolsAndSoundOnlyWhereTheyAreKnown() {
        Message use = Message.assistant(new Content.ToolUse("u", "find", Arguments.of(Map.of("q", "x"))));
        Message output = Message.user(new Content.ToolOutput(
                "u", List.of(Content.text("y"), Content.image(new byte[] {1}, "image/png")), Optional.empty(), false));
        InputRequest request = new InputRequest.Sampling(
                List.of(Message.user(Content.audio(new byte[] {1}, "audio/wav")), use, output),
                9,
                Optional.empty(),
                OptionalDouble.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(new Json("[{\"name\":\"find\",\"inputSchema\":{\"type\":\"object\"}}]")),
                Optional.of(new Json("{\"mode\":\"none\"}")));

        for (Revision revision : Revision.values()) {
            boolean tools = revision.compareTo(Revision.V2025_11_25) >= 0;
            JsonNode params = asked(revision, "CreateMessageRequest", request);

            List<String> types = new ArrayList<>();
            params.path("messages")
                    .forEach(message -> types.add(message.findValue("type").asText()));
            assertThat(types)
                    .as("%s", revision)
                    .containsExactly(
                            revision == Revision.V2024_11_05 ? "text" : "audio",
                            tools ? "tool_use" : "text",
                            tools ? "tool_result" : "text");
            assertThat(params.has("toolChoice")).as("%s", revision).isEqualTo(tools);
            if (!tools) {
                assertThat(params.path("messages").findValuesAsText("text"))
                        .contains("find({\"q\":\"x\"})", "y\n[Image, image/png]");
            }
        }
    }

    @Test
    public void revisionsThatSayTheSameShareTheBytes() {
        Encodings plain = new Encodings(format -> format.tool("t", ToolDefinition.readOnly("t", "d", Schema.EMPTY)));
        Encodings titled = new Encodings(format ->
                format.tool("t", ToolDefinition.readOnly("t", "d", Schema.EMPTY).withTitle("T")));

        for (Revision revision : List.of(Revision.V2025_03_26, Revision.V2025_06_18, Revision.V2025_11_25)) {
            assertThat(plain.of(revision)).as("%s", revision).isSameAs(plain.of(Revision.V2026_07_28));
            assertThat(plain.of(revision)).isSameAs(plain.of(revision));
        }
        assertThat(plain.of(Revision.V2024_11_05)).isNotEqualTo(plain.of(Revision.V2026_07_28));
        assertThat(titled.of(Revision.V2025_03_26)).isNotEqualTo(titled.of(Revision.V2025_06_18));
    }
}
