package io.patchbay.connectors.files.text;

import io.patchbay.typed.ToolFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Some lines of a text.
 *
 * @param note which they are and how to go on; empty when they are all
 */
public record LinePart(String text, Optional<String> note) {

    /** @param most how many characters may be answered */
    public static LinePart of(LineReader lines, long first, long count, int most, BooleanSupplier ended)
            throws IOException {
        long last = first > Long.MAX_VALUE - count ? Long.MAX_VALUE : first + count - 1;
        StringBuilder text = new StringBuilder();
        long shown = 0;
        for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
            if (ended.getAsBoolean()) {
                throw new ToolFailure("That takes too long to count. Read the file by bytes.", "too_slow");
            }
            long number = lines.number();
            if (number > last) {
                return new LinePart(text.toString(), note(first, shown, " Go on with firstLine=" + number + "."));
            }
            if (number < first) {
                continue;
            }
            String piece = next.get();
            boolean same = number == shown;
            if (text.length() + piece.length() + 1 > most) {
                return full(text, piece, first, shown, number, most);
            }
            text.append(shown > 0 && !same ? "\n" : "").append(piece);
            shown = number;
        }
        if (shown == 0 && first > 1) {
            throw new ToolFailure("The file has only " + lines.number() + " lines.", "out_of_range");
        }
        return new LinePart(text.toString(), first == 1 ? Optional.empty() : note(first, shown, " The last."));
    }

    /** No room for the next piece: of a line of its own, none is shown unless nothing else would be. */
    private static LinePart full(StringBuilder text, String piece, long first, long shown, long number, int most) {
        if (shown > 0 && number > shown) {
            return new LinePart(text.toString(), note(first, shown, " Go on with firstLine=" + number + "."));
        }
        int room = Math.max(0, most - text.length());
        boolean pair = room > 0 && room < piece.length() && Character.isHighSurrogate(piece.charAt(room - 1));
        text.append(piece, 0, Math.min(piece.length(), pair ? room - 1 : room));
        return new LinePart(
                text.toString(),
                note(
                        first,
                        number,
                        " The last one is cut: read its rest by bytes, or go on with firstLine=" + (number + 1) + "."));
    }

    private static Optional<String> note(long first, long last, String more) {
        return Optional.of("[Lines " + first + " to " + last + "." + more + "]");
    }
}
