package io.patchbay.connectors.files.text;

import io.patchbay.support.SafeText;

/**
 * Escapes all characters of a text that are invisible, move the cursor or change the text direction. Unlike {@link
 * SafeText}, this class also escapes the two joiners, because a model or a person compares the texts character by
 * character.
 */
public final class VisibleText {

    private VisibleText() {}

    public static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (SafeText.isUnsafe(c) || c == 0x200C || c == 0x200D) {
                visible.append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : String.format("\\u{%04X}", c));
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }
}
