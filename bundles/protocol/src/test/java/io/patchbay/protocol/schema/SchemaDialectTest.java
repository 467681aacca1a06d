package io.patchbay.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Schema;
import io.patchbay.protocol.json.JsonReader;
import java.util.List;
import org.junit.Test;

/** Dialects of JSON Schema, and addresses within a schema, as common generators write them. */
public class SchemaDialectTest {

    private static final List<String> DIALECTS = List.of(
            "draft-04/schema", "draft-06/schema", "draft-07/schema", "draft/2019-09/schema", "draft/2020-12/schema");

    @Test
    public void readsEveryCommonDialectInEverySpelling() {
        for (String dialect : DIALECTS) {
            for (String id : List.of(
                    "http://json-schema.org/" + dialect,
                    "https://json-schema.org/" + dialect,
                    "http://json-schema.org/" + dialect + "#",
                    "https://json-schema.org/" + dialect + "#")) {
                String schema = "{\"$schema\":\"" + id
                        + "\",\"type\":\"object\",\"properties\":{\"n\":{\"$ref\":\"#/definitions/N\"}},"
                        + "\"definitions\":{\"N\":{\"type\":\"integer\",\"minimum\":1}},\"required\":[\"n\"],\"additionalProperties\":false}";

                assertThat(violations(schema, "{\"n\":1.0}")).as(id).isEmpty();
                assertThat(violations(schema, "{\"n\":0}"))
                        .as(id)
                        .containsExactly("/n: must have a minimum value of 1");
                assertThat(violations(schema, "{}")).as(id).containsExactly("/n: is required");
                assertThat(violations(schema, "{\"n\":1,\"x\":1}")).as(id).isNotEmpty();
            }
        }
        for (String id : List.of(
                "http://json-schema.org/schema#",
                "http://json-schema.org/draft-03/schema#",
                "https://example.com/draft-07/schema",
                "")) {
            assertThatThrownBy(() -> violations("{\"$schema\":\"" + id + "\",\"type\":\"object\"}", "{}"))
                    .as(id)
                    .hasMessageContaining("not a supported dialect (2020-12");
        }
    }

    @Test
    public void readsWhatEachDialectCallsByAnotherName() {
        for (String old : DIALECTS.subList(0, 3)) {
            String head = "{\"$schema\":\"http://json-schema.org/" + old + "#\",\"type\":\"object\",";

            assertThat(violations(
                            head
                                    + "\"properties\":{\"t\":{\"items\":[{\"type\":\"integer\"}],\"additionalItems\":false}}}",
                            "{\"t\":[1,2]}"))
                    .as(old)
                    .isNotEmpty();
            assertThat(violations(
                            head
                                    + "\"properties\":{\"t\":{\"items\":[{\"type\":\"integer\"}],\"additionalItems\":false}}}",
                            "{\"t\":[1]}"))
                    .as(old)
                    .isEmpty();
            assertThat(violations(
                            head + "\"dependencies\":{\"a\":[\"b\"],\"c\":{\"required\":[\"d\"]}}}",
                            "{\"a\":1,\"c\":1}"))
                    .as(old)
                    .containsExactly("/b: is required when \"a\" is given", "/d: is required");
            assertThat(violations(head + "\"dependencies\":{\"a\":[\"b\"]}}", "{\"a\":1,\"b\":1}"))
                    .as(old)
                    .isEmpty();
            // keywords next to $ref are ignored
            assertThat(violations(
                            head
                                    + "\"properties\":{\"a\":{\"$ref\":\"#/definitions/A\",\"type\":\"string\"}},\"definitions\":{\"A\":{\"type\":\"null\"}}}",
                            "{\"a\":null}"))
                    .as(old)
                    .isEmpty();
        }
        assertThat(violations("{\"type\":\"object\",\"dependentRequired\":{\"a\":[\"b\",\"c\"]}}", "{\"a\":1}"))
                .containsExactly("/b: is required when \"a\" is given");
        String recursive =
                "{\"$schema\":\"https://json-schema.org/draft/2019-09/schema\",\"type\":\"object\",\"$recursiveAnchor\":true,\"properties\":{\"next\":{\"$recursiveRef\":\"#\"}},\"additionalProperties\":false}";
        assertThat(violations(recursive, "{\"next\":{\"next\":{}}}")).isEmpty();
        assertThat(violations(recursive, "{\"next\":{\"next\":{\"x\":1}}}")).isNotEmpty();
    }

    @Test
    public void followsReferencesThroughAddressesWithinTheSchema() {
        for (String reference : List.of(
                "https://example.com/tool#/$defs/N",
                "tool#/$defs/N",
                "/tool#/$defs/N",
                "#/$defs/N",
                "#n",
                "https://example.com/tool#n",
                "inner",
                "https://example.com/inner",
                "inner#/$defs/M")) {
            String schema =
                    "{\"$id\":\"https://example.com/tool\",\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
                            + "\"properties\":{\"v\":{\"$ref\":\"" + reference + "\"}},"
                            + "\"$defs\":{\"N\":{\"$anchor\":\"n\",\"type\":\"integer\"},"
                            + "\"I\":{\"$id\":\"inner\",\"$schema\":\"https://json-schema.org/draft/2020-12/schema#\",\"$ref\":\"#/$defs/M\",\"$defs\":{\"M\":{\"type\":\"integer\"}}}}}";

            assertThat(violations(schema, "{\"v\":1}")).as(reference).isEmpty();
            assertThat(violations(schema, "{\"v\":\"x\"}"))
                    .as(reference)
                    .containsExactly("/v: expected integer, got string");
        }
    }

    @Test
    public void readsNestedAddressesOfOlderDialects() {
        String draft7 =
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"$id\":\"http://example.com/root.json\",\"type\":\"object\","
                        + "\"properties\":{\"a\":{\"$id\":\"#/properties/a\",\"type\":\"integer\"},\"b\":{\"$ref\":\"#named\"},\"c\":{\"$ref\":\"http://example.com/root.json#/definitions/x%20y\"}},"
                        + "\"definitions\":{\"N\":{\"$id\":\"#named\",\"type\":\"integer\"},\"x y\":{\"type\":\"integer\"}}}";
        String draft4 = draft7.replace("\"$id\"", "\"id\"").replace("draft-07", "draft-04");
        for (String schema : List.of(draft7, draft4)) {
            assertThat(violations(schema, "{\"a\":1,\"b\":1,\"c\":1}")).isEmpty();
            assertThat(violations(schema, "{\"a\":\"x\"}")).isNotEmpty();
            assertThat(violations(schema, "{\"b\":\"x\"}")).isNotEmpty();
            assertThat(violations(schema, "{\"c\":\"x\"}")).isNotEmpty();
        }
    }

    @Test
    public void refusesAddressesThatItCannotFollow() {
        refuses("{\"type\":\"object\",\"$defs\":{\"a\":{\"$id\":\"x\"},\"b\":{\"$id\":\"x\"}}}", "twice");
        refuses(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"https://example.com/other\"}}}",
                "points outside the schema");
        refuses(
                "{\"type\":\"object\",\"$dynamicAnchor\":\"x\",\"properties\":{\"a\":{\"$dynamicRef\":\"#x\"}},\"$defs\":{\"a\":{\"$id\":\"x\"}}}",
                "nested \"$id\"");
        refuses(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}}}",
                "a different dialect");
        refuses("{\"$id\":\"http://[x\",\"type\":\"object\"}", "not a URI");
    }

    private static void refuses(String schema, String reason) {
        assertThatThrownBy(() -> violations(schema, "{}"))
                .as(schema)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private static List<String> violations(String schema, String value) {
        return SchemaValidator.compile(Schema.of(schema)).violations(JsonReader.read(value));
    }
}
