package io.patchbay.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import io.patchbay.protocol.rpc.Messages;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class TreesTest {

    @Test
    public void givesConnectorsPlainValuesInTheClientsOrder() {
        Arguments arguments = Trees.toArguments(
                JsonReader.read(
                        "{\"z\":\"s\",\"a\":true,\"i\":7,\"l\":9007199254740993,\"big\":123456789012345678901,\"d\":1.50,\"n\":null,\"list\":[1,[\"x\",null]],\"o\":{\"y\":{},\"x\":[]}}"));

        assertThat(arguments.values())
                .containsExactly(
                        Map.entry("z", "s"),
                        Map.entry("a", true),
                        Map.entry("i", 7L),
                        Map.entry("l", 9007199254740993L),
                        Map.entry("big", new BigInteger("123456789012345678901")),
                        Map.entry("d", new BigDecimal("1.50")),
                        entryOfNull("n"),
                        Map.entry("list", List.of(1L, Arrays.asList("x", null))),
                        Map.entry("o", Map.of("y", Map.of(), "x", List.of())));
        assertThat(arguments.object("o").values().keySet()).containsExactly("y", "x");
    }

    @Test
    public void takesTreesBack() {
        JsonNode tree = Trees.toNode(Map.of("a", List.of(1L, new BigDecimal("2.50"), "x\ud800", true)));

        assertThat(tree.path("a").path(1).decimalValue()).isEqualTo(new BigDecimal("2.50"));
        assertThat(Trees.toValue(tree.path("a").path(0))).isEqualTo(1L);
    }

    @Test
    public void writesJsonAsItWasGivenButOnOneLine() {
        assertThat(
                        written(
                                "  {\n\t\"b\" : [ 1.0, 1e2, -0, 1E+2, 0.10, 123456789012345678901234567890 ] ,\r\n \"a\": { \"\" : null, \"t\": true, \"f\":false } }  "))
                .isEqualTo(
                        "{\"b\":[1.0,1e2,-0,1E+2,0.10,123456789012345678901234567890],\"a\":{\"\":null,\"t\":true,\"f\":false}}");
        assertThat(written("\"line\\nbreak \u2028 \\u00e4 \\/ \\\"\"")).isEqualTo("\"line\\nbreak \u2028 ä / \\\"\"");
        assertThat(written(" null ")).isEqualTo("null");
        assertThat(written("1e5")).isEqualTo("1e5");
        assertThat(written("[]")).isEqualTo("[]");
    }

    @Test
    public void replacesHalfSurrogatesOnTheWayOut() {
        assertThat(written("{\"a\":\"a\\udc00b\",\"e\":\"\\ud83d\\ude00\"}"))
                .isEqualTo("{\"a\":\"a\uFFFDb\",\"e\":\"\ud83d\ude00\"}");
        assertThat(written(Json.of("cut \ud83d").text())).isEqualTo("\"cut \uFFFD\"");
    }

    @Test
    public void writesNothingThatIsNotOneJsonValue() {
        for (String text : List.of(
                "",
                " ",
                "{",
                "{\"a\":1",
                "[1",
                "[1}",
                "{} {}",
                "1 2",
                "nope",
                "{\"a\":1,\"a\":2}",
                "[{\"x\":{\"a\":1,\"a\":2}}]",
                "[".repeat(101) + "]".repeat(101),
                "{\"a\"}",
                "]",
                "\"a\nb\"")) {
            assertThatThrownBy(() -> written(text)).as(text).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    public void writesNumbersOfATreeExactly() {
        JsonNode tree =
                JsonReader.read("[9007199254740993, 123456789012345678901234567890, 1.50, true, null, {\"a\": \"b\"}]");

        assertThat(new String(Messages.encoded(out -> Trees.write(out, tree)), StandardCharsets.UTF_8))
                .isEqualTo("[9007199254740993,123456789012345678901234567890,1.50,true,null,{\"a\":\"b\"}]");
    }

    private static String written(String json) {
        return new String(Messages.encoded(out -> Trees.write(out, new Json(json))), StandardCharsets.UTF_8);
    }

    private static Map.Entry<String, Object> entryOfNull(String name) {
        return new java.util.AbstractMap.SimpleEntry<>(name, null);
    }
}
