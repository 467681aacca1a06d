package io.patchbay.connectors.files.search;

import com.google.re2j.Pattern;
import io.patchbay.connectors.files.tree.UnicodeForm;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern for the names of files and folders. In a pattern, {@code *} and {@code ?} stand for characters in a name,
 * and {@code **} stands for folders. A pattern can contain sets such as {@code [a-z]}, and alternatives such as
 * <code>{one,other}</code>. A backslash makes the next character literal. A pattern with a slash matches the path below
 * the searched folder. A pattern without a slash matches only the name. Different Unicode forms of the same text match
 * each other.
 *
 * <p>The class translates the pattern to an RE2 regular expression. The time of a match is therefore proportional to
 * the sizes of pattern and text.
 */
public final class Glob {

    private static final String HINT = " To match the character itself, write a backslash before it.";

    private final boolean wholePath;
    private final Pattern pattern;

    /** @throws IllegalArgumentException if a bracket or brace is not closed */
    public Glob(String glob) {
        this.wholePath = glob.indexOf('/') >= 0;
        this.pattern = Pattern.compile(regex(tokens(UnicodeForm.composed(glob))), Pattern.DOTALL);
    }

    /** @param below the names in the path, without the path of the searched folder */
    public boolean matches(List<String> below) {
        String text = wholePath ? String.join("/", below) : below.get(below.size() - 1);
        return pattern.matches(UnicodeForm.composed(text));
    }

    /**
     * Returns the characters of a glob. A character after a backslash is literal. The result contains the bitwise
     * complement of a literal character.
     */
    private static int[] tokens(String glob) {
        int[] characters = glob.codePoints().toArray();
        int[] tokens = new int[characters.length];
        int count = 0;
        for (int i = 0; i < characters.length; i++) {
            boolean escapes = characters[i] == '\\' && i + 1 < characters.length && characters[i + 1] < 0x80;
            tokens[count++] = escapes ? ~characters[++i] : characters[i];
        }
        return Arrays.copyOf(tokens, count);
    }

    private static String regex(int[] tokens) {
        StringBuilder regex = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < tokens.length; i++) {
            switch (tokens[i]) {
                case '?' -> regex.append("[^/]");
                case '*' -> {
                    boolean acrossFolders = at(tokens, i + 1) == '*';
                    boolean foldersOnly = acrossFolders && at(tokens, i + 2) == '/';
                    regex.append(foldersOnly ? "(?:.*/)?" : acrossFolders ? ".*" : "[^/]*");
                    i += foldersOnly ? 2 : acrossFolders ? 1 : 0;
                }
                case '[' -> {
                    int end = endOfSet(tokens, i);
                    appendSet(regex, tokens, i + 1, end);
                    i = end;
                }
                case '{' -> {
                    braces++;
                    regex.append("(?:");
                }
                case '}' -> {
                    regex.append(braces > 0 ? ")" : "\\}");
                    braces -= braces > 0 ? 1 : 0;
                }
                case ',' -> regex.append(braces > 0 ? '|' : ',');
                default -> regex.append(Pattern.quote(Character.toString(literal(tokens[i]))));
            }
        }
        if (braces > 0) {
            throw new IllegalArgumentException("The pattern has a '{' without a closing '}'." + HINT);
        }
        return regex.toString();
    }

    /** Returns the index of the bracket that closes a set. A bracket at the start of the set is a member of the set. */
    private static int endOfSet(int[] tokens, int start) {
        for (int i = start + 2; i < tokens.length; i++) {
            if (tokens[i] == ']') {
                return i;
            }
        }
        throw new IllegalArgumentException("The pattern has a '[' without a closing ']'." + HINT);
    }

    private static void appendSet(StringBuilder regex, int[] tokens, int start, int end) {
        boolean negated = tokens[start] == '!' || tokens[start] == '^';
        StringBuilder members = new StringBuilder();
        for (int i = negated ? start + 1 : start; i < end; i++) {
            boolean range = i + 2 < end && tokens[i + 1] == '-';
            appendRange(members, literal(tokens[i]), literal(tokens[range ? i + 2 : i]));
            i += range ? 2 : 0;
        }
        if (negated) {
            regex.append("[^/").append(members).append(']');
        } else {
            regex.append(members.isEmpty() ? "[^\\x00-\\x{10ffff}]" : "[" + members + "]");
        }
    }

    /** Appends a range without the slash, because no set matches a slash. */
    private static void appendRange(StringBuilder members, int first, int last) {
        if (first <= '/' && last >= '/') {
            appendRange(members, first, '/' - 1);
            appendRange(members, '/' + 1, last);
        } else if (first <= last) {
            members.append(String.format("\\x{%x}-\\x{%x}", first, last));
        }
    }

    private static int literal(int token) {
        return token < 0 ? ~token : token;
    }

    private static int at(int[] tokens, int index) {
        return index < tokens.length ? tokens[index] : 0;
    }
}
