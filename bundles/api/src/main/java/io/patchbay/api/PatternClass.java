package io.patchbay.api;

/** Translates a character class, from the character after its opening bracket to its closing bracket. */
final class PatternClass {

    private final PatternReader in;
    private final StringBuilder items = new StringBuilder();

    PatternClass(PatternReader in) {
        this.in = in;
    }

    String translate() {
        boolean negated = in.skip('^');
        while (in.hasMore() && in.peek() != ']') {
            item();
        }
        if (!in.skip(']')) {
            throw in.wrong("a character class is not closed");
        }
        if (items.isEmpty()) {
            return negated ? "[" + CodePoints.ALL.items() + "]" : "(?!)";
        }
        return (negated ? "[^" : "[") + items + "]";
    }

    private void item() {
        int from = character();
        if (!in.isAtRange()) {
            append(from, from);
            return;
        }
        in.next();
        int to = character();
        if (from < 0 || to < 0) {
            // a set of characters cannot be the end of a range; therefore the "-" is a literal
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

    /** Reads one character and returns it, or appends a set of characters and returns -1. */
    private int character() {
        int c = in.next();
        if (c != '\\') {
            return c;
        }
        if (!in.hasMore()) {
            throw in.wrong("a character class is not closed");
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
