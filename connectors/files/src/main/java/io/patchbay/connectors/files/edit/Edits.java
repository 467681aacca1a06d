package io.patchbay.connectors.files.edit;

import io.patchbay.connectors.files.text.LineEnds;
import io.patchbay.connectors.files.text.VisibleText;
import io.patchbay.typed.Description;
import io.patchbay.typed.Size;
import io.patchbay.typed.ToolFailure;
import java.util.List;
import java.util.Optional;

/**
 * Applies replacements to a text, one after the other. If one replacement fails, the class applies none. The texts of
 * the replacements use LF, also for files with other line ends.
 */
public final class Edits {

    private static final int MAX_SHOWN_CHARS = 60;

    private Edits() {}

    /** One replacement in a text. */
    public record Edit(
            @Description("The exact text in the file, with enough of the text around it to occur only once")
            @Size(min = 1)
            String oldText,

            @Description("The text that replaces it") String newText,

            @Description("Whether to replace all occurrences. If false or missing, oldText must occur exactly once")
            Optional<Boolean> all) {}

    /**
     * Returns the text with all edits applied.
     *
     * @param maxChars the maximum length of the result, in characters
     * @throws ToolFailure if an edit cannot be applied, or if the edits change nothing
     */
    public static String applyAll(String text, List<Edit> edits, int maxChars) {
        String now = text;
        for (int i = 0; i < edits.size(); i++) {
            now = apply(now, edits.get(i), "Edit " + (i + 1) + " of " + edits.size(), maxChars);
        }
        if (now.equals(text)) {
            throw new ToolFailure(
                    "Nothing was changed, because the edits give the same text. Edits keep line ends. To change line ends, write the whole file.",
                    "no_change");
        }
        return now;
    }

    private static String apply(String text, Edit edit, String which, int maxChars) {
        LineEnds file = LineEnds.of(text);
        String plain = file.plain();
        String old = LineEnds.plain(edit.oldText());
        String now = LineEnds.plain(edit.newText());
        int first = plain.indexOf(old);
        if (first < 0) {
            throw new ToolFailure(
                    which + ": the text " + quoted(old) + " was not found." + hint(plain, old)
                            + " Nothing was changed.",
                    "text_not_found");
        }
        boolean all = edit.all().orElse(false);
        int second = all ? -1 : plain.indexOf(old, first + 1);
        if (second >= 0) {
            throw new ToolFailure(
                    which + ": the text " + quoted(old) + " occurs more than once, in lines " + lineNumber(plain, first)
                            + " and " + lineNumber(plain, second)
                            + ". Nothing was changed. Include more of the surrounding text, or set all=true.",
                    "text_ambiguous");
        }
        long length = text.length() + (all ? countOccurrences(plain, old) : 1) * (now.length() - (long) old.length());
        if (length > maxChars) {
            throw new ToolFailure(
                    which + ": the file would be larger than the limit of " + maxChars
                            + " bytes. Nothing was changed. Insert less text.",
                    "too_large");
        }
        return all ? file.replaceAll(old, now) : file.replace(first, first + old.length(), now);
    }

    private static long countOccurrences(String text, String old) {
        long occurrences = 0;
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length())) {
            occurrences++;
        }
        return occurrences;
    }

    private static String hint(String text, String old) {
        Optional<String> near = NearMiss.of(text, old);
        if (!old.isBlank() && text.contains(old.strip())) {
            return " The text occurs with other white space at its beginning or end."
                    + near.map(where -> " " + where).orElse("");
        }
        return " " + near.orElse("Read the file again, because every space and line end counts.");
    }

    private static long lineNumber(String text, int at) {
        return text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    }

    private static String quoted(String text) {
        return "'" + VisibleText.of(text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "…" : text)
                + "'";
    }
}
