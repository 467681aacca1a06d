package io.patchbay.connectors.files.text;

import io.patchbay.typed.ToolFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A range of lines of a text.
 *
 * @param note the range of lines and how to continue; empty if the part is the whole text
 */
public record LinePart(String text, Optional<String> note) {

    /**
     * Reads a range of lines.
     *
     * @param maxChars the maximum length of the result, in characters
     * @throws ToolFailure if {@code ended} becomes true before the range is read, or if the range begins after the last
     *     line of the text
     */
    public static LinePart of(LineReader lines, long first, long count, int maxChars, BooleanSupplier ended)
            throws IOException {
        long last = first > Long.MAX_VALUE - count ? Long.MAX_VALUE : first + count - 1;
        StringBuilder text = new StringBuilder();
        long shown = 0;
        for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
            if (ended.getAsBoolean()) {
                throw new ToolFailure(
                        "Nothing was read: counting the lines takes too long. Read the file by bytes (offset, bytes).",
                        "too_slow");
            }
            long number = lines.number();
            if (number > last) {
                return new LinePart(text.toString(), note(first, shown, " Continue with firstLine=" + number + "."));
            }
            if (number < first) {
                continue;
            }
            String piece = next.get();
            boolean same = number == shown;
            if (text.length() + piece.length() + 1 > maxChars) {
                return truncate(text, piece, first, shown, number, maxChars);
            }
            text.append(shown > 0 && !same ? "\n" : "").append(piece);
            shown = number;
        }
        if (shown == 0 && first > 1) {
            throw new ToolFailure(
                    "The file has only " + lines.number() + " lines. Use a smaller firstLine.", "out_of_range");
        }
        return new LinePart(text.toString(), first == 1 ? Optional.empty() : note(first, shown, " End of file."));
    }

    /**
     * Ends the part when the next piece of a line does not fit. If the piece begins a line, the part ends before this
     * line, unless the part would then be empty. Otherwise the line is cut.
     */
    private static LinePart truncate(
            StringBuilder text, String piece, long first, long shown, long number, int maxChars) {
        if (shown > 0 && number > shown) {
            return new LinePart(text.toString(), note(first, shown, " Continue with firstLine=" + number + "."));
        }
        int room = Math.max(0, maxChars - text.length());
        boolean pair = room > 0 && room < piece.length() && Character.isHighSurrogate(piece.charAt(room - 1));
        text.append(piece, 0, Math.min(piece.length(), pair ? room - 1 : room));
        return new LinePart(
                text.toString(),
                note(
                        first,
                        number,
                        " The last line is cut. Read the rest of the line by bytes, or continue with firstLine="
                                + (number + 1) + "."));
    }

    private static Optional<String> note(long first, long last, String more) {
        return Optional.of("[Lines " + first + " to " + last + "." + more + "]");
    }
}
