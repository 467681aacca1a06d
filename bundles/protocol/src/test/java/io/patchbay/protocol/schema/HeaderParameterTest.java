package io.patchbay.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Schema;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.protocol.json.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.Test;

public class HeaderParameterTest {

    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{"
            + "\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"},"
            + "\"n\":{\"type\":\"integer\",\"x-mcp-header\":\"N\"},"
            + "\"dry\":{\"type\":\"boolean\",\"x-mcp-header\":\"dry-run\"},"
            + "\"x-mcp-header\":{\"type\":\"object\",\"properties\":{\"deep\":{\"type\":\"string\",\"x-mcp-header\":\"Deep\"}}}}}";

    @Test
    public void findsWhatASchemaDeclares() {
        List<HeaderParameter> parameters = HeaderParameter.of(Schema.of(SCHEMA));

        assertThat(parameters)
                .extracting(HeaderParameter::header)
                .containsExactly("Mcp-Param-Region", "Mcp-Param-N", "Mcp-Param-dry-run", "Mcp-Param-Deep");
        assertThat(parameters.get(3).path()).containsExactly("x-mcp-header", "deep");
        assertThat(HeaderParameter.of(Schema.EMPTY)).isEmpty();
        assertThat(HeaderParameter.of(Schema.of(
                        "{\"type\":\"object\",\"default\":{\"x-mcp-header\":\"No\"},\"enum\":[{\"x-mcp-header\":7}]}")))
                .isEmpty();
    }

    @Test
    public void refusesDeclarationsThatClientsWouldNotFollow() {
        for (String name : List.of(
                "\"\"",
                "\"a b\"",
                "\"a:b\"",
                "\"a,b\"",
                "\"a\\n\"",
                "\"ä\"",
                "\"a/b\"",
                "\"a\\\"\"",
                "7",
                "null",
                "true",
                "[\"A\"]",
                "\"" + "a".repeat(300) + "\"")) {
            refusesSchema(
                    "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":" + name + "}}}",
                    "not the name of a header");
        }
        for (String type : List.of(
                "\"number\"", "\"object\"", "\"array\"", "\"null\"", "[\"string\",\"null\"]", "7", "\"STRING\"")) {
            refusesSchema(
                    "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":" + type + ",\"x-mcp-header\":\"A\"}}}",
                    "neither string nor integer nor boolean");
        }
        refusesSchema("{\"type\":\"object\",\"properties\":{\"a\":{\"x-mcp-header\":\"A\"}}}", "neither string");
        refusesSchema(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"},\"b\":{\"type\":\"string\",\"x-mcp-header\":\"a\"}}}",
                "twice");
        String inner = "{\"type\":\"string\",\"x-mcp-header\":\"A\"}";
        for (String schema : List.of(
                "{\"type\":\"object\",\"x-mcp-header\":\"A\"}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"items\":" + inner + "}}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"prefixItems\":[" + inner + "]}}}",
                "{\"type\":\"object\",\"allOf\":[{\"properties\":{\"a\":" + inner + "}}]}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"anyOf\":[" + inner + "]}}}",
                "{\"type\":\"object\",\"if\":{\"properties\":{\"a\":" + inner + "}}}",
                "{\"type\":\"object\",\"$defs\":{\"a\":" + inner + "},\"properties\":{\"a\":{\"$ref\":\"#/$defs/a\"}}}",
                "{\"type\":\"object\",\"patternProperties\":{\"a\":" + inner + "}}",
                "{\"type\":\"object\",\"additionalProperties\":" + inner + "}")) {
            refusesSchema(schema, "reachable by");
        }
    }

    @Test
    public void acceptsWhatAgreesWithTheBody() throws ProtocolException {
        check("Region", "{\"region\":\"eu\"}", "eu");
        check("Region", "{\"region\":\"eu\"}", " eu\t");
        check("Region", "{\"region\":\"\"}", "");
        check(
                "Region",
                "{\"region\":\"ä x \"}",
                "=?base64?" + Base64.getEncoder().encodeToString("ä x ".getBytes(StandardCharsets.UTF_8)) + "?=");
        check("Region", "{\"region\":\"eu\"}", "=?base64?ZXU=?=");
        check("Region", "{}");
        check("Region", "{\"region\":null}");
        check("N", "{\"n\":42}", "42");
        check("N", "{\"n\":42}", "42.0");
        check("N", "{\"n\":42.0}", "42");
        check("N", "{\"n\":-1}", "-1");
        check("N", "{\"n\":9007199254740991}", "9007199254740991");
        check("dry-run", "{\"dry\":true}", "true");
        check("dry-run", "{\"dry\":false}", "false");
        check("Deep", "{\"x-mcp-header\":{\"deep\":\"d\"}}", "d");
        check("Deep", "{\"x-mcp-header\":7}");
    }

    @Test
    public void refusesWhatDoesNot() {
        refuses("Region", "{\"region\":\"eu\"}");
        refuses("Region", "{\"region\":\"\"}");
        refuses("Region", "{\"region\":\"eu\"}", "EU");
        refuses("Region", "{\"region\":\"eu\"}", "us");
        refuses("Region", "{\"region\":\"eu\"}", "");
        refuses("Region", "{\"region\":\"eu\"}", "=?base64?ZXU?=");
        refuses("Region", "{\"region\":\"eu\"}", "eu", "eu");
        refuses("Region", "{\"region\":\"caf\u00e9\"}", "caf\u00e9");
        refuses("Region", "{\"region\":\" eu\"}", " eu");
        refuses("Region", "{}", "eu");
        refuses("Region", "{}", "");
        refuses("Region", "{\"region\":null}", "null");
        refuses("Region", "{\"region\":null}", "");
        refuses("Region", "{\"region\":[\"eu\"]}", "eu");
        refuses("Region", "{\"region\":{}}", "");
        refuses("Region", "{\"region\":7}");
        refuses("N", "{\"n\":9007199254740993}", "9007199254740992");
        refuses("N", "{\"n\":42}", "0x2A");
        refuses("N", "{\"n\":42}", "+42");
        refuses("N", "{\"n\":42}", "042");
        refuses("N", "{\"n\":42}", "1e1000000000");
        refuses("N", "{\"n\":42}", "4\u00b2");
        refuses("N", "{\"n\":42}", "");
        refuses("dry-run", "{\"dry\":true}", "True");
        refuses("dry-run", "{\"dry\":true}", "1");
        refuses("Deep", "{\"x-mcp-header\":{\"deep\":\"d\"}}");
        refuses("Deep", "{}", "d");
    }

    private static void check(String name, String arguments, String... values) throws ProtocolException {
        HeaderParameter.of(Schema.of(SCHEMA)).stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .check(JsonReader.read(arguments), List.of(values));
    }

    private static void refuses(String name, String arguments, String... values) {
        assertThatThrownBy(() -> check(name, arguments, values))
                .as("%s of %s as %s", name, arguments, List.of(values))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(-32020));
    }

    private static void refusesSchema(String schema, String reason) {
        assertThatThrownBy(() -> HeaderParameter.of(Schema.of(schema)))
                .as(schema)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
