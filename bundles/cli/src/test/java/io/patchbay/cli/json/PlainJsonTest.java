package io.patchbay.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class PlainJsonTest {

    @Test
    public void readsAllKindsOfValues() {
        Map<String, Object> read =
                PlainJson.object(" {\"a\" : [1, -2.5e3, true, false, null, {}, []], \"b\":\"\\u00e4\\n\\\"\\\\\\/\"} ");

        assertThat(read.get("a"))
                .isEqualTo(Arrays.asList(
                        new BigDecimal("1"), new BigDecimal("-2.5e3"), true, false, null, Map.of(), List.of()));
        assertThat(read.get("b")).isEqualTo("ä\n\"\\/");
    }

    @Test
    public void refusesTextThatIsNotAnObject() {
        for (String text : List.of(
                "",
                "{",
                "[]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1} x",
                "{\"a\":\"",
                "{\"a\":\"\\",
                "{\"a\":\"\\u12",
                "{\"a\":\"\\x\"}",
                "{a:1}",
                "{\"a\":tru}",
                "{\"a\":-}",
                "hello",
                "{\"a\":1e}",
                "{\"a\":\"\\uzzzz\"}",
                "{\"a\":" + "[".repeat(100_000))) {
            assertThatThrownBy(() -> PlainJson.object(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the JSON is ");
        }
    }

    @Test
    public void refusesInvalidJson() {
        for (String value : List.of(
                "+1",
                "01",
                "-01",
                "1.",
                ".5",
                "1.e3",
                "1e+",
                "--1",
                "-",
                "0x1",
                "1_000",
                "NaN",
                "Infinity",
                "\"a\tb\"",
                "\"a\nb\"",
                "\"a\u0000b\"",
                "\"\\u+123\"",
                "\"\\u12 4\"",
                "\"\\'\"",
                "'a'",
                "[1,]",
                "[,1]",
                "{\"b\":1,\"b\":2}",
                "{\"b\":1,\"\\u0062\":1}",
                "true1",
                "\u00a01",
                "\u000b1",
                "/* */1")) {
            String text = "{\"a\":" + value + "}";
            assertThatThrownBy(() -> PlainJson.object(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the JSON is ");
        }
    }

    @Test
    public void readsEveryNumberExactly() {
        for (String number :
                List.of("0", "-0", "10", "0.10", "-1.5E+3", "1e-7", "123456789012345678901234567890.123456789")) {
            assertThat(PlainJson.object("{\"a\":" + number + "}").get("a"))
                    .as(number)
                    .isEqualTo(new BigDecimal(number));
        }
    }

    @Test
    public void readsBackWhatItWrites() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a\"b\\c\n\u0001ä😀\u2028");
        value.put("list", new ArrayList<>(Arrays.asList("x", true, null, Map.of())));
        value.put("empty", List.of());

        assertThat(PlainJson.object(PlainJson.write(value))).isEqualTo(value);
        assertThat(PlainJson.write(value)).doesNotContain("\n");
    }
}
