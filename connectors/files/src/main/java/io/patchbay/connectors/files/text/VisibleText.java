package io.patchbay.connectors.files.text;

/** Text as a person sees all of it: no character hides, moves the cursor or turns the direction. */
public final class VisibleText {

    private VisibleText() {}

    public static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c != '\t'
                    && (Character.isISOControl(c)
                            || turnsText(c)
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

    /** Whether it changes the direction in which what follows is shown. */
    public static boolean turnsText(int c) {
        return c == 0x061C || c >= 0x200E && c <= 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }
}
