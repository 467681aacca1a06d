package io.patchbay.deploy.settings;

/** Where in a text something is, counted from one. */
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
