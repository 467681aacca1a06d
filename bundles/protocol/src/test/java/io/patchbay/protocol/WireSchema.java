package io.patchbay.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The official schema of each revision, against which tests validate messages. */
public final class WireSchema {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    /** Definitions that may have unknown members: foreign schemas and metadata. */
    private static final Set<String> OPEN = Set.of("inputSchema", "outputSchema", "_meta");

    /** The names of the same definitions in schemas before 2025-11-25. */
    private static final Map<String, String> BEFORE =
            Map.of("JSONRPCResultResponse", "JSONRPCResponse", "JSONRPCErrorResponse", "JSONRPCError");

    private WireSchema() {}

    /**
     * Fails unless the JSON is one line and valid against a definition of the revision: formats included, and without any member
     * that the revision does not define there.
     */
    public static void assertValid(Revision revision, String type, byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        String name = modernDialect(revision) ? type : BEFORE.getOrDefault(type, type);
        assertThat(text).doesNotContain("\n").doesNotContain("\r");
        assertThat(schema(revision, name).validate(read(json)))
                .as("%s of %s: %s", type, revision, text)
                .isEmpty();
    }

    public static JsonNode read(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema(Revision revision, String type) {
        return SCHEMAS.computeIfAbsent(revision + "#" + type, key -> {
            ObjectNode root = root(revision);
            assertThat(root.path(definitions(revision)).has(type))
                    .as("%s has no %s", revision, type)
                    .isTrue();
            root.path(definitions(revision))
                    .properties()
                    .forEach(definition -> close(definition.getKey(), definition.getValue()));
            root.put("$ref", "#/" + definitions(revision) + "/" + type);
            return SchemaRegistry.withDefaultDialect(
                            modernDialect(revision) ? SpecificationVersion.DRAFT_2020_12 : SpecificationVersion.DRAFT_7,
                            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build()))
                    .getSchema(root);
        });
    }

    private static ObjectNode root(Revision revision) {
        try (InputStream file = WireSchema.class.getResourceAsStream("/schema/" + revision + ".json")) {
            return (ObjectNode) MAPPER.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String definitions(Revision revision) {
        return modernDialect(revision) ? "$defs" : "definitions";
    }

    private static boolean modernDialect(Revision revision) {
        return revision.compareTo(Revision.V2025_11_25) >= 0;
    }

    /** Forbids unknown members, because the official schemas allow them in every object. */
    private static void close(String name, JsonNode schema) {
        if (OPEN.contains(name) || name.endsWith("MetaObject")) {
            return;
        }
        JsonNode members = schema.path("properties");
        boolean part = name.equals("allOf") || members.has("method") || members.has("jsonrpc");
        if (schema instanceof ObjectNode object && !members.isEmpty() && !part && !schema.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.properties().forEach(member -> close(member.getKey(), member.getValue()));
        if (schema.isArray()) {
            schema.forEach(item -> close(name, item));
        }
    }
}
