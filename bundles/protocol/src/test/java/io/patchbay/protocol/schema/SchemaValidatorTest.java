package io.patchbay.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.Schema;
import io.patchbay.protocol.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.Test;

public class SchemaValidatorTest {

    private static final String TOO_COSTLY = "the value is too large or too complex to check";

    @Test
    public void saysWhatIsWrongSoThatAModelCanPutItRight() {
        SchemaValidator validator = validator("{\"type\":\"object\",\"properties\":{"
                + "\"message\":{\"type\":\"string\",\"minLength\":2},\"n\":{\"type\":\"integer\",\"minimum\":1},\"e\":{\"enum\":[\"a\",\"b\",3]},"
                + "\"list\":{\"type\":\"array\",\"items\":{\"type\":[\"string\",\"null\"]}},\"a/b~c\":{\"type\":\"boolean\"},\"p\":{\"pattern\":\"^[a-z]+$\"}},"
                + "\"required\":[\"message\"],\"additionalProperties\":false}");

        assertThat(violations(
                        validator,
                        "{\"message\":\"ok\",\"n\":1,\"e\":3.0,\"list\":[null,\"x\"],\"a/b~c\":true,\"p\":\"abc\"}"))
                .isEmpty();
        assertThat(violations(validator, "{}")).containsExactly("/message: is required");
        assertThat(violations(validator, "{\"message\":7}")).containsExactly("/message: expected string, got integer");
        assertThat(violations(validator, "[]")).containsExactly("/: expected object, got array");
        assertThat(violations(validator, "{\"message\":\"ok\",\"e\":\"c\"}"))
                .containsExactly("/e: must be one of [\"a\", \"b\", 3]");
        assertThat(violations(validator, "{\"message\":\"ok\",\"x/y\":1}"))
                .containsExactly("/x~1y: is not a known property here");
        assertThat(violations(validator, "{\"message\":\"ok\",\"a/b~c\":1}"))
                .containsExactly("/a~1b~0c: expected boolean, got integer");
        assertThat(violations(validator, "{\"message\":\"ok\",\"list\":[\"a\",1]}"))
                .containsExactly("/list/1: expected string or null, got integer");
        assertThat(violations(validator, "{\"message\":\"x\",\"n\":0,\"p\":\"A\"}"))
                .containsExactly(
                        "/message: must be at least 2 characters long",
                        "/n: must have a minimum value of 1",
                        "/p: does not match the regex pattern ^[a-z]+$");
    }

    @Test
    public void saysOfAlternativesThatEitherWouldDo() {
        String either = "{\"type\":\"object\",\"anyOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}]}";
        String one = either.replace("anyOf", "oneOf");
        String maybe =
                "{\"type\":\"object\",\"properties\":{\"v\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"},{\"type\":\"object\",\"required\":[\"x\"],\"properties\":{\"x\":{\"oneOf\":[{\"const\":1},{\"const\":2}]}}}]}}}";

        assertThat(violations(validator(either), "{}"))
                .containsExactly("/: must fit one of these: /a: is required, or /b: is required");
        assertThat(violations(validator(one), "{}"))
                .containsExactly("/: must fit one of these: /a: is required, or /b: is required");
        assertThat(violations(validator(one), "{\"a\":1,\"b\":1}"))
                .containsExactly("/: fits more than one of the alternatives, and must fit exactly one");
        assertThat(violations(validator(maybe), "{\"v\":5}"))
                .containsExactly(
                        "/v: must fit one of these: /v: expected string, got integer, or /v: expected null, got integer, or /v: expected object, got integer");
        assertThat(violations(validator(maybe), "{\"v\":{\"x\":3}}"))
                .containsExactly(
                        "/v: must fit one of these: /v: expected string, got object, or /v: expected null, got object, or /v/x: must fit one of these: "
                                + "/v/x: must be the constant value 1, or /v/x: must be the constant value 2");
        assertThat(violations(
                        validator("{\"type\":\"object\",\"properties\":{\"a\":false,\"b\":{\"not\":{\"const\":1}}}}"),
                        "{\"a\":1,\"b\":1}"))
                .containsExactly("/a: must not be given", "/b: must not be valid to the schema {\"const\":1}");
    }

    @Test
    public void saysForALogWhereAndWhatButNothingOfTheValue() {
        SchemaValidator output = SchemaValidator.compileOutput(Schema.of("{\"type\":\"object\",\"properties\":{"
                + "\"items\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"id\":{},\"count\":{\"type\":\"integer\",\"maximum\":9}},\"required\":[\"id\"],\"additionalProperties\":false}},"
                + "\"kind\":{\"enum\":[\"a\",\"b\"]},\"code\":{\"pattern\":\"^x\"},\"either\":{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"string\"}]},"
                + "\"users\":{\"additionalProperties\":{\"type\":\"integer\"},\"propertyNames\":{\"maxLength\":6}}}}"));

        assertThat(
                        output.violationsForLog(
                                JsonReader.read(
                                        "{\"items\":[{\"id\":1,\"count\":1},{\"count\":\"canary\",\"canary\":1},{\"id\":2,\"count\":10}],"
                                                + "\"kind\":\"canary\",\"code\":\"canary\",\"either\":5,\"users\":{\"canary\":\"canary\",\"canary7\":1}}")))
                .containsExactlyInAnyOrder(
                        "/items/1/count: expected integer, got string (type)",
                        "/items/1/id: is required (required)",
                        "/items/1/*: is not a known property here (additionalProperties)",
                        "/items/2/count: must have a maximum value of 9 (maximum)",
                        "/kind: must be one of [\"a\", \"b\"] (enum)",
                        "/code: does not match the regex pattern ^x (pattern)",
                        "/either: must fit one of these: /either: expected null, got integer (type), or /either: expected string, got integer (type) (anyOf)",
                        "/users/*: expected integer, got string (type)",
                        "/users/*: violates \"propertyNames\"");
    }

    @Test
    public void namesTenViolationsAtMostAndNoneAtLength() {
        SchemaValidator validator = validator("{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}");
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 1_000; i++) {
            value.put("x".repeat(5_000) + i, i);
        }

        assertThat(validator.violations(value))
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(10)
                .allSatisfy(violation -> assertThat(violation).hasSizeLessThan(400));
    }

    @Test
    public void checksByTheWordOf2020_12() {
        check("{\"properties\":{\"a\":{\"$ref\":\"#/$defs/A\"}},\"$defs\":{\"A\":{\"const\":1}}}", "{\"a\":1.0}", true);
        check("{\"properties\":{\"a\":{\"$ref\":\"#/$defs/A\"}},\"$defs\":{\"A\":{\"const\":1}}}", "{\"a\":2}", false);
        check(
                "{\"properties\":{\"a\":{\"$ref\":\"#x\"}},\"$defs\":{\"A\":{\"$anchor\":\"x\",\"type\":\"null\"}}}",
                "{\"a\":0}",
                false);
        check(
                "{\"properties\":{\"a\":{\"$dynamicRef\":\"#x\"}},\"$defs\":{\"A\":{\"$dynamicAnchor\":\"x\",\"type\":\"null\"}}}",
                "{\"a\":0}",
                false);
        check(
                "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/x~1y%20z\"}},\"$defs\":{\"x/y z\":{\"type\":\"null\"}}}",
                "{\"a\":0}", false);
        check(
                "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/x~1y%20z\"}},\"$defs\":{\"x/y z\":{\"type\":\"null\"}}}",
                "{\"a\":null}", true);
        check("{\"properties\":{\"a\":{\"$ref\":\"#\"}},\"additionalProperties\":false}", "{\"a\":{\"a\":{}}}", true);
        check(
                "{\"properties\":{\"a\":{\"$ref\":\"#\"}},\"additionalProperties\":false}",
                "{\"a\":{\"a\":{\"b\":1}}}",
                false);
        check("{\"properties\":{\"a\":{\"type\":\"integer\"}}}", "{\"a\":42.0}", true);
        check("{\"properties\":{\"a\":{\"type\":\"integer\"}}}", "{\"a\":42.5}", false);
        check("{\"properties\":{\"a\":{\"maximum\":9007199254740992}}}", "{\"a\":9007199254740993}", false);
        check(
                "{\"if\":{\"required\":[\"a\"]},\"then\":{\"required\":[\"b\"]},\"else\":{\"required\":[\"c\"]}}",
                "{\"a\":1}",
                false);
        check(
                "{\"if\":{\"required\":[\"a\"]},\"then\":{\"required\":[\"b\"]},\"else\":{\"required\":[\"c\"]}}",
                "{\"c\":1}",
                true);
        check("{\"allOf\":[{\"properties\":{\"a\":true}}],\"unevaluatedProperties\":false}", "{\"a\":1}", true);
        check("{\"allOf\":[{\"properties\":{\"a\":true}}],\"unevaluatedProperties\":false}", "{\"b\":1}", false);
        check("{\"properties\":{\"a\":{\"prefixItems\":[{\"const\":1}],\"items\":false}}}", "{\"a\":[1,2]}", false);
        check("{\"properties\":{\"a\":{\"contains\":{\"const\":1},\"maxContains\":1}}}", "{\"a\":[1,1]}", false);
        check("{\"dependentRequired\":{\"a\":[\"b\"]}}", "{\"a\":1}", false);
        check("{\"dependentSchemas\":{\"a\":{\"required\":[\"b\"]}}}", "{\"a\":1}", false);
        check("{\"propertyNames\":{\"pattern\":\"^a\"}}", "{\"b\":1}", false);
        check(
                "{\"patternProperties\":{\"^n\":{\"type\":\"number\"}},\"additionalProperties\":false}",
                "{\"n1\":1,\"n2\":2}",
                true);
        check(
                "{\"patternProperties\":{\"^n\":{\"type\":\"number\"}},\"additionalProperties\":false}",
                "{\"n1\":1,\"m\":2}",
                false);
        check("{\"not\":{\"required\":[\"a\"]}}", "{\"a\":1}", false);
        check("{\"oneOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}]}", "{\"a\":1,\"b\":1}", false);
        check("{\"properties\":{\"a\":{\"x-unknown\":7,\"description\":\"d\",\"default\":3}}}", "{\"a\":\"s\"}", true);
        check("{\"properties\":{\"a\":false}}", "{\"a\":1}", false);
    }

    @Test
    public void describesButDoesNotJudgeByWhatIsAnAnnotation() {
        check("{\"properties\":{\"a\":{\"writeOnly\":true},\"b\":{\"readOnly\":true}}}", "{\"a\":1,\"b\":1}", true);
        check(
                "{\"properties\":{\"a\":{\"contentMediaType\":\"application/json\",\"contentEncoding\":\"base64\"}}}",
                "{\"a\":\"{oops\"}",
                true);
        check(
                "{\"properties\":{\"a\":{\"format\":\"date\"},\"b\":{\"format\":\"regex\"},\"c\":{\"format\":\"made-up\"}}}",
                "{\"a\":\"x\",\"b\":\"(\",\"c\":\"\"}",
                true);
    }

    @Test
    public void understandsDraft07WhereASchemaSaysSo() {
        String schema =
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"$id\":\"http://example.com/x\",\"type\":\"object\","
                        + "\"definitions\":{\"A\":{\"type\":\"array\",\"items\":[{\"const\":1}],\"additionalItems\":false}},\"properties\":{\"a\":{\"$ref\":\"#/definitions/A\"}}}";

        assertThat(violations(validator(schema), "{\"a\":[1]}")).isEmpty();
        assertThat(violations(validator(schema), "{\"a\":[1,2]}")).isNotEmpty();
    }

    @Test
    public void treatsNumbersOfEqualValueAsEqualItems() {
        String unique = "{\"properties\":{\"a\":{\"uniqueItems\":true}}}";

        check(unique, "{\"a\":[1,2,\"1\",true,null,{\"x\":1},{\"x\":2},[1,2],[12],\"\",[],{},\"null\"]}", true);
        check(unique, "{\"a\":[1,1.0]}", false);
        check(unique, "{\"a\":[0,-0.0]}", false);
        check(unique, "{\"a\":[100,1e2]}", false);
        check(unique, "{\"a\":[{\"x\":1,\"y\":[2]},{\"y\":[2.0],\"x\":1}]}", false);
        check(unique, "{\"a\":[9007199254740992,9007199254740993]}", true);
        check(unique, "{\"a\":[[\"a\",\"b\"],[\"a,b\"]]}", true);
    }

    @Test
    public void refusesSchemasWithAReason() {
        refuses("{oops", "not JSON");
        refuses("{\"type\":\"object\",\"type\":\"object\"}", "twice");
        refuses("true", "\"type\": \"object\"");
        refuses("null", "\"type\": \"object\"");
        refuses("[]", "\"type\": \"object\"");
        refuses("{}", "\"type\": \"object\"");
        refuses("{\"type\":\"array\"}", "\"type\": \"object\"");
        refuses("{\"type\":[\"object\",\"null\"]}", "\"type\": \"object\"");
        refuses("{\"type\":\"object\",\"properties\":[]}", "not a valid JSON Schema");
        refuses("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"strnig\"}}}", "not a valid JSON Schema");
        refuses("{\"type\":\"object\",\"required\":\"a\"}", "not a valid JSON Schema");
        refuses("{\"type\":\"object\",\"properties\":{\"a\":{\"minLength\":-1}}}", "not a valid JSON Schema");
        refuses("{\"type\":\"object\",\"properties\":{\"a\":{\"pattern\":\"(\"}}}", "not a regular expression");
        refuses("{\"type\":\"object\",\"patternProperties\":{\"[\":{}}}", "not a regular expression");
        refuses("{\"$schema\":\"http://json-schema.org/draft-03/schema#\",\"type\":\"object\"}", "2020-12");
        refuses("{\"$schema\":7,\"type\":\"object\"}", "2020-12");
        refuses("{\"$schema\":\"https://example.com/mine\",\"type\":\"object\"}", "2020-12");
    }

    @Test
    public void refusesEveryReferenceThatLeavesTheDocument() {
        for (String reference : List.of(
                "http://127.0.0.1:1/x",
                "https://example.com/x#/a",
                "file:///etc/passwd",
                "other.json",
                "/x",
                "urn:x:y",
                "classpath:draft-07/schema",
                "jar:file:/x!/y",
                "https://json-schema.org/draft/2020-12/schema",
                "",
                "?x")) {
            refuses(
                    "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"" + reference + "\"}}}",
                    "points outside the schema");
            refuses(
                    "{\"type\":\"object\",\"properties\":{\"a\":{\"$dynamicRef\":\"" + reference + "\"}}}",
                    "points outside the schema");
        }
        refuses(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/missing\"}}}",
                "does not point to a schema");
        refuses("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#missing\"}}}", "does not point to a schema");
        refuses(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/properties\"}}}",
                "does not point to a schema");
        refuses(
                "{\"type\":\"object\",\"enum\":[{\"b\":{}}],\"properties\":{\"a\":{\"$ref\":\"#/enum/0\"}}}",
                "does not point to a schema");
        refuses("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/%zz\"}}}", "");
        refuses(
                "{\"type\":\"object\",\"$defs\":{\"a\":{\"$id\":\"http://example.com/a\"},\"b\":{\"$ref\":\"http://example.com/b\"}}}",
                "points outside the schema");
        refuses(
                "{\"type\":\"object\",\"$defs\":{\"a\":{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}}}",
                "a different dialect");
        refuses("{\"type\":\"object\",\"$defs\":{\"a\":{\"$anchor\":\"x\"},\"b\":{\"$anchor\":\"x\"}}}", "twice");
    }

    @Test
    public void takesNoReferenceForOneWhereItIsData() {
        check(
                "{\"properties\":{\"$ref\":{\"type\":\"string\"},\"a\":{\"default\":{\"$ref\":\"http://x/\"},\"examples\":[{\"$id\":\"y\"}],\"const\":{\"$ref\":\"http://x/\"}}}}",
                "{\"$ref\":\"x\",\"a\":{\"$ref\":\"http://x/\"}}",
                true);
    }

    @Test
    public void refusesSchemasThatNeverEnd() {
        refuses("{\"type\":\"object\",\"$ref\":\"#\"}", "without end");
        refuses("{\"type\":\"object\",\"allOf\":[{\"anyOf\":[{\"$ref\":\"#\"}]}]}", "without end");
        refuses(
                "{\"type\":\"object\",\"properties\":{\"x\":{\"$ref\":\"#/$defs/a\"}},\"$defs\":{\"a\":{\"not\":{\"$ref\":\"#/$defs/b\"}},\"b\":{\"if\":{\"$ref\":\"#/$defs/a\"}}}}",
                "without end");
        refuses(
                "{\"type\":\"object\",\"$dynamicAnchor\":\"x\",\"dependentSchemas\":{\"a\":{\"$dynamicRef\":\"#x\"}}}",
                "without end");
    }

    @Test
    public void refusesSchemasBeyondMeasure() {
        refuses(
                "{\"type\":\"object\",\"properties\":{\"a\":" + "{\"items\":".repeat(60) + "{}" + "}".repeat(60) + "}}",
                "deeper");
        StringBuilder wide = new StringBuilder("{\"type\":\"object\",\"properties\":{\"a\":{}");
        for (int i = 0; i < 5_100; i++) {
            wide.append(",\"p").append(i).append("\":{}");
        }
        refuses(wide.append("}}").toString(), "more than");
        StringBuilder chain = new StringBuilder(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/d0\"}},\"$defs\":{\"d300\":{}");
        for (int i = 0; i < 300; i++) {
            chain.append(",\"d")
                    .append(i)
                    .append("\":{\"$ref\":\"#/$defs/d")
                    .append(i + 1)
                    .append("\"}");
        }
        refuses(chain.append("}}").toString(), "in a chain");
    }

    @Test
    public void takesAnyRootForAnOutput() {
        assertThat(SchemaValidator.compileOutput(Schema.of("{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"))
                        .violations(JsonReader.read("[1]")))
                .containsExactly("/0: expected string, got integer");
        assertThat(SchemaValidator.compileOutput(Schema.of("{}")).violations(JsonReader.read("null")))
                .isEmpty();

        assertThatThrownBy(() -> SchemaValidator.compileOutput(Schema.of("true")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test(timeout = 60_000)
    public void givesUpOnPatternsThatWouldRunForever() {
        for (String pattern : List.of("^(a+)+$", "^(a|a)*$", "^(.*a){20}$", "(x+x+)+y", "^(?:a?){40}a{40}$")) {
            SchemaValidator values =
                    validator("{\"type\":\"object\",\"properties\":{\"v\":{\"pattern\":\"" + pattern + "\"}}}");
            SchemaValidator names = validator("{\"type\":\"object\",\"patternProperties\":{\"" + pattern
                    + "\":{\"type\":\"null\"}},\"additionalProperties\":false}");
            for (String evil : List.of("a".repeat(40) + "!", "x".repeat(200), "a".repeat(5_000) + "!")) {
                ObjectNode value = JsonNodeFactory.instance.objectNode().put("v", evil);
                ObjectNode name = JsonNodeFactory.instance.objectNode().put(evil, 1);

                assertThat(values.violations(value)).as(pattern).isNotEmpty();
                assertThat(names.violations(name)).as(pattern).isNotEmpty();
            }
        }
        assertThat(violations(
                        validator("{\"type\":\"object\",\"properties\":{\"v\":{\"pattern\":\"(x+x+)+y\"}}}"),
                        "{\"v\":\"" + "x".repeat(5_000) + "\"}"))
                .containsExactly(TOO_COSTLY);
    }

    @Test
    public void understandsPatternsAsJavaScriptDoes() {
        for (String space : List.of("a\u00a0b", "\u3000", "a\ufeff")) {
            check("{\"properties\":{\"v\":{\"pattern\":\"^\\\\S+$\"}}}", "{\"v\":\"" + space + "\"}", false);
            check(
                    "{\"patternProperties\":{\"^\\\\S+$\":{\"type\":\"null\"}},\"additionalProperties\":true}",
                    "{\"" + space + "\":1}",
                    true);
            check("{\"propertyNames\":{\"pattern\":\"\\\\s\"}}", "{\"" + space + "\":1}", true);
        }
        check("{\"properties\":{\"v\":{\"pattern\":\"[a-z&&[^b]]\"}}}", "{\"v\":\"a\"}", false);
        check("{\"properties\":{\"v\":{\"pattern\":\"\\\\bfoo\\\\b\"}}}", "{\"v\":\"\u00e9foo\u00e9\"}", true);
        check("{\"properties\":{\"v\":{\"pattern\":\"^.$\"}}}", "{\"v\":\"\u0085\"}", true);
        refuses("{\"type\":\"object\",\"properties\":{\"a\":{\"pattern\":\"^\\\\h+$\"}}}", "\\h is not supported");
        refuses("{\"type\":\"object\",\"patternProperties\":{\"(?i)a\":{}}}", "(?i)");
    }

    @Test
    public void letsPatternsRunOverLongTexts() {
        SchemaValidator validator =
                validator("{\"type\":\"object\",\"properties\":{\"v\":{\"pattern\":\"^[A-Za-z0-9+/]*={0,2}$\"}}}");

        assertThat(validator.violations(JsonNodeFactory.instance.objectNode().put("v", "Zm9v".repeat(1_000_000))))
                .isEmpty();
        assertThat(validator.violations(JsonNodeFactory.instance.objectNode().put("v", "Zm9v".repeat(1_000_000) + "!")))
                .hasSize(1);
        SchemaValidator words =
                validator("{\"type\":\"object\",\"properties\":{\"v\":{\"pattern\":\"\\\\bend\\\\b\"}}}");
        assertThat(words.violations(
                        JsonNodeFactory.instance.objectNode().put("v", "some words ".repeat(100_000) + "end")))
                .isEmpty();
    }

    @Test(timeout = 60_000)
    public void givesUpOnPatternsThatEachCostABit() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 20_000; i++) {
            list.add("x".repeat(40) + "!");
        }
        SchemaValidator validator = validator(
                "{\"type\":\"object\",\"properties\":{\"l\":{\"items\":{\"anyOf\":[{\"pattern\":\"(x+x+)+y\"},{\"pattern\":\"!\"}]}}}}");

        assertThat(validator.violations(JsonNodeFactory.instance.objectNode().set("l", list)))
                .containsExactly(TOO_COSTLY);
    }

    @Test(timeout = 60_000)
    public void givesUpOnSchemasThatBranchAtEveryLevel() {
        SchemaValidator validator = validator(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"anyOf\":[{\"$ref\":\"#/$defs/n\"},{\"$ref\":\"#/$defs/n\"}]}},"
                        + "\"$defs\":{\"n\":{\"type\":\"array\",\"items\":{\"anyOf\":[{\"$ref\":\"#/$defs/n\"},{\"$ref\":\"#/$defs/n\"}]}}}}");
        JsonNode value = JsonReader.read("{\"a\":" + "[".repeat(90) + "1" + "]".repeat(90) + "}");

        assertThat(validator.violations(value)).containsExactly(TOO_COSTLY);
    }

    @Test(timeout = 60_000)
    public void checksHugeValuesWithoutRunningOutOfMemoryOrTime() {
        SchemaValidator either = validator(
                "{\"type\":\"object\",\"properties\":{\"l\":{\"anyOf\":[{\"items\":{\"type\":\"string\"}},{\"items\":{\"type\":\"integer\"}}]}}}");
        ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 300_000; i++) {
            numbers.add(i);
        }

        assertThat(either.violations(JsonNodeFactory.instance.objectNode().set("l", numbers)))
                .isEmpty();
    }

    @Test(timeout = 60_000)
    public void comparesItemsMadeToCollide() {
        SchemaValidator unique = validator("{\"type\":\"object\",\"properties\":{\"l\":{\"uniqueItems\":true}}}");
        ArrayNode colliding = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 1 << 16; i++) {
            StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            colliding.add(text.toString());
        }
        ObjectNode value = JsonNodeFactory.instance.objectNode().set("l", colliding);

        assertThat(unique.violations(value)).isEmpty();
        colliding.add("Aa".repeat(16));
        assertThat(unique.violations(value)).hasSize(1);
    }

    @Test
    public void findsSecretsAtAnyDepthAndThroughReferences() {
        SchemaValidator validator = validator(
                "{\"type\":\"object\",\"properties\":{"
                        + "\"plain\":{\"type\":\"string\",\"default\":\"x\"},"
                        + "\"pin\":{\"type\":\"string\",\"writeOnly\":true},"
                        + "\"login\":{\"type\":\"object\",\"properties\":{\"user\":{},\"pass\":{\"format\":\"password\"}}},"
                        + "\"keys\":{\"type\":\"array\",\"items\":{\"writeOnly\":true}},"
                        + "\"env\":{\"additionalProperties\":{\"format\":\"password\"}},"
                        + "\"token\":{\"$ref\":\"#/$defs/T\"},"
                        + "\"maybe\":{\"anyOf\":[{\"type\":\"null\"},{\"$ref\":\"#/$defs/T\"}]},"
                        + "\"tree\":{\"$ref\":\"#/$defs/Tree\"}},"
                        + "\"$defs\":{\"T\":{\"allOf\":[{\"writeOnly\":true}]},\"Tree\":{\"properties\":{\"next\":{\"$ref\":\"#/$defs/Tree\"},\"seed\":{\"writeOnly\":true}}}}}");

        assertThat(validator.secrets())
                .containsExactlyInAnyOrder("pin", "pass", "keys", "env", "token", "maybe", "seed");
        assertThat(validator("{\"type\":\"object\",\"properties\":{\"a\":{\"writeOnly\":false,\"format\":\"date\"}}}")
                        .secrets())
                .isEmpty();
    }

    @Test
    public void refusesSecretsWithoutAName() {
        refuses("{\"type\":\"object\",\"additionalProperties\":{\"format\":\"password\"}}", "not a named property");
        refuses("{\"type\":\"object\",\"patternProperties\":{\"^x\":{\"writeOnly\":true}}}", "not a named property");
    }

    @Test
    public void servesManyThreadsAtOnce() throws Exception {
        SchemaValidator validator = validator(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/A\"}},\"$defs\":{\"A\":{\"anyOf\":[{\"pattern\":\"^a+$\"},{\"type\":\"integer\"}]}}}");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                futures.add(threads.submit(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        assertThat(violations(validator, "{\"a\":\"aaa\"}")).isEmpty();
                        assertThat(violations(validator, "{\"a\":\"b\"}")).isNotEmpty();
                    }
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void check(String schema, String value, boolean valid) {
        SchemaValidator validator = validator("{\"type\":\"object\"," + schema.substring(1));

        assertThat(violations(validator, value).isEmpty())
                .as("%s against %s: %s", value, schema, violations(validator, value))
                .isEqualTo(valid);
    }

    private static SchemaValidator validator(String schema) {
        return SchemaValidator.compile(Schema.of(schema));
    }

    private static List<String> violations(SchemaValidator validator, String value) {
        return validator.violations(JsonReader.read(value));
    }

    private static void refuses(String schema, String reason) {
        assertThatThrownBy(() -> validator(schema))
                .as(schema)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
