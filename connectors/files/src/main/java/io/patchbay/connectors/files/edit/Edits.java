package io.patchbay.connectors.files.edit;

import io.patchbay.connectors.files.text.LineEnds;
import io.patchbay.connectors.files.text.VisibleText;
import io.patchbay.typed.Description;
import io.patchbay.typed.Size;
import io.patchbay.typed.ToolFailure;
import java.util.List;
import java.util.Optional;

/** Replacements in a text: all of them, one after the other, or none. Their texts have LF, whatever the lines of the file end in. */
public final class Edits {

    private static final int SHOWN = 60;

    private Edits() {}

    /** One replacement. */
    public record Edit(
            @Description("Exactly as it stands in the file, with as much around it as makes it the only such place")
            @Size(min = 1)
            String oldText,

            @Description("What takes its place") String newText,

            @Description("Whether all such places are replaced; else there must be only one")
            Optional<Boolean> all) {}

    /** @param most how long the text may become */
    public static String applied(String text, List<Edit> edits, int most) {
        String now = text;
        for (int i = 0; i < edits.size(); i++) {
            now = applied(now, edits.get(i), "Edit " + (i + 1) + " of " + edits.size(), most);
        }
        if (now.equals(text)) {
            throw new ToolFailure(
                    "These edits change nothing. (Line ends stay as they are: to change those, write the whole file.)",
                    "no_change");
        }
        return now;
    }

    private static String applied(String text, Edit edit, String which, int most) {
        LineEnds file = LineEnds.of(text);
        String plain = file.plain();
        String old = LineEnds.plain(edit.oldText());
        String now = LineEnds.plain(edit.newText());
        int first = plain.indexOf(old);
        if (first < 0) {
            throw new ToolFailure(
                    which + ": the text " + shown(old) + " is not there." + hint(plain, old) + " Nothing was changed.",
                    "text_not_found");
        }
        boolean all = edit.all().orElse(false);
        int second = all ? -1 : plain.indexOf(old, first + 1);
        if (second >= 0) {
            throw new ToolFailure(
                    which + ": the text " + shown(old) + " is there more than once, in lines " + line(plain, first)
                            + " and " + line(plain, second)
                            + ". Give more of what is around it, or say all=true. Nothing was changed.",
                    "text_ambiguous");
        }
        long length = text.length() + (all ? places(plain, old) : 1) * (now.length() - (long) old.length());
        if (length > most) {
            throw new ToolFailure(
                    which + ": the file would have more than the " + most
                            + " bytes that are written here. Nothing was changed.",
                    "too_large");
        }
        return all ? file.replacedAll(old, now) : file.replaced(first, first + old.length(), now);
    }

    private static long places(String text, String old) {
        long places = 0;
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length())) {
            places++;
        }
        return places;
    }

    private static String hint(String text, String old) {
        Optional<String> near = NearMiss.of(text, old);
        if (!old.isBlank() && text.contains(old.strip())) {
            return " It is there with other white space at its ends."
                    + near.map(where -> " " + where).orElse("");
        }
        return " " + near.orElse("Read the file again: every space and line end counts.");
    }

    private static long line(String text, int at) {
        return text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    }

    private static String shown(String text) {
        return "'" + VisibleText.of(text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "'";
    }
}
