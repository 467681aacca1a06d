package io.patchbay.deploy.settings;

/** A line and column in a text, counted from one. */
record TextPosition(long line, long column) {

    static TextPosition of(String text, int offset) {
        String before = text.substring(0, offset);
        return new TextPosition(before.chars().filter(c -> c == '\n').count() + 1, offset - before.lastIndexOf('\n'));
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
