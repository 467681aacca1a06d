package io.patchbay.protocol.json;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Arguments;
import io.patchbay.protocol.WireSchema;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.Test;

public class JsonReaderTest {

    @Test
    public void keepsTheSignOfZero() throws ProtocolException {
        JsonNode value = JsonReader.read("{\"n\":[-0.0,-0e5,-0.00,0.0]}".getBytes(StandardCharsets.UTF_8));
        Arguments arguments = Trees.toArguments(JsonReader.read("{\"n\":-0.0}"));

        assertThat(Trees.toArguments(value).json().text()).isEqualTo("{\"n\":[-0.0,-0e5,-0.00,0.0]}");
        assertThat(arguments.number("n")).isEqualTo(-0.0);
        assertThat(arguments.integer("n")).isZero();
        assertThat(JsonReader.read("-0.0").decimalValue()).isEqualTo(new BigDecimal("0.0"));
    }

    @Test
    public void namesThatOneCallerMakesCollideKeepNoOthersOut() throws ProtocolException {
        Random random = new Random(1);
        for (int round = 0; round < 15; round++) {
            String hostile = object(1000 + random.nextInt(4000), colliding(14 + random.nextInt(6)));
            try {
                assertThat(read(hostile).isObject()).isTrue();
            } catch (ProtocolException e) {
                assertThat(e).hasMessageContaining("names collide");
            }
            try {
                JsonReader.read(hostile);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("JSON text is refused");
            }

            String ordinary = object(50, number -> Long.toHexString(random.nextLong()) + "-of-an-ordinary-caller");
            assertThat(read(ordinary).size()).isEqualTo(50);
            assertThat(JsonReader.read(ordinary).size()).isEqualTo(50);
        }
    }

    private static String object(int members, IntFunction<String> name) {
        return IntStream.range(0, members)
                .mapToObj(number -> "\"" + name.apply(number) + "\":1")
                .collect(joining(",", "{", "}"));
    }

    /** Names with the same hash code, each of this many pairs of letters. */
    private static IntFunction<String> colliding(int pairs) {
        return number -> IntStream.range(0, pairs)
                .mapToObj(pair -> (number >> pairs - 1 - pair & 1) == 0 ? "Aa" : "BB")
                .collect(joining());
    }

    @Test
    public void readsWhatItIsGivenInOrder() throws ProtocolException {
        JsonNode node = read(" {\"b\": [1, true, null, \"ä€😀\\n\"], \"a\": {\"\": {}}} ");

        assertThat(node.fieldNames()).toIterable().containsExactly("b", "a");
        assertThat(node.path("b").path(3).textValue()).isEqualTo("ä€😀\n");
        assertThat(node.path("b").path(2).isNull()).isTrue();
        assertThat(node.path("a").path("").isObject()).isTrue();
    }

    @Test
    public void keepsNumbersExactly() throws ProtocolException {
        JsonNode node = read("[9007199254740993, 123456789012345678901234567890, 1.0, 0.1000, 1e400, -0, 1.5E-7]");

        assertThat(node.path(0).longValue()).isEqualTo(9007199254740993L);
        assertThat(node.path(1).bigIntegerValue()).isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(node.path(2).decimalValue()).isEqualTo(new BigDecimal("1.0"));
        assertThat(node.path(2).isIntegralNumber()).isFalse();
        assertThat(node.path(3).decimalValue()).isEqualTo(new BigDecimal("0.1000"));
        assertThat(node.path(4).decimalValue()).isEqualTo(new BigDecimal("1e400"));
        assertThat(node.path(5).longValue()).isZero();
        assertThat(node.path(6).decimalValue()).isEqualTo(new BigDecimal("1.5E-7"));
    }

    @Test
    public void refusesWhatIsNotStrictlyJson() {
        for (String text : List.of(
                "",
                " ",
                "{",
                "}",
                "[",
                "]",
                "nul",
                "True",
                "NaN",
                "Infinity",
                "-Infinity",
                "+1",
                "01",
                "1.",
                ".5",
                "1e",
                "-",
                "0x1",
                "'a'",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,}",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\" 1}",
                "{\"a\":}",
                "{\"a\":1 \"b\":2}",
                "{1:1}",
                "// c\n1",
                "/* c */ 1",
                "# c\n1",
                "\"a\nb\"",
                "\"a\tb\"",
                "\"\\x41\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"abc",
                "{\"a\":1}}",
                "1 2",
                "{} {}",
                "{}x",
                "{} []",
                "[] ,",
                "null null",
                "\u00a01",
                "\uFEFF{}")) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    public void refusesANameThatStandsTwiceAtAnyDepth() {
        for (String text : List.of(
                "{\"a\":1,\"a\":1}",
                "{\"a\":null,\"a\":null}",
                "{\"a\":1,\"b\":2,\"\\u0061\":3}",
                "[[{\"x\":{\"method\":1,\"y\":2,\"method\":3}}]]",
                "{\"ä\":1,\"\\u00e4\":1}")) {
            assertThatThrownBy(() -> read(text)).as(text).hasMessageContaining("twice");
        }
    }

    @Test
    public void refusesAllThatIsNotUtf8() {
        for (String charset : List.of("UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE")) {
            refused("{\"a\":1}".getBytes(Charset.forName(charset)), charset);
            refused("1".getBytes(Charset.forName(charset)), charset);
        }
        refused("\"ä\"".getBytes(StandardCharsets.ISO_8859_1), "Latin-1");
        refused(bytes(0xEF, 0xBB, 0xBF, '{', '}'), "byte order mark");
        refused(bytes('"', 0, '"'), "NUL in a string");
        refused(bytes('{', '}', 0), "NUL after the end");
        refused(quoted(0xC0, 0xAF), "overlong, two bytes");
        refused(quoted(0xC1, 0xBF), "overlong, two bytes");
        refused(quoted(0xE0, 0x80, 0xAF), "overlong, three bytes");
        refused(quoted(0xE0, 0x9F, 0xBF), "overlong, three bytes");
        refused(quoted(0xF0, 0x80, 0x80, 0xAF), "overlong, four bytes");
        refused(quoted(0xF0, 0x8F, 0xBF, 0xBF), "overlong, four bytes");
        refused(quoted(0xED, 0xA0, 0x80), "half of a surrogate pair");
        refused(quoted(0xED, 0xBF, 0xBF), "half of a surrogate pair");
        refused(quoted(0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80), "CESU-8");
        refused(quoted(0xF4, 0x90, 0x80, 0x80), "beyond U+10FFFF");
        refused(quoted(0xF5, 0x80, 0x80, 0x80), "beyond U+10FFFF");
        refused(quoted(0x80), "a byte that continues nothing");
        refused(quoted(0xE2, 0x82), "cut off");
        refused(bytes('"', 0xE2, 0x82), "cut off at the end");
        refused(quoted(0xFE), "no byte of UTF-8");
        refused(quoted(0xFF), "no byte of UTF-8");
    }

    @Test
    public void looksAtEveryByteWhereverItStands() {
        for (int before = 0; before < 20; before++) {
            refused(
                    ("[\"" + "x".repeat(before) + "\u0000" + "y".repeat(20) + "\"]").getBytes(StandardCharsets.UTF_8),
                    "NUL after " + before);
            refused(
                    ("[\"" + "x".repeat(before) + "ä" + "y".repeat(20) + "\"]").getBytes(StandardCharsets.ISO_8859_1),
                    "Latin-1 after " + before);
        }
    }

    @Test
    public void readsEveryLengthOfUtf8() throws ProtocolException {
        String text = "\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff";

        assertThat(read("\"" + text + "\"").textValue()).isEqualTo(text);
    }

    @Test
    public void refusesHalfOfASurrogatePair() throws ProtocolException {
        for (String text : List.of(
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\ud800x\"",
                "\"\\udc00\\ud800\"",
                "\"\\ud800\\ud800\\udc00\"",
                "{\"\\ud800\":1}",
                "[\"a\", {\"b\": \"\\uDFFF\"}]")) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(ProtocolException.class);
        }
        assertThat(read("\"\\ud83d\\ude00\"").textValue()).isEqualTo("😀");
    }

    @Test
    public void readsAHundredLevelsAndNotOneMore() throws ProtocolException {
        assertThat(read("[".repeat(100) + "]".repeat(100)).isArray()).isTrue();

        assertThatThrownBy(() -> read("[".repeat(101) + "]".repeat(101))).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> read("{\"a\":".repeat(101) + "1" + "}".repeat(101)))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> read("[".repeat(1_000_000))).isInstanceOf(ProtocolException.class);
    }

    @Test
    public void refusesMoreValuesThanFitIntoTheMemory() throws ProtocolException {
        String many = "[" + "[],".repeat(199_998) + "[]]";

        assertThat(JsonReader.read(many.getBytes(StandardCharsets.UTF_8))).hasSize(199_999);
        assertThatThrownBy(() -> JsonReader.read(many.replace("[[]", "[[],[]").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("200000 values");
        assertThat(JsonReader.read(many.replace("[[]", "[[],[]")))
                .as("a connector's own")
                .hasSize(200_000);
    }

    @Test
    public void refusesNumbersThatWouldFillTheMemory() throws ProtocolException {
        for (String text : List.of(
                "1e1000000000",
                "1e-1000000000",
                "-1E2147483647",
                "1e2147483648",
                "1e99999999999999999999",
                "0e1000000000",
                "[1.5e3000]",
                "1".repeat(1_001),
                "0." + "1".repeat(1_001))) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(ProtocolException.class);
        }
        assertThat(read("1".repeat(1_000)).bigIntegerValue()).isEqualTo(new BigInteger("1".repeat(1_000)));
    }

    @Test
    public void refusesNamesBeyondTheirLimitAndTakesLongStrings() throws ProtocolException {
        assertThatThrownBy(() -> read("{\"" + "n".repeat(50_000) + "\":1}")).isInstanceOf(ProtocolException.class);

        assertThat(read("\"" + "s".repeat(3_000_000) + "\"").textValue()).hasSize(3_000_000);
    }

    @Test
    public void takesManyDifferentNames() throws ProtocolException {
        for (int body = 0; body < 20; body++) {
            StringBuilder text = new StringBuilder("{\"a\":0");
            for (int i = 0; i < 2_000; i++) {
                text.append(",\"n")
                        .append(body)
                        .append('_')
                        .append(i)
                        .append("\":")
                        .append(i);
            }

            assertThat(read(text.append('}').toString()).size()).isEqualTo(2_001);
        }
    }

    @Test
    public void answersAParseErrorThatShowsNothingOfTheBody() {
        ProtocolException error = catchThrowableOfType(ProtocolException.class, () -> read("{\"password\": hunter2}"));

        assertThat(error.code()).isEqualTo(-32700);
        assertThat(error.status()).isEqualTo(400);
        assertThat(error).hasMessage("The body is not JSON (at byte 13)").hasNoCause();
        assertThat(error.getStackTrace()).isEmpty();
    }

    @Test
    public void answersRandomDamageWithNothingButAParseError() {
        byte[] good = "{\"a\":[1,2.5e3,\"x\\u00e4ä😀\",{\"b\":null,\"c\":[true,false]}],\"d\":{\"e\":\"\"}}"
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(20261120);
        for (int i = 0; i < 50_000; i++) {
            byte[] damaged = good.clone();
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                JsonNode node = JsonReader.read(damaged);

                assertThat(WireSchema.read(damaged).size()).isEqualTo(node.size());
            } catch (ProtocolException e) {
                assertThat(e.code()).isEqualTo(-32700);
            }
        }
    }

    @Test
    public void saysWhatIsWrongWithTheJsonOfAConnector() {
        assertThat(JsonReader.read("{\"a\": 1}").path("a").intValue()).isEqualTo(1);

        assertThatThrownBy(() -> JsonReader.read("{\"a\":1,\"a\":2}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> JsonReader.read("{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> JsonReader.read(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> JsonReader.read("[".repeat(101))).isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonNode read(String text) throws ProtocolException {
        return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(byte[] body, String why) {
        assertThatThrownBy(() -> JsonReader.read(body)).as(why).isInstanceOf(ProtocolException.class);
    }

    private static byte[] quoted(int... inside) {
        List<Integer> all = new ArrayList<>(List.of((int) '"'));
        for (int b : inside) {
            all.add(b);
        }
        all.add((int) '"');
        return bytes(all.stream().mapToInt(Integer::intValue).toArray());
    }

    private static byte[] bytes(int... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int value : values) {
            out.write(value);
        }
        return out.toByteArray();
    }
}
