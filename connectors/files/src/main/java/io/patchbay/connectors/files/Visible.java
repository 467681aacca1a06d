package io.patchbay.connectors.files;

/** Text as a person sees all of it: no character hides, moves the cursor or turns the direction. */
final class Visible {

    private Visible() {}

    static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c != '\t'
                    && (Character.isISOControl(c)
                            || FilePath.turnsText(c)
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
}
