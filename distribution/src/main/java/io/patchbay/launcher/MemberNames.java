package io.patchbay.launcher;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the member names of the outermost object in a settings file. The file is JSON with comments, and a name may
 * include a type.
 */
final class MemberNames {

    private final String text;
    private final List<String> names = new ArrayList<>();
    private int at;
    private int depth;

    private MemberNames(String text) {
        this.text = text;
    }

    /** Returns the names in their order. If the text is not valid JSON, returns the names before the error. */
    static List<String> of(String text) {
        MemberNames reader = new MemberNames(text);
        reader.read();
        return List.copyOf(reader.names);
    }

    private void read() {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (text.startsWith("//", at)) {
                skipTo("\n", 0);
            } else if (text.startsWith("/*", at)) {
                skipTo("*/", 2);
            } else if (next == '"') {
                readString();
            } else {
                depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
                at++;
            }
        }
    }

    private void readString() {
        int begin = ++at;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        String string = text.substring(begin, Math.min(at, text.length()));
        at++;
        int after = at;
        while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
            after++;
        }
        if (depth == 1 && after < text.length() && text.charAt(after) == ':' && !string.startsWith(":")) {
            names.add(string.split(":", 2)[0]);
        }
    }

    private void skipTo(String end, int length) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + length;
    }
}
