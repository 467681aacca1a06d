package io.patchbay.connectors.files.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The complete characters in a part of a text file.
 *
 * @param start the index in the part at which the text begins
 * @param end the index in the part at which the text ends, exclusive
 */
public record TextPart(String text, int start, int end) {

    /**
     * Returns the text in a part of a file. Returns an empty result if the part is not text.
     *
     * @param from the offset of the part in the file
     * @param size the size of the file
     */
    public static Optional<TextPart> of(TextForm form, byte[] part, long from, long size) {
        boolean last = from + part.length >= size;
        return form.charset() == StandardCharsets.UTF_8 ? utf8(form, part, from, last) : utf16(form, part, from);
    }

    private static Optional<TextPart> utf8(TextForm form, byte[] part, long from, boolean last) {
        int start = from == 0 ? form.markBytes() : startOfFirstCharacter(part);
        int end = last ? part.length : endOfLastCharacter(part);
        if (start > end
                || start == end && part.length > start
                || !TextForm.isUtf8(Arrays.copyOfRange(part, start, end), true)) {
            return Optional.empty();
        }
        return Optional.of(new TextPart(new String(part, start, end - start, StandardCharsets.UTF_8), start, end));
    }

    private static Optional<TextPart> utf16(TextForm form, byte[] part, long from) {
        int start = from == 0 ? Math.min(form.markBytes(), part.length) : (int) (from % 2);
        int end = part.length - Math.max(0, part.length - start) % 2;
        return start > end
                ? Optional.empty()
                : Optional.of(new TextPart(new String(part, start, end - start, form.charset()), start, end));
    }

    /** Returns the index of the first character that begins in the part. */
    private static int startOfFirstCharacter(byte[] part) {
        int start = 0;
        while (start < Math.min(3, part.length) && (part[start] & 0xC0) == 0x80) {
            start++;
        }
        return start;
    }

    /** Returns the index after the last character that ends in the part. */
    private static int endOfLastCharacter(byte[] part) {
        for (int back = 1; back <= Math.min(4, part.length); back++) {
            int b = part[part.length - back] & 0xFF;
            if ((b & 0xC0) != 0x80) {
                int length = b < 0xC0 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
                return length > back ? part.length - back : part.length;
            }
        }
        return part.length;
    }
}
