package io.patchbay.spi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;

public final class PatternsTest {

    @Test
    public void matchesWholeNamesOnly() {
        Patterns patterns = Patterns.of("clock_now", "files_*", "*.json", "a*b*c");

        assertThat(List.of("clock_now", "files_", "files_read", "x.json", ".json", "abc", "a-b-c", "abbbc"))
                .allMatch(patterns::match);
        assertThat(List.of("clock_nowx", "xclock_now", "file_read", "Files_read", "x.jsonx", "ab", "cab", ""))
                .noneMatch(patterns::match);
    }

    @Test
    public void aDotIsADot() {
        assertThat(Patterns.of("a.c").match("abc")).isFalse();
        assertThat(Patterns.of("a.c*").match("abcd")).isFalse();
    }

    @Test
    public void anyNumberOfStarsMatchesEverything() {
        for (String pattern : List.of("*", "**", "***")) {
            assertThat(List.of("", "x", "Größe 😀")).as(pattern).allMatch(Patterns.of(pattern)::match);
        }
    }

    @Test
    public void anEmptyListMatchesNothing() {
        assertThat(Patterns.NONE.match("x")).isFalse();
        assertThat(Patterns.NONE.match("")).isFalse();
        assertThat(Patterns.of()).isEqualTo(Patterns.NONE);
    }

    @Test
    public void refusesMalformedPatterns() {
        for (String pattern : List.of(
                "", " ", "a b", "a,b", "tools:x", "ä", "a/b", "a\n", "\u0000", "[a-z]+", "a?", "😀", "x".repeat(129))) {
            assertThat(Patterns.isPattern(pattern)).as(pattern).isFalse();
            assertThatThrownBy(() -> Patterns.of("good", pattern))
                    .as(pattern)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Patterns.isPattern("x".repeat(128))).isTrue();
    }

    @Test
    public void takes512PatternsAndNoMore() {
        List<String> many = IntStream.range(0, 512)
                .mapToObj(i -> i % 2 == 0 ? "n" + i : "g" + i + "*")
                .toList();

        Patterns patterns = Patterns.of(many);

        assertThat(patterns.texts()).containsExactlyElementsOf(many);
        assertThat(List.of("n510", "g511", "g511x")).allMatch(patterns::match);
        assertThat(patterns.match("n510x")).isFalse();
        assertThatThrownBy(() -> Patterns.of(
                        IntStream.range(0, 513).mapToObj(i -> "n" + i).toList()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void matchesInLinearTimeForEachStar() {
        String nasty = "a*".repeat(63) + "b";
        Patterns patterns = Patterns.of(nasty);
        long began = System.nanoTime();

        assertThat(patterns.match("a".repeat(100_000))).isFalse();

        assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
    }

    @Test
    public void keepsOrderAndTextAndComparesWithoutOrder() {
        Patterns patterns = Patterns.of("b", "a*", "b");

        assertThat(patterns.texts()).containsExactly("b", "a*");
        assertThat(patterns).isEqualTo(Patterns.of("a*", "b")).hasSameHashCodeAs(Patterns.of("a*", "b"));
        assertThat(patterns).isNotEqualTo(Patterns.of("b")).isNotEqualTo(Patterns.of("a", "b"));
    }
}
