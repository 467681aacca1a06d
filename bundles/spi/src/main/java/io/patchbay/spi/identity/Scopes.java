package io.patchbay.spi.identity;

import java.util.Set;

/**
 * How scopes are read: {@code *} is everything; {@code tools:<pattern>}, {@code resources:<pattern>} (resources and templates,
 * by name, not by URI), {@code prompts:<pattern>} and {@code features:<pattern>} ({@code completion}, {@code logging},
 * {@code subscriptions}) name what is visible; in a pattern {@code *} stands for any characters. Any other scope means what
 * the definition that asks for it says. A credential without scopes sees nothing.
 */
public final class Scopes {

    private Scopes() {}

    /** Whether the held scopes cover one, for example {@code tools:clock_now}. */
    public static boolean cover(Set<String> held, String wanted) {
        for (String scope : held) {
            if (matches(scope, wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a pattern with {@code *} matches the whole text; linear in each star, no regular expression. */
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
}
