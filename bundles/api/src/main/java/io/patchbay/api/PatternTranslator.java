package io.patchbay.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Translates one regular expression from ECMA-262 to {@link java.util.regex.Pattern}, sign by sign. */
final class PatternTranslator {

    private static final int MOST_REPETITIONS = 1_000_000;
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

    /** A group that is open, with the groups that have matched for certain when this point of it is reached. */
    private static final class Group {
        private final int number;
        private final boolean looks;
        private final boolean keeps;
        private final boolean behind;
        private final Set<Integer> matched = new HashSet<>();
        private boolean alternatives;

        /**
         * @param number of its capture, or 0
         * @param looks whether it takes nothing of the text
         * @param keeps whether what matched in it is known after it
         * @param behind whether it is, or is in, a look-behind
         */
        Group(int number, boolean looks, boolean keeps, boolean behind) {
            this.number = number;
            this.looks = looks;
            this.keeps = keeps;
            this.behind = behind;
        }
    }

    /** @throws PatternSyntaxException with the reason */
    String translate() {
        open.push(new Group(0, false, true, false));
        while (in.more()) {
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
            case '*', '+', '?' -> throw in.wrong("there is nothing that \"" + (char) c + "\" could repeat");
            case '{' -> throw in.wrong("\"{\" for itself is written \\{");
            default -> atom(CodePoints.literal(c));
        }
    }

    private void open() {
        Group around = open.peek();
        if (!in.skip('?')) {
            capture(around);
        } else if (in.skip(':')) {
            begin("(?:", new Group(0, false, true, around.behind));
        } else if (in.skip('=')) {
            begin("(?=", new Group(0, true, true, around.behind));
        } else if (in.skip('!')) {
            begin("(?!", new Group(0, true, false, around.behind));
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
            throw in.wrong("flags and groups such as (?i), (?> and (?P< are not ECMA-262");
        }
    }

    private void capture(Group around) {
        groups++;
        begin("(", new Group(groups, false, true, around.behind));
    }

    private void begin(String sign, Group group) {
        out.append(sign);
        open.push(group);
    }

    private void close() {
        if (open.size() == 1) {
            throw in.wrong("\")\" closes no group; for itself it is written \\)");
        }
        Group group = open.pop();
        out.append(')');
        if (group.looks) {
            noQuantifier();
        } else if (quantifier()) {
            return; // what is in it may have matched, or not
        }
        if (group.keeps) {
            if (!group.alternatives) {
                open.peek().matched.addAll(group.matched);
            }
            if (group.number > 0) {
                open.peek().matched.add(group.number);
            }
        }
    }

    private void escape() {
        if (!in.more()) {
            throw in.wrong("there is nothing after the \\ at the end");
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
                    throw in.wrong("\\k is followed by the name of a group: \\k<name>");
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

    /** Where the group has not matched, JavaScript finds nothing there and Java fails: so it must have. */
    private void reference(int number) {
        boolean matched = open.stream().anyMatch(group -> group.matched.contains(number));
        if (!matched || open.peek().behind) {
            throw in.wrong("a reference leads to a group that may not have matched before");
        }
        atom("(?:\\" + number + ")");
    }

    private void assertion(String sign) {
        out.append(sign);
        noQuantifier();
    }

    private void atom(String sign) {
        out.append(sign);
        quantifier();
    }

    private void noQuantifier() {
        if (in.more() && "*+?{".indexOf(in.peek()) >= 0) {
            throw in.wrong("there is nothing that \"" + (char) in.peek() + "\" could repeat");
        }
    }

    /** Returns whether there is one. */
    private boolean quantifier() {
        if (!in.more() || "*+?{".indexOf(in.peek()) < 0) {
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
        noQuantifier();
        return true;
    }

    private void braces() {
        if (!in.isDigit()) {
            throw in.wrong("\"{\" for itself is written \\{");
        }
        int least = repetitions();
        out.append('{').append(least);
        if (in.skip(',')) {
            out.append(',');
            if (in.isDigit()) {
                int most = repetitions();
                if (most < least) {
                    throw in.wrong("the bounds of a repetition are in the wrong order");
                }
                out.append(most);
            }
        }
        if (!in.skip('}')) {
            throw in.wrong("\"{\" for itself is written \\{");
        }
        out.append('}');
    }

    private int repetitions() {
        int number = in.number();
        if (number > MOST_REPETITIONS) {
            throw in.wrong("a repetition of more than " + MOST_REPETITIONS + " times");
        }
        return number;
    }
}
