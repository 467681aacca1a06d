package io.patchbay.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Schema;
import io.patchbay.protocol.json.JsonReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.junit.Test;

/** Every comparison of a number with its schema against {@link BigDecimal}: forms of numbers × keywords × declared types. */
public class SchemaNumbersTest {

    private static final List<String> VALUES = List.of(
            "0",
            "-0",
            "-0.0",
            "0.0",
            "0e5",
            "1",
            "1.0",
            "10e-1",
            "-1",
            "-1.0",
            "3",
            "3.0",
            "100",
            "100.0",
            "1e2",
            "1E+2",
            "101",
            "101.0",
            "99.99",
            "0.5",
            "-0.5",
            "1.5",
            "2.50",
            "2147483647",
            "2147483648",
            "2147483648.0",
            "9007199254740993",
            "9007199254740993.0",
            "9223372036854775807",
            "9223372036854775807.0",
            "9223372036854775808",
            "9223372036854775808.0",
            "-9223372036854775808",
            "-9223372036854775809",
            "-9223372036854775809.0",
            "18446744073709551615",
            "18446744073709551616",
            "18446744073709551617",
            "18446744073709551617.0",
            "-18446744073709551615.0",
            "-18446744073709551615",
            "1.8446744073709551617e19",
            "36893488147419103233.0",
            "1e19",
            "1e20",
            "-1e20",
            "1e400",
            "-1e400",
            "1e-400",
            "-1e-400",
            "1.5e400",
            "123456789012345678901234567890.5",
            "1e2000",
            "1e-2000");

    private static final List<String> BOUNDS = List.of(
            "0",
            "-0.0",
            "1",
            "1.0",
            "100",
            "1e2",
            "100.5",
            "-1",
            "9223372036854775807",
            "9223372036854775807.0",
            "9223372036854775808",
            "-9223372036854775808",
            "18446744073709551616",
            "1e19",
            "1e400",
            "-1e400",
            "1e-400",
            "0.1");

    private static final Map<String, BiPredicate<BigDecimal, BigDecimal>> KEYWORDS = Map.of(
            "minimum", (value, bound) -> value.compareTo(bound) >= 0,
            "maximum", (value, bound) -> value.compareTo(bound) <= 0,
            "exclusiveMinimum", (value, bound) -> value.compareTo(bound) > 0,
            "exclusiveMaximum", (value, bound) -> value.compareTo(bound) < 0,
            "multipleOf", (value, bound) -> value.remainder(bound).signum() == 0,
            "const", (value, bound) -> value.compareTo(bound) == 0);

    private static final List<String> TYPES = List.of(
            "",
            "\"type\":\"integer\",",
            "\"type\":\"number\",",
            "\"type\":[\"integer\",\"null\"],",
            "\"type\":[\"string\",\"number\"],");

    @Test
    public void comparesEveryFormOfNumberExactly() {
        List<String> wrong = new ArrayList<>();
        for (String type : TYPES) {
            for (String bound : BOUNDS) {
                KEYWORDS.forEach((keyword, holds) -> {
                    if (!keyword.equals("multipleOf") || new BigDecimal(bound).signum() > 0) {
                        compare(type, keyword, bound, holds, wrong);
                    }
                });
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    public void namesTheBoundThatIsBroken() {
        String schema = "\"type\":\"integer\",\"minimum\":1,\"maximum\":100";
        for (String high : List.of(
                "101",
                "101.0",
                "18446744073709551617",
                "18446744073709551617.0",
                "9223372036854775808.0",
                "1e20",
                "1e400")) {
            assertThat(violations(schema, high)).as(high).containsExactly("/v: must have a maximum value of 100");
        }
        for (String low :
                List.of("0", "0.0", "-0.0", "-18446744073709551615.0", "-9223372036854775809.0", "-1e20", "-1e400")) {
            assertThat(violations(schema, low)).as(low).containsExactly("/v: must have a minimum value of 1");
        }
        assertThat(violations("\"exclusiveMaximum\":100", "18446744073709551617.0"))
                .containsExactly("/v: must have an exclusive maximum value of 100");
        assertThat(violations("\"exclusiveMinimum\":0", "-18446744073709551615.0"))
                .containsExactly("/v: must have an exclusive minimum value of 0");
        assertThat(violations("\"multipleOf\":2", "18446744073709551617.0"))
                .containsExactly("/v: must be multiple of 2");
    }

    @Test
    public void hasOneNotionOfEqualityAtEveryDepth() {
        SchemaValidator unique = validator("\"uniqueItems\":true");
        for (String shape : List.of("%s", "[%s]", "{\"a\":{\"b\":[1,%s]}}", "[[\"x\",{\"n\":%s}]]")) {
            for (String one : VALUES) {
                String left = String.format(shape, one);
                SchemaValidator constant = validator("\"const\":" + left);
                SchemaValidator enumeration = validator("\"enum\":[\"no\"," + left + "]");
                for (String other : VALUES) {
                    boolean equal = new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
                    String right = String.format(shape, other);
                    JsonNode value = JsonReader.read("{\"v\":" + right + "}");
                    assertThat(constant.violations(value).isEmpty())
                            .as("const %s, %s", left, right)
                            .isEqualTo(equal);
                    assertThat(enumeration.violations(value).isEmpty())
                            .as("enum %s, %s", left, right)
                            .isEqualTo(equal);
                    assertThat(unique.violations(JsonReader.read("{\"v\":[" + left + "," + right + "]}"))
                                    .isEmpty())
                            .as("unique %s, %s", left, right)
                            .isEqualTo(!equal);
                }
            }
        }
    }

    @Test
    public void tellsOtherTypesFromNumbers() {
        assertThat(violations("\"const\":1", "true")).isNotEmpty();
        assertThat(violations("\"const\":1", "\"1\"")).isNotEmpty();
        assertThat(violations("\"const\":0", "false")).isNotEmpty();
        assertThat(violations("\"const\":null", "\"null\"")).isNotEmpty();
        assertThat(violations("\"enum\":[[]]", "{}")).isNotEmpty();
        assertThat(violations("\"enum\":[\"1\",\"true\",\"1e0\"]", "1")).isNotEmpty();
        assertThat(violations("\"const\":{\"a\":1,\"b\":2}", "{\"b\":2.0,\"a\":1.0}"))
                .isEmpty();
        assertThat(violations("\"const\":{\"a\":1}", "{\"a\":1,\"b\":2}")).isNotEmpty();
        assertThat(violations("\"maximum\":1,\"multipleOf\":2", "\"5\"")).isEmpty();
    }

    @Test
    public void showsTheValueThatWouldBeAccepted() {
        assertThat(violations("\"const\":{\"a\":[1,2]}", "{\"a\":[1.0,3]}"))
                .containsExactly("/v: must be the constant value {\"a\":[1,2]}");
        assertThat(violations("\"const\":\"x\"", "1")).containsExactly("/v: must be the constant value \"x\"");
        assertThat(violations("\"enum\":[{\"a\":1},[2],\"b\",null]", "1"))
                .containsExactly("/v: must be one of [{\"a\":1}, [2], \"b\", null]");
    }

    @Test
    public void readsCountsInEveryForm() {
        for (String two : List.of("2", "2.0", "2e0", "20e-1", "0.2e1")) {
            assertThat(violations("\"minLength\":" + two, "\"ab\"")).as(two).isEmpty();
            assertThat(violations("\"minLength\":" + two, "\"a\"")).as(two).isNotEmpty();
            assertThat(violations("\"maxLength\":" + two, "\"a\uD83D\uDE00\""))
                    .as(two)
                    .isEmpty();
            assertThat(violations("\"maxLength\":" + two, "\"abc\""))
                    .as(two)
                    .containsExactly("/v: must be at most " + new BigDecimal(two) + " characters long");
            assertThat(violations("\"minItems\":" + two, "[1,2]")).as(two).isEmpty();
            assertThat(violations("\"minItems\":" + two, "[1]")).as(two).isNotEmpty();
            assertThat(violations("\"maxItems\":" + two, "[1,2]")).as(two).isEmpty();
            assertThat(violations("\"maxItems\":" + two, "[1,2,3]")).as(two).isNotEmpty();
            assertThat(violations("\"minProperties\":" + two, "{\"a\":1}"))
                    .as(two)
                    .isNotEmpty();
            assertThat(violations("\"maxProperties\":" + two, "{\"a\":1,\"b\":2}"))
                    .as(two)
                    .isEmpty();
            assertThat(violations("\"maxProperties\":" + two, "{\"a\":1,\"b\":2,\"c\":3}"))
                    .as(two)
                    .isNotEmpty();
            assertThat(violations("\"contains\":{\"const\":1},\"minContains\":" + two, "[1,1.0]"))
                    .as(two)
                    .isEmpty();
            assertThat(violations("\"contains\":{\"const\":1},\"minContains\":" + two, "[1]"))
                    .as(two)
                    .isNotEmpty();
            assertThat(violations("\"contains\":{\"const\":1},\"maxContains\":" + two, "[1,1,1]"))
                    .as(two)
                    .isNotEmpty();
        }
        for (String most : List.of(
                "2147483648",
                "4294967296",
                "1e10",
                "9223372036854775808",
                "18446744073709551616",
                "18446744073709551615.0",
                "1e400")) {
            assertThat(violations(
                            "\"maxLength\":" + most + ",\"maxItems\":" + most + ",\"maxProperties\":" + most,
                            "\"abc\""))
                    .as(most)
                    .isEmpty();
            assertThat(violations("\"maxItems\":" + most, "[1]")).as(most).isEmpty();
            assertThat(violations("\"minLength\":" + most, "\"abc\"")).as(most).isNotEmpty();
            assertThat(violations("\"contains\":{},\"maxContains\":" + most, "[1]"))
                    .as(most)
                    .isEmpty();
            assertThat(violations("\"contains\":{},\"minContains\":" + most, "[1]"))
                    .as(most)
                    .isNotEmpty();
        }
    }

    @Test
    public void readsTheFlagsOfDraft4() {
        String draft4 = "\"$schema\":\"http://json-schema.org/draft-04/schema#\",";
        SchemaValidator most = SchemaValidator.compile(
                Schema.of(
                        "{" + draft4
                                + "\"type\":\"object\",\"properties\":{\"v\":{\"type\":\"integer\",\"maximum\":100,\"exclusiveMaximum\":true,\"minimum\":1,\"exclusiveMinimum\":false}}}"));

        assertThat(most.violations(JsonReader.read("{\"v\":99}"))).isEmpty();
        assertThat(most.violations(JsonReader.read("{\"v\":1.0}"))).isEmpty();
        assertThat(most.violations(JsonReader.read("{\"v\":100.0}")))
                .containsExactly("/v: must have an exclusive maximum value of 100");
        assertThat(most.violations(JsonReader.read("{\"v\":18446744073709551617.0}")))
                .containsExactly("/v: must have an exclusive maximum value of 100");
        assertThat(most.violations(JsonReader.read("{\"v\":0}"))).containsExactly("/v: must have a minimum value of 1");
    }

    @Test(timeout = 60_000)
    public void comparesManyHugeNumbersWithinTheBudget() {
        for (String number : List.of(
                "1e2000", "1e-2000", "9".repeat(999), "0." + "9".repeat(990) + "1", "1" + "0".repeat(990) + ".0")) {
            JsonNode values = JsonReader.read("{\"v\":[" + (number + ",").repeat(20_000) + "0]}");
            for (String keyword : List.of(
                    "\"multipleOf\":3e-2000",
                    "\"multipleOf\":7",
                    "\"maximum\":1e2000",
                    "\"type\":\"integer\"",
                    "\"enum\":[1,2,[3]]")) {
                validator("\"items\":{" + keyword + "}").violations(values);
            }
            validator("\"uniqueItems\":true").violations(values);
        }
    }

    private static void compare(
            String type, String keyword, String bound, BiPredicate<BigDecimal, BigDecimal> holds, List<String> wrong) {
        SchemaValidator validator = validator(type + "\"" + keyword + "\":" + bound);
        SchemaValidator any = validator("\"anyOf\":[{" + type + "\"" + keyword + "\":" + bound + "}]");
        for (String text : VALUES) {
            BigDecimal value = new BigDecimal(text);
            boolean fits = holds.test(value, new BigDecimal(bound)) && (!type.contains("integer") || isWhole(value));
            JsonNode arguments = JsonReader.read("{\"v\":" + text + "}");
            if (validator.violations(arguments).isEmpty() != fits
                    || any.violations(arguments).isEmpty() != fits) {
                wrong.add(text + " against " + type + keyword + " " + bound);
            }
        }
    }

    private static boolean isWhole(BigDecimal value) {
        return value.remainder(BigDecimal.ONE).signum() == 0;
    }

    private static List<String> violations(String schema, String value) {
        return validator(schema).violations(JsonReader.read("{\"v\":" + value + "}"));
    }

    private static SchemaValidator validator(String schema) {
        return SchemaValidator.compile(Schema.of("{\"type\":\"object\",\"properties\":{\"v\":{" + schema + "}}}"));
    }
}
