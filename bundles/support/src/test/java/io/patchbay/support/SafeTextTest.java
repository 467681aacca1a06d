package io.patchbay.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class SafeTextTest {

    @Test
    public void leavesLettersOfEveryLanguageAndEmojiAsTheyAre() {
        String text = "a b-\u00fc\u65e5\uD83D\uDC69\u200D\uD83D\uDE80\tend";

        assertThat(SafeText.line(text)).isSameAs(text);
    }

    @Test
    public void escapesControlDirectionAndSeparatorCharacters() {
        assertThat(SafeText.line("a\nb\rc\u001b[31m\u009b\u202ed\u2028e\u2029"))
                .isEqualTo("a\\nb\\rc\\u001b[31m\\u009b\\u202ed\\u2028e\\u2029");
    }

    @Test
    public void escapesLoneSurrogatesAndHiddenTagCharacters() {
        assertThat(SafeText.line("a\uD83Db" + Character.toString(0xE0041))).isEqualTo("a\\ud83db\\u{e0041}");
    }

    @Test
    public void keepsLineBreaksOnlyWhereLinesAreWanted() {
        assertThat(SafeText.lines("a\r\nb\nc\rd\u001b")).isEqualTo("a\nb\nc\\rd\\u001b");
    }

    @Test
    public void joinsLinesOnRequest() {
        assertThat(SafeText.oneLine(" a\r\n  b\tc\u001b ")).isEqualTo("a b c\\u001b");
    }

    @Test
    public void showsDifferentNamesDifferently() {
        assertThat(SafeText.name("a\u00a0b", 100)).isEqualTo("a\\u00a0b");
        assertThat(SafeText.name("a\\u00a0b", 100)).isEqualTo("a\\\\u00a0b");
        assertThat(SafeText.name("a\u200db\tc\ufffd\ue000", 100)).isEqualTo("a\\u200db\\tc\\ufffd\\ue000");
    }

    @Test
    public void shortensByCharactersAndNeverSplitsOne() {
        assertThat(SafeText.shorten("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", 2)).isEqualTo("\uD83D\uDE00\uD83D\uDE00…");
        assertThat(SafeText.shorten("\uD83D\uDE00\uD83D\uDE00", 2)).isEqualTo("\uD83D\uDE00\uD83D\uDE00");
        assertThat(SafeText.line("x".repeat(50), 10)).isEqualTo("x".repeat(10) + "…");
    }
}
