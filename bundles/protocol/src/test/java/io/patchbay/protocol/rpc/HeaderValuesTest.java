package io.patchbay.protocol.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.protocol.json.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.Test;

public class HeaderValuesTest {

    @Test
    public void takesTheBlanksAroundAValueAway() throws ProtocolException {
        assertThat(HeaderValues.plain("H", List.of(" \t a b\t "))).contains("a b");
        assertThat(HeaderValues.plain("H", List.of(""))).contains("");
        assertThat(HeaderValues.plain("H", List.of(" \t"))).contains("");
        assertThat(HeaderValues.plain("H", List.of())).isEmpty();
    }

    @Test
    public void decodesWhatIsMarkedAsEncoded() throws ProtocolException {
        assertThat(decoded("=?base64?SGVsbG8=?=")).isEqualTo("Hello");
        assertThat(decoded("  =?base64?SGVsbG8=?=\t")).isEqualTo("Hello");
        assertThat(decoded("=?base64?" + encoded(" ä\n😀 ") + "?=")).isEqualTo(" ä\n😀 ");
        assertThat(decoded("=?base64?" + encoded("=?base64?SGVsbG8=?=") + "?=")).isEqualTo("=?base64?SGVsbG8=?=");
        assertThat(decoded("=?base64??=")).isEmpty();
        assertThat(decoded("=?base64?Pz8/Pj4+?=")).isEqualTo("???>>>");
    }

    @Test
    public void takesEverythingElseForWhatItIs() throws ProtocolException {
        for (String literal : List.of(
                "plain",
                "=?BASE64?SGVsbG8=?=",
                "=?Base64?SGVsbG8=?=",
                "=?base64?SGVsbG8=",
                "SGVsbG8=?=",
                "=?base64?=",
                "=?base64?",
                "?=",
                "=?utf-8?B?SGVsbG8=?=",
                "x=?base64?SGVsbG8=?=",
                "a,b",
                "a\tb")) {
            assertThat(decoded(literal)).isEqualTo(literal);
        }
    }

    @Test
    public void refusesWhatIsNotStrictlyBase64OfUtf8() {
        for (String bad : List.of(
                "SGVsbG8",
                "SGVsbG8==",
                "SGVsbG8=x",
                "SGVs bG8=",
                "SGVsbG8=\t",
                "SGVsbG9=",
                "-_-_",
                "Pz8_Pj4-",
                "A",
                "AA",
                "AAA",
                "=",
                "====",
                "A===",
                "SGVs=bG8",
                "%%%%",
                "SGV\u00e4",
                "wK8=",
                "7aCA",
                "/w==",
                "gA==")) {
            assertThatThrownBy(() -> decoded("=?base64?" + bad + "?="))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            ProtocolException.class, e -> assertThat(e.code()).isEqualTo(-32020));
        }
    }

    @Test
    public void refusesCharactersThatHeadersDoNotHave() {
        for (String bad :
                List.of("a\u0000b", "a\nb", "a\rb", "\u0001", "\u007f", "a\u0080", "caf\u00e9", "\u00a0a", "\u20ac")) {
            assertThatThrownBy(() -> HeaderValues.plain("H", List.of(bad)))
                    .as(bad)
                    .isInstanceOf(ProtocolException.class);
            assertThatThrownBy(() -> decoded(bad)).as(bad).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    public void refusesAHeaderThatIsSentTwice() {
        assertThatThrownBy(() -> HeaderValues.plain("H", List.of("a", "a")))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("H");
        assertThatThrownBy(() -> HeaderValues.decoded("H", List.of("a", "b"))).isInstanceOf(ProtocolException.class);
    }

    private static String decoded(String value) throws ProtocolException {
        return HeaderValues.decoded("H", List.of(value)).orElseThrow();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
