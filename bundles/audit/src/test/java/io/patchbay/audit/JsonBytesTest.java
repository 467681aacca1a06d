package io.patchbay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public final class JsonBytesTest {

    @Test
    public void writesOrdinaryTextUnchanged() {
        assertThat(string("Grüße, 世界 🎉")).isEqualTo("\"Grüße, 世界 🎉\"");
    }

    @Test
    public void escapesLineBreaksAndHiddenCharacters() {
        assertThat(string("a\"b\\c\n\r\t\u0000\u007f\u0085\u2028\u2029\u202e\u2066\ufeff\u200b"))
                .isEqualTo(
                        "\"a\\\"b\\\\c\\u000a\\u000d\\u0009\\u0000\\u007f\\u0085\\u2028\\u2029\\u202e\\u2066\\ufeff\\u200b\"");
    }

    @Test
    public void escapesLoneSurrogates() {
        assertThat(string("a\ud83cb\udf89c\ud83c")).isEqualTo("\"a\\ud83cb\\udf89c\\ud83c\"");
    }

    @Test
    public void escapesHiddenCharactersBeyondTheFirstPlane() {
        assertThat(string("a\udb40\udc41b")).isEqualTo("\"a\\udb40\\udc41b\"");
    }

    @Test
    public void writesTheLengthOfATruncatedString() {
        JsonBytes json = new JsonBytes(4).string("abcdefgh", 3);

        assertThat(text(json)).isEqualTo("\"abc\\u2026[8 characters]\"");
    }

    @Test
    public void roundTripsRandomText() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder made = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                made.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : 0x20 + random.nextInt(0x60)));
            }

            byte[] bytes = text(new JsonBytes(0).string(made.toString())).getBytes(StandardCharsets.UTF_8);

            try (JsonParser parser = new JsonFactory().createParser(bytes)) {
                parser.nextToken();
                assertThat(parser.getText()).isEqualTo(made.toString());
            }
        }
    }

    @Test
    public void writesInstantsWithMilliseconds() {
        DateTimeFormatter expected =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            long millis = (long) (random.nextDouble() * 253_402_300_799_999L);

            assertThat(text(new JsonBytes(0).instant(millis)))
                    .isEqualTo('"' + expected.format(Instant.ofEpochMilli(millis)) + '"');
        }
    }

    @Test
    public void writesInstantsFarAwayToo() {
        assertThat(text(new JsonBytes(0).instant(-1))).isEqualTo("\"1969-12-31T23:59:59.999Z\"");
        assertThat(text(new JsonBytes(0).instant(253_402_300_800_000L))).isEqualTo("\"+10000-01-01T00:00:00Z\"");
    }

    @Test
    public void writesNumbers() {
        for (long value : new long[] {0, 9, 10, 99, 100, 1234567890123L, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            assertThat(text(new JsonBytes(0).number(value))).isEqualTo(Long.toString(value));
        }
    }

    private static String string(String text) {
        return text(new JsonBytes(0).string(text));
    }

    private static String text(JsonBytes json) {
        return new String(Arrays.copyOf(json.bytes(), json.length()), StandardCharsets.UTF_8);
    }
}
