package io.patchbay.connectors.files.text;

/** Text with escapes for all characters that are invisible, move the cursor or change the text direction. */
public final class VisibleText {

    private VisibleText() {}

    public static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c != '\t'
                    && (Character.isISOControl(c)
                            || changesDirection(c)
                            || c >= 0x200B && c <= 0x200D
                            || c == 0x2028
                            || c == 0x2029
                            || c == 0xFEFF
                            || Character.getType(c) == Character.SURROGATE)) {
                visible.append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : String.format("\\u{%04X}", c));
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }

    /** Returns whether a character changes the direction of the text after it. */
    public static boolean changesDirection(int c) {
        return c == 0x061C || c >= 0x200E && c <= 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }
}
