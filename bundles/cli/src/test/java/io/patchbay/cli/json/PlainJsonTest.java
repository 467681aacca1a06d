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
    public void readsWhatAServerMaySend() {
        Map<String, Object> read =
                PlainJson.object(" {\"a\" : [1, -2.5e3, true, false, null, {}, []], \"b\":\"\\u00e4\\n\\\"\\\\\\/\"} ");

        assertThat(read.get("a"))
                .isEqualTo(Arrays.asList(
                        new BigDecimal("1"), new BigDecimal("-2.5e3"), true, false, null, Map.of(), List.of()));
        assertThat(read.get("b")).isEqualTo("ä\n\"\\/");
    }

    @Test
    public void refusesWhatIsNoObject() {
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
                    .hasMessageStartingWith("not ");
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
