package io.patchbay.deploy.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class PrintableTest {

    @Test
    public void showsLettersOfEveryLanguageUnchanged() {
        assertThat(Printable.of("a b-\u00fc\u65e5\uD83D\uDE00.jar")).isEqualTo("a b-\u00fc\u65e5\uD83D\uDE00.jar");
    }

    @Test
    public void escapesCharactersThatBreakHideOrReverseText() {
        assertThat(Printable.of("a\nb\tc\u001b[31m\u202ed\u2028e\u00a0f\\n"))
                .isEqualTo("a\\nb\\u0009c\\u001b[31m\\u202ed\\u2028e\\u00a0f\\\\n");
    }

    @Test
    public void truncatesLongText() {
        assertThat(Printable.of("x".repeat(5000))).hasSizeLessThan(210).endsWith("\u2026");
    }
}
