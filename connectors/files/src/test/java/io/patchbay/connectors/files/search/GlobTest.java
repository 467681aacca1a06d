package io.patchbay.connectors.files.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.Test;

public class GlobTest {

    @Test
    public void matchesNames() {
        assertThat(matches("*.md", "a.md")).isTrue();
        assertThat(matches("*.md", "sub/a.md")).isTrue();
        assertThat(matches("*.md", "a.mdx")).isFalse();
        assertThat(matches("*.md", "A.MD")).isFalse();
        assertThat(matches("a?c", "abc")).isTrue();
        assertThat(matches("a?c", "a😀c")).isTrue();
        assertThat(matches("a?c", "ac")).isFalse();
        assertThat(matches("*", "anything")).isTrue();
        assertThat(matches("a*b*c", "a--b--c")).isTrue();
        assertThat(matches("a.c", "abc")).isFalse();
        assertThat(matches("(a+)$", "(a+)$")).isTrue();
    }

    @Test
    public void matchesSetsAndChoices() {
        assertThat(matches("[a-c]x", "bx")).isTrue();
        assertThat(matches("[a-c]x", "dx")).isFalse();
        assertThat(matches("[!a-c]x", "dx")).isTrue();
        assertThat(matches("[]]x", "]x")).isTrue();
        assertThat(matches("[a-]", "-")).isTrue();
        assertThat(matches("*.{md,txt}", "a.txt")).isTrue();
        assertThat(matches("{a,b{1,2}}.x", "b2.x")).isTrue();
        assertThat(matches("{a,b{1,2}}.x", "b.x")).isFalse();
    }

    @Test
    public void matchesCharactersThatMeanSomethingWhereTheyAreSaidToMeanThemselves() {
        assertThat(matches("notes\\[1\\].md", "notes[1].md")).isTrue();
        assertThat(matches("notes\\[1\\].md", "notes1.md")).isFalse();
        assertThat(matches("\\{a,b\\}", "{a,b}")).isTrue();
        assertThat(matches("\\*\\?", "*?")).isTrue();
        assertThat(matches("\\*\\?", "ab")).isFalse();
        assertThat(matches("{x\\,y,z}", "x,y")).isTrue();
        assertThat(matches("[{]a[}].{md,[{]}", "{a}.{")).isTrue();
        assertThat(matches("[\\]x]", "]")).isTrue();
        assertThat(matches("[[]", "[")).isTrue();
        assertThat(matches("[a\\-c]", "-")).isTrue();
        assertThat(matches("[a\\-c]", "b")).isFalse();
        assertThat(matches("{[}],x}", "}")).isTrue();
    }

    @Test
    public void takesUnicodeFormsForTheSame() {
        assertThat(matches("\u00fcbung*", "u\u0308bung.txt")).isTrue();
        assertThat(matches("u\u0308bung*", "\u00fcbung.txt")).isTrue();
        assertThat(matches("?bung.txt", "u\u0308bung.txt")).isTrue();
    }

    @Test
    public void matchesPathsWhereItHasASlash() {
        assertThat(matches("a/*.md", "a/b.md")).isTrue();
        assertThat(matches("a/*.md", "a/b/c.md")).isFalse();
        assertThat(matches("a/**/c.md", "a/c.md")).isTrue();
        assertThat(matches("a/**/c.md", "a/b/b/c.md")).isTrue();
        assertThat(matches("a/**/c.md", "a/bc.md")).isFalse();
        assertThat(matches("**/c.md", "c.md")).isTrue();
        assertThat(matches("a/**", "a/b/c")).isTrue();
        assertThat(matches("a/[!b]", "a//")).isFalse();
    }

    @Test(timeout = 600_000)
    public void takesNoTimeForPatternsMadeToTakeLong() {
        assertThat(matches("*a".repeat(120) + "b", "a".repeat(255))).isFalse();
        assertThat(matches("**/".repeat(80) + "b", "a/".repeat(60) + "a")).isFalse();
        assertThat(matches("{a,b}".repeat(50), "ab".repeat(25))).isTrue();
        assertThat(matches("{a,b}".repeat(50), "ab".repeat(24) + "c")).isFalse();
    }

    @Test
    public void refusesWhatDoesNotClose() {
        assertThatThrownBy(() -> new Glob("[a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Glob("{a,b")).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean matches(String pattern, String path) {
        return new Glob(pattern).matches(List.of(path.split("/", -1)));
    }
}
