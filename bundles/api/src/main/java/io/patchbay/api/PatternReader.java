package io.patchbay.api;

import java.util.regex.PatternSyntaxException;

/**
 * Reads the code points of an ECMA-262 expression, and the escapes that have the same meaning inside and outside a
 * character class.
 */
final class PatternReader {

    /** The result of {@link #classEscape} for an empty set. */
    static final String NONE = "\\P{Any}";

    private static final int MAX_DIGITS = 9;

    private final String expression;
    private int at;

    PatternReader(String expression) {
        this.expression = expression;
    }

    boolean hasMore() {
        return at < expression.length();
    }

    int peek() {
        return expression.codePointAt(at);
    }

    int next() {
        int c = peek();
        at += Character.charCount(c);
        return c;
    }

    boolean skip(char wanted) {
        if (hasMore() && peek() == wanted) {
            at++;
            return true;
        }
        return false;
    }

    boolean isDigit() {
        return hasMore() && peek() >= '0' && peek() <= '9';
    }

    /** Returns whether the next character is a "-" and is not the last character of the character class. */
    boolean isAtRange() {
        return expression.startsWith("-", at) && at + 1 < expression.length() && expression.charAt(at + 1) != ']';
    }

    int number() {
        int start = at;
        while (isDigit()) {
            at++;
        }
        if (at - start > MAX_DIGITS) {
            throw wrong("a number has too many digits");
        }
        return Integer.parseInt(expression.substring(start, at));
    }

    /** Reads the name of a group and the character that ends the name. */
    String name(char end) {
        int close = expression.indexOf(end, at);
        String name = close < 0 ? "" : expression.substring(at, close);
        if (!name.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*")) {
            throw wrong("the name of a group is missing or invalid");
        }
        at = close + 1;
        return name;
    }

    /**
     * Reads an escape whose backslash was already read. If the escape means a set of characters, returns the items of
     * the set. Otherwise returns "".
     */
    String classEscape() {
        int c = peek();
        CodePoints set = switch (c) {
            case 'd' -> CodePoints.DIGITS;
            case 'D' -> CodePoints.DIGITS.complement();
            case 'w' -> CodePoints.WORD;
            case 'W' -> CodePoints.WORD.complement();
            case 's' -> CodePoints.SPACE;
            case 'S' -> CodePoints.SPACE.complement();
            default -> null;
        };
        if (set != null) {
            next();
            return set.items();
        }
        return c == 'p' || c == 'P' ? property() : "";
    }

    private String property() {
        boolean negated = next() == 'P';
        int close = skip('{') ? expression.indexOf('}', at) : -1;
        if (close < 0) {
            throw wrong("\\p must be followed by the name of a property, for example \\p{L}");
        }
        String name = expression.substring(at, close);
        at = close + 1;
        try {
            String items = PatternProperty.items(name, negated);
            return items.isEmpty() ? NONE : items;
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    /** Reads an escape that means one character, and whose backslash was already read. */
    int characterEscape() {
        int c = next();
        switch (c) {
            case 't' -> c = '\t';
            case 'n' -> c = '\n';
            case 'v' -> c = 0x0B;
            case 'f' -> c = '\f';
            case 'r' -> c = '\r';
            case 'c' -> c = control();
            case 'x' -> c = hex(2);
            case 'u' -> c = unicode();
            case '0' -> {
                if (isDigit()) {
                    throw wrong("\\0 must not be followed by a digit");
                }
                c = 0;
            }
            default -> {
                if (c < 0x80 && Character.isLetterOrDigit(c)) {
                    throw wrong("\\" + (char) c + " is not supported");
                }
            }
        }
        return c;
    }

    private int control() {
        int letter = hasMore() ? next() : 0;
        if (letter >= 0x80 || !Character.isLetter(letter)) {
            throw wrong("\\c must be followed by a letter");
        }
        return letter % 32;
    }

    private int unicode() {
        if (skip('{')) {
            int close = expression.indexOf('}', at);
            String digits = close < 0 ? "" : expression.substring(at, close);
            if (!digits.matches("0*[0-9A-Fa-f]{1,6}") || Integer.parseInt(digits, 16) > Character.MAX_CODE_POINT) {
                throw wrong("\\u{…} must contain a code point in hexadecimal");
            }
            at = close + 1;
            return Integer.parseInt(digits, 16);
        }
        int first = hex(4);
        if (first <= 0xFFFF && Character.isHighSurrogate((char) first) && expression.startsWith("\\u", at)) {
            int before = at;
            at += 2;
            if (hasMore() && peek() != '{') {
                int second = hex(4);
                if (Character.isLowSurrogate((char) second)) {
                    return Character.toCodePoint((char) first, (char) second);
                }
            }
            at = before;
        }
        return first;
    }

    private int hex(int length) {
        String digits = expression.substring(at, Math.min(expression.length(), at + length));
        if (!digits.matches("[0-9A-Fa-f]{" + length + "}")) {
            throw wrong("\\x must be followed by 2 hexadecimal digits, and \\u by 4");
        }
        at += length;
        return Integer.parseInt(digits, 16);
    }

    PatternSyntaxException wrong(String reason) {
        return new PatternSyntaxException(reason, expression, at);
    }
}
