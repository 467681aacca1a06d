package io.patchbay.spi.identity;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** An immutable list of name patterns, in which {@code *} matches any characters. Two lists with the same patterns are equal. */
public final class Patterns {

    /** The list that matches nothing. */
    public static final Patterns NONE = new Patterns(List.of());

    /** The maximum number of patterns in a list. */
    public static final int MAX_PATTERNS = 512;

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_.*-]{1,128}");

    private final Set<String> texts;
    private final Set<String> names;
    private final List<String> globs;
    private final int hash;

    private Patterns(Collection<String> patterns) {
        this.texts = Collections.unmodifiableSet(new LinkedHashSet<>(patterns));
        this.names = new HashSet<>(texts);
        names.removeIf(text -> text.indexOf('*') >= 0);
        this.globs = texts.stream().filter(text -> text.indexOf('*') >= 0).toList();
        this.hash = texts.hashCode();
    }

    /**
     * Returns a list of these patterns.
     *
     * @throws IllegalArgumentException if there are too many patterns, or if a pattern is malformed
     */
    public static Patterns of(Collection<String> patterns) {
        if (patterns.size() > MAX_PATTERNS) {
            throw new IllegalArgumentException("more than " + MAX_PATTERNS + " patterns");
        }
        if (!patterns.stream().allMatch(Patterns::isPattern)) {
            throw new IllegalArgumentException("a malformed pattern");
        }
        return new Patterns(patterns);
    }

    /** Returns a list of these patterns, like {@link #of(Collection)}. */
    public static Patterns of(String... patterns) {
        return of(List.of(patterns));
    }

    /** Returns whether a text is a pattern: 1 to 128 characters of {@code A-Z a-z 0-9 _ . - *}. */
    public static boolean isPattern(String text) {
        return VALID.matcher(text).matches();
    }

    /** Returns whether one of the patterns matches the whole name. */
    public boolean match(String name) {
        if (names.contains(name)) {
            return true;
        }
        for (String glob : globs) {
            if (matches(glob, name)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the patterns as they were given, in their order. */
    public Set<String> texts() {
        return texts;
    }

    /** Returns whether a pattern with {@code *} matches the whole text. Takes time linear in the text for each {@code *}. */
    public static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Patterns patterns && hash == patterns.hash && texts.equals(patterns.texts);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return texts.toString();
    }
}
