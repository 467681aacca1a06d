package io.patchbay.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Translates one regular expression from ECMA-262 to {@link java.util.regex.Pattern}, character by character. */
final class PatternTranslator {

    private static final int MAX_REPETITIONS = 1_000_000;
    private static final String WORD = "[" + CodePoints.WORD.items() + "]";
    private static final String NOTHING = "(?!)";

    private final PatternReader in;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Group> open = new ArrayDeque<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private int groups;

    PatternTranslator(String expression) {
        this.in = new PatternReader(expression);
    }

    /**
     * A group that is not closed yet. The object records the groups that must have matched before the current position.
     */
    private static final class Group {
        private final int number;
        private final boolean lookaround;
        private final boolean captures;
        private final boolean lookbehind;
        private final Set<Integer> matched = new HashSet<>();
        private boolean alternatives;

        /**
         * @param number the number of the capture, or 0 for a group that does not capture
         * @param lookaround whether the group consumes no text
         * @param captures whether captures inside the group are available after the group
         * @param lookbehind whether the group is a look-behind or is inside a look-behind
         */
        Group(int number, boolean lookaround, boolean captures, boolean lookbehind) {
            this.number = number;
            this.lookaround = lookaround;
            this.captures = captures;
            this.lookbehind = lookbehind;
        }
    }

    /** Returns the expression in Java's syntax. */
    String translate() {
        open.push(new Group(0, false, true, false));
        while (in.hasMore()) {
            term();
        }
        if (open.size() > 1) {
            throw in.wrong("a group is not closed");
        }
        return out.toString();
    }

    private void term() {
        int c = in.next();
        switch (c) {
            case '|' -> {
                out.append('|');
                open.peek().alternatives = true;
                open.peek().matched.clear();
            }
            case '^' -> assertion("^");
            case '$' -> assertion("\\z");
            case '(' -> open();
            case ')' -> close();
            case '.' -> atom("[^" + CodePoints.LINE_ENDS.items() + "]");
            case '[' -> atom(new PatternClass(in).translate());
            case '\\' -> escape();
            case '*', '+', '?' -> throw in.wrong("\"" + (char) c + "\" has nothing to repeat");
            case '{' -> throw in.wrong("a literal \"{\" must be written \\{");
            default -> atom(CodePoints.literal(c));
        }
    }

    private void open() {
        Group around = open.peek();
        if (!in.skip('?')) {
            capture(around);
        } else if (in.skip(':')) {
            begin("(?:", new Group(0, false, true, around.lookbehind));
        } else if (in.skip('=')) {
            begin("(?=", new Group(0, true, true, around.lookbehind));
        } else if (in.skip('!')) {
            begin("(?!", new Group(0, true, false, around.lookbehind));
        } else if (in.skip('<')) {
            if (in.skip('=')) {
                begin("(?<=", new Group(0, true, false, true));
            } else if (in.skip('!')) {
                begin("(?<!", new Group(0, true, false, true));
            } else {
                String name = in.name('>');
                if (numbers.put(name, groups + 1) != null) {
                    throw in.wrong("two groups have the name " + name);
                }
                capture(around);
            }
        } else {
            throw in.wrong("ECMA-262 has no flags and groups such as (?i), (?> and (?P<");
        }
    }

    private void capture(Group around) {
        groups++;
        begin("(", new Group(groups, false, true, around.lookbehind));
    }

    private void begin(String java, Group group) {
        out.append(java);
        open.push(group);
    }

    private void close() {
        if (open.size() == 1) {
            throw in.wrong("\")\" closes no group; a literal \")\" must be written \\)");
        }
        Group group = open.pop();
        out.append(')');
        if (group.lookaround) {
            requireNoQuantifier();
        } else if (quantifier()) {
            return; // the group may match zero times
        }
        if (group.captures) {
            if (!group.alternatives) {
                open.peek().matched.addAll(group.matched);
            }
            if (group.number > 0) {
                open.peek().matched.add(group.number);
            }
        }
    }

    private void escape() {
        if (!in.hasMore()) {
            throw in.wrong("a character is missing after the \\ at the end");
        }
        int c = in.peek();
        switch (c) {
            case 'b' -> {
                in.next();
                assertion("(?:(?<=" + WORD + ")(?!" + WORD + ")|(?<!" + WORD + ")(?=" + WORD + "))");
            }
            case 'B' -> {
                in.next();
                assertion("(?:(?<=" + WORD + ")(?=" + WORD + ")|(?<!" + WORD + ")(?!" + WORD + "))");
            }
            case 'k' -> {
                in.next();
                if (!in.skip('<')) {
                    throw in.wrong("\\k must be followed by the name of a group: \\k<name>");
                }
                reference(numbers.getOrDefault(in.name('>'), 0));
            }
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> reference(in.number());
            default -> {
                String items = in.classEscape();
                if (items.isEmpty()) {
                    atom(CodePoints.literal(in.characterEscape()));
                } else {
                    atom(items.equals(PatternReader.NONE) ? NOTHING : "[" + items + "]");
                }
            }
        }
    }

    /**
     * Translates a reference to a group that must have matched. A reference to any other group matches empty text in
     * JavaScript and fails in Java.
     */
    private void reference(int number) {
        boolean matched = open.stream().anyMatch(group -> group.matched.contains(number));
        if (!matched || open.peek().lookbehind) {
            throw in.wrong("a reference names a group that may not have matched before the reference");
        }
        atom("(?:\\" + number + ")");
    }

    private void assertion(String java) {
        out.append(java);
        requireNoQuantifier();
    }

    private void atom(String java) {
        out.append(java);
        quantifier();
    }

    private void requireNoQuantifier() {
        if (in.hasMore() && "*+?{".indexOf(in.peek()) >= 0) {
            throw in.wrong("\"" + (char) in.peek() + "\" has nothing to repeat");
        }
    }

    /** Translates the next characters if they are a quantifier. Returns whether they are a quantifier. */
    private boolean quantifier() {
        if (!in.hasMore() || "*+?{".indexOf(in.peek()) < 0) {
            return false;
        }
        int c = in.next();
        if (c == '{') {
            braces();
        } else {
            out.append((char) c);
        }
        if (in.skip('?')) {
            out.append('?');
        }
        requireNoQuantifier();
        return true;
    }

    private void braces() {
        if (!in.isDigit()) {
            throw in.wrong("a literal \"{\" must be written \\{");
        }
        int min = repetitions();
        out.append('{').append(min);
        if (in.skip(',')) {
            out.append(',');
            if (in.isDigit()) {
                int max = repetitions();
                if (max < min) {
                    throw in.wrong("the bounds of a repetition are in the wrong order");
                }
                out.append(max);
            }
        }
        if (!in.skip('}')) {
            throw in.wrong("a literal \"{\" must be written \\{");
        }
        out.append('}');
    }

    private int repetitions() {
        int number = in.number();
        if (number > MAX_REPETITIONS) {
            throw in.wrong("the bound of a repetition is larger than " + MAX_REPETITIONS);
        }
        return number;
    }
}
