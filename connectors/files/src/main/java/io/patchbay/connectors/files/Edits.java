package io.patchbay.connectors.files;

import io.patchbay.typed.Description;
import io.patchbay.typed.Size;
import io.patchbay.typed.ToolFailure;
import java.util.List;
import java.util.Optional;

/** Replacements in a text: all of them, one after the other, or none. */
final class Edits {

    private static final int SHOWN = 60;

    private Edits() {}

    /** One replacement. */
    record Edit(
            @Description("Exactly as it stands in the file, with as much around it as makes it the only such place") @Size(min = 1) String oldText,
            @Description("What takes its place") String newText,
            @Description("Whether all such places are replaced; else there must be only one") Optional<Boolean> all) {}

    /** @param most how long the text may become */
    static String applied(String text, List<Edit> edits, int most) {
        String now = text;
        for (int i = 0; i < edits.size(); i++) {
            now = applied(now, edits.get(i), "Edit " + (i + 1) + " of " + edits.size(), most);
        }
        if (now.equals(text)) {
            throw new ToolFailure("These edits change nothing.", "no_change");
        }
        return now;
    }

    private static String applied(String text, Edit edit, String which, int most) {
        String old = edit.oldText();
        int first = text.indexOf(old);
        if (first < 0) {
            throw new ToolFailure(which + ": the text " + shown(old) + " is not there." + hint(text, old) + " Nothing was changed.", "text_not_found");
        }
        if (!edit.all().orElse(false)) {
            int second = text.indexOf(old, first + 1);
            if (second >= 0) {
                throw new ToolFailure(
                        which + ": the text " + shown(old) + " is there more than once, in lines " + line(text, first) + " and " + line(text, second)
                                + ". Give more of what is around it, or say all=true. Nothing was changed.",
                        "text_ambiguous");
            }
        }
        long length = text.length() + places(text, edit) * (edit.newText().length() - (long) old.length());
        if (length > most) {
            throw new ToolFailure(which + ": the file would have more than the " + most + " bytes that are written here. Nothing was changed.", "too_large");
        }
        return edit.all().orElse(false) ? text.replace(old, edit.newText()) : text.substring(0, first) + edit.newText() + text.substring(first + old.length());
    }

    private static long places(String text, Edit edit) {
        if (!edit.all().orElse(false)) {
            return 1;
        }
        long places = 0;
        for (int at = text.indexOf(edit.oldText()); at >= 0; at = text.indexOf(edit.oldText(), at + edit.oldText().length())) {
            places++;
        }
        return places;
    }

    private static String hint(String text, String old) {
        if (text.contains("\r\n") && !old.contains("\r") && text.contains(old.replace("\n", "\r\n"))) {
            return " The lines of this file end with CR LF: write \\r\\n.";
        }
        if (!old.strip().isEmpty() && text.contains(old.strip())) {
            return " It is there with other white space at its ends.";
        }
        return " Read the file again: every space and line end counts.";
    }

    private static long line(String text, int at) {
        return text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    }

    private static String shown(String text) {
        return "'" + Visible.of(text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "'";
    }
}
