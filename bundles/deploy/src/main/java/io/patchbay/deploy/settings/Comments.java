package io.patchbay.deploy.settings;

/** Replaces the comments of a JSON text by spaces, so that a parser's line and column numbers stay correct. */
final class Comments {

    private Comments() {}

    /** @throws SettingsException if a comment does not end */
    static String blank(String text) throws SettingsException {
        StringBuilder out = new StringBuilder(text);
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == '"') {
                i = endOfString(text, i);
            } else if (text.startsWith("//", i)) {
                int end = text.indexOf('\n', i);
                i = blank(out, i, end < 0 ? text.length() : end);
            } else if (text.startsWith("/*", i)) {
                int end = text.indexOf("*/", i + 2);
                if (end < 0) {
                    throw new SettingsException(
                            TextPosition.of(text, i) + ": the comment that starts here does not end");
                }
                i = blank(out, i, end + 2);
            } else {
                i++;
            }
        }
        return out.toString();
    }

    private static int endOfString(String text, int start) {
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    private static int blank(StringBuilder out, int from, int to) {
        for (int i = from; i < to; i++) {
            if (out.charAt(i) != '\n') {
                out.setCharAt(i, ' ');
            }
        }
        return to;
    }
}
