package io.patchbay.api;

/** Translates a class of characters, from behind its opening bracket to its closing one. */
final class PatternClass {

    private final PatternReader in;
    private final StringBuilder items = new StringBuilder();

    PatternClass(PatternReader in) {
        this.in = in;
    }

    String translate() {
        boolean negated = in.skip('^');
        while (in.more() && in.peek() != ']') {
            item();
        }
        if (!in.skip(']')) {
            throw in.wrong("a class is not closed");
        }
        if (items.isEmpty()) {
            return negated ? "[" + CodePoints.ALL.items() + "]" : "(?!)";
        }
        return (negated ? "[^" : "[") + items + "]";
    }

    private void item() {
        int from = character();
        if (!in.rangeFollows()) {
            append(from, from);
            return;
        }
        in.next();
        int to = character();
        if (from < 0 || to < 0) {
            // a set of characters is no end of a range: the sign in the middle stands for itself
            append(from, from);
            append('-', '-');
            append(to, to);
        } else if (to < from) {
            throw in.wrong("the ends of a range are in the wrong order");
        } else {
            append(from, to);
        }
    }

    private void append(int from, int to) {
        if (from >= 0) {
            items.append(CodePoints.of(from, to).items());
        }
    }

    /** Reads one character; -1 for a set of them, which is appended. */
    private int character() {
        int c = in.next();
        if (c != '\\') {
            return c;
        }
        if (!in.more()) {
            throw in.wrong("a class is not closed");
        }
        if (in.skip('b')) {
            return '\b';
        }
        String set = in.classEscape();
        if (set.isEmpty()) {
            return in.characterEscape();
        }
        if (!set.equals(PatternReader.NONE)) {
            items.append(set);
        }
        return -1;
    }
}
