package io.patchbay.connectors.files.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.connectors.files.text.LineReader;
import io.patchbay.typed.ToolFailure;
import java.util.List;
import org.junit.Test;

public class LinePatternTest {

    private static final String LONGEST = "a".repeat(LineReader.MAX_PIECE_CHARS);

    @Test
    public void findsTheFirstPlace() {
        assertThat(LinePattern.regex("b+", false).find("abbab")).isEqualTo(1);
        assertThat(LinePattern.regex("^B.$", true).find("bc")).isZero();
        assertThat(LinePattern.regex("É", true).find("xé")).isEqualTo(1);
        assertThat(LinePattern.regex("\\p{Lu}\\w{2}\\b", false).find("😀 Abc")).isEqualTo(3);
        assertThat(LinePattern.regex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", false)
                        .find("id 123e4567-e89b-12d3-a456-426614174000"))
                .isEqualTo(3);
        assertThat(LinePattern.regex("(\\d{1,3}\\.){3}\\d{1,3}", false).find("at 192.0.2.1"))
                .isEqualTo(3);
        assertThat(LinePattern.regex(".{0,200}foo.{0,200}", false).find("x".repeat(500) + "foo"))
                .isGreaterThanOrEqualTo(0);
    }

    @Test
    public void findsPlainTextAsItStands() {
        assertThat(LinePattern.literal("a.c", false).find("abc a.c")).isEqualTo(4);
        assertThat(LinePattern.literal("A.É", true).find("xa.é")).isEqualTo(1);
        assertThat(LinePattern.literal("x", false).find("")).isEqualTo(-1);
    }

    /** Some of these look at a line for ever, some at nothing for ever, in an engine that goes back. */
    @Test(timeout = 600_000)
    public void comesToAnEndWhateverIsLookedFor() {
        for (String regex : List.of(
                "(a+)+$b",
                "(a|aa)+c",
                "(.*)*b",
                "(a|b)*c",
                "(?:|)".repeat(100) + "$x",
                "(?:|a?|)".repeat(50) + "\\bx")) {
            assertThat(LinePattern.regex(regex, false).find(LONGEST)).as(regex).isEqualTo(-1);
            assertThat(LinePattern.regex(regex, false).find("")).as(regex).isEqualTo(-1);
        }
    }

    @Test(timeout = 600_000)
    public void refusesWhatTakesTooLong() {
        for (String regex : List.of(
                "((a{1000}){1000}){1000}",
                "((?:a?){300}){300}x",
                "(?:(?:){2147483647}){2147483647}",
                "(" + "a".repeat(900) + "){1000}",
                "(?:(?:a?){70}){70}x",
                "(" + "a?".repeat(400) + "){10}b")) {
            assertThatThrownBy(() -> LinePattern.regex(regex, false).find(LONGEST))
                    .as(regex)
                    .isInstanceOf(ToolFailure.class)
                    .hasMessageStartingWith("This regular expression takes too long.");
        }
    }

    @Test
    public void saysWhatIsNoRegularExpression() {
        for (String regex : List.of("(", "[", "a**", "(?=x)", "(a)\\1", "a{2}{3}", "\\")) {
            assertThatThrownBy(() -> LinePattern.regex(regex, false))
                    .as(regex)
                    .isInstanceOf(ToolFailure.class)
                    .hasMessageStartingWith("'text' is not a valid regular expression in RE2 syntax: ");
        }
    }
}
