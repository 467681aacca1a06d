package io.patchbay.protocol.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Annotations;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.Icon;
import io.patchbay.api.Message;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.Schema;
import io.patchbay.api.Tasks;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.api.ToolDefinition;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.WireSchema;
import io.patchbay.protocol.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.Test;

public class DefinitionsTest {

    private static final WireFormat MODERN = WireFormat.of(Revision.V2026_07_28);
    private static final WireFormat LEGACY = WireFormat.of(Revision.V2025_11_25);
    private static final Icon ICON =
            new Icon("https://example.com/i.png", Optional.of("image/png"), List.of("48x48", "any"));
    private static final Annotations ANNOTATIONS = new Annotations(
            EnumSet.allOf(Message.Role.class),
            OptionalDouble.of(0.5),
            Optional.of(Instant.parse("2026-11-20T09:00:00.1234Z")));
    private static final String VERBATIM =
            "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\",\"$defs\":{\"a\":{\"$anchor\":\"x\",\"minimum\":1.0}},"
                    + "\"properties\":{\"b\":{\"$ref\":\"#x\"},\"a\":{\"multipleOf\":1e2,\"default\":null,\"x-unknown\":[{}]}},"
                    + "\"allOf\":[{\"if\":{},\"then\":true,\"else\":false}],\"additionalProperties\":false}";

    @Test
    public void writesAToolWithAllItsMembers() {
        ToolDefinition definition = ToolDefinition.destructive("move", "Moves a file.\nFor good.", Schema.of(VERBATIM))
                .withTitle("Move")
                .withOutput(Schema.of("{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}"))
                .withIcons(ICON)
                .withOpenWorld()
                .withTasks(Tasks.ALLOWED)
                .withScopes("secret-scope")
                .withNeeds(ClientCapability.ROOTS);

        for (WireFormat format : List.of(MODERN, LEGACY)) {
            byte[] json = format.tool("files_move", definition);

            assertThat(text(json))
                    .isEqualTo(
                            "{\"name\":\"files_move\",\"title\":\"Move\",\"description\":\"Moves a file.\\nFor good.\",\"inputSchema\":"
                                    + VERBATIM
                                    + ",\"outputSchema\":{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}"
                                    + ",\"annotations\":{\"readOnlyHint\":false,\"destructiveHint\":true}"
                                    + ",\"icons\":[{\"src\":\"https://example.com/i.png\",\"mimeType\":\"image/png\",\"sizes\":[\"48x48\",\"any\"]}]}");
        }
        valid("Tool", format -> format.tool("files_move", definition));
    }

    @Test
    public void statesTheHintsOfTheEffectAndWhatDiffersFromTheDefaults() {
        assertThat(hints(ToolDefinition.readOnly("t", "d", Schema.EMPTY)))
                .isEqualTo("{\"readOnlyHint\":true,\"destructiveHint\":false,\"openWorldHint\":false}");
        assertThat(hints(ToolDefinition.additive("t", "d", Schema.EMPTY).withIdempotent()))
                .isEqualTo(
                        "{\"readOnlyHint\":false,\"destructiveHint\":false,\"idempotentHint\":true,\"openWorldHint\":false}");
        assertThat(hints(ToolDefinition.destructive("t", "d", Schema.EMPTY)))
                .isEqualTo("{\"readOnlyHint\":false,\"destructiveHint\":true,\"openWorldHint\":false}");
        assertThat(hints(ToolDefinition.destructive("t", "d", Schema.EMPTY).withOpenWorld()))
                .isEqualTo("{\"readOnlyHint\":false,\"destructiveHint\":true}");
        assertThat(hints(ToolDefinition.readOnly("t", "d", Schema.EMPTY).withOpenWorld()))
                .isEqualTo("{\"readOnlyHint\":true,\"destructiveHint\":false}");
    }

    @Test
    public void keepsAnOutputSchemaFromRevisionsThatCouldNotReadIt() {
        for (String schema : List.of(
                "{\"type\":\"array\"}",
                "{}",
                "{\"type\":[\"object\",\"null\"]}",
                "{\"type\":\"object\",\"properties\":{\"a\":true}}")) {
            ToolDefinition definition =
                    ToolDefinition.readOnly("t", "d", Schema.EMPTY).withOutput(Schema.of(schema));

            assertThat(WireSchema.read(LEGACY.tool("t", definition)).has("outputSchema"))
                    .as(schema)
                    .isFalse();
            assertThat(WireSchema.read(MODERN.tool("t", definition))
                            .path("outputSchema")
                            .toString())
                    .isEqualTo(schema);
            valid("Tool", format -> format.tool("t", definition));
        }
    }

    @Test
    public void writesResourcesTemplatesAndPromptsWithAllTheirMembers() {
        ResourceDefinition resource = new ResourceDefinition(
                "file:///a%20b",
                "a b",
                Optional.of("T"),
                Optional.of("D"),
                Optional.of("text/plain"),
                OptionalLong.of(5_000_000_000L),
                ANNOTATIONS,
                Set.of("s"),
                List.of(ICON));
        TemplateDefinition template = new TemplateDefinition(
                "file:///{+path}",
                "files",
                Optional.of("T"),
                Optional.of("D"),
                Optional.of("text/plain"),
                ANNOTATIONS,
                Set.of("s"),
                List.of(ICON));
        PromptDefinition prompt = new PromptDefinition(
                "p",
                Optional.of("T"),
                "D",
                List.of(PromptArgument.required("a", "A"), new PromptArgument("b", Optional.of("B"), "", false)),
                Set.of(),
                Set.of("s"),
                List.of(ICON));

        valid("Resource", format -> format.resource(resource));
        valid("ResourceTemplate", format -> format.template(template));
        valid("Prompt", format -> format.prompt("n_p", prompt));

        assertThat(names(MODERN.resource(resource)))
                .containsExactlyInAnyOrder(
                        "uri", "name", "title", "description", "mimeType", "size", "annotations", "icons");
        assertThat(names(MODERN.template(template)))
                .containsExactlyInAnyOrder(
                        "uriTemplate", "name", "title", "description", "mimeType", "annotations", "icons");
        assertThat(text(MODERN.prompt("n_p", prompt)))
                .contains(
                        "\"arguments\":[{\"name\":\"a\",\"description\":\"A\",\"required\":true},{\"name\":\"b\",\"title\":\"B\",\"description\":\"\",\"required\":false}]");
        assertThat(WireSchema.read(MODERN.resource(resource))
                        .path("annotations")
                        .toString())
                .isEqualTo(
                        "{\"audience\":[\"user\",\"assistant\"],\"priority\":0.5,\"lastModified\":\"2026-11-20T09:00:00.123Z\"}");
    }

    @Test
    public void writesTheSmallestDefinitionsWithNothingMore() {
        assertThat(text(LEGACY.resource(ResourceDefinition.of("a:b", "n"))))
                .isEqualTo("{\"uri\":\"a:b\",\"name\":\"n\"}");
        assertThat(text(LEGACY.template(TemplateDefinition.of("a:{b}", "n"))))
                .isEqualTo("{\"uriTemplate\":\"a:{b}\",\"name\":\"n\"}");
        assertThat(text(LEGACY.prompt("n", PromptDefinition.of("n", "d"))))
                .isEqualTo("{\"name\":\"n\",\"description\":\"d\",\"arguments\":[]}");
    }

    @Test
    public void failsWhereASchemaIsNoJson() {
        ToolDefinition definition =
                ToolDefinition.readOnly("t", "d", Schema.of("{\"type\":\"object\",\"type\":\"object\"}"));

        assertThatThrownBy(() -> MODERN.tool("t", definition))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Duplicate");
    }

    private static String hints(ToolDefinition definition) {
        return WireSchema.read(MODERN.tool("t", definition)).path("annotations").toString();
    }

    private static void valid(String type, java.util.function.Function<WireFormat, byte[]> written) {
        for (Revision revision : Revision.values()) {
            WireSchema.assertValid(revision, type, written.apply(WireFormat.of(revision)));
        }
    }

    private static List<String> names(byte[] json) {
        JsonNode node = WireSchema.read(json);
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
