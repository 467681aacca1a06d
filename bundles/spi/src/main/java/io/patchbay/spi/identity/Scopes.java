package io.patchbay.spi.identity;

import java.util.Set;

/**
 * Evaluates scopes. A credential sees only the entries that its scopes cover. A credential without scopes sees nothing. In a
 * pattern, {@code *} matches any characters.
 *
 * <ul>
 *   <li>{@code *} covers everything.
 *   <li>{@code tools:<pattern>} covers tools.
 *   <li>{@code resources:<pattern>} covers resources and templates, by name and not by URI.
 *   <li>{@code prompts:<pattern>} covers prompts.
 *   <li>{@code features:<pattern>} covers {@code completion}, {@code logging} and {@code subscriptions}.
 *   <li>Any other scope covers the definitions that require it.
 * </ul>
 */
public final class Scopes {

    private Scopes() {}

    /** Returns whether the held scopes cover the wanted scope, for example {@code tools:clock_now}. */
    public static boolean cover(Set<String> held, String wanted) {
        for (String scope : held) {
            if (matches(scope, wanted)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether a pattern with {@code *} matches the whole text. For each {@code *}, the time is linear in the length of the
     * text.
     */
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
