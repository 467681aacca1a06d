package io.patchbay.connectors.files.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The whole characters in a part of a text file.
 *
 * @param start of them in the part
 * @param end of them in the part
 */
public record TextPart(String text, int start, int end) {

    /**
     * Empty when the part is not text after all.
     *
     * @param from where in the file the part begins
     * @param size of the file
     */
    public static Optional<TextPart> of(TextForm form, byte[] part, long from, long size) {
        boolean last = from + part.length >= size;
        return form.charset() == StandardCharsets.UTF_8 ? utf8(form, part, from, last) : utf16(form, part, from);
    }

    private static Optional<TextPart> utf8(TextForm form, byte[] part, long from, boolean last) {
        int start = from == 0 ? form.mark() : firstCharacter(part);
        int end = last ? part.length : lastCharacter(part);
        if (start > end
                || start == end && part.length > start
                || !TextForm.isUtf8(Arrays.copyOfRange(part, start, end), true)) {
            return Optional.empty();
        }
        return Optional.of(new TextPart(new String(part, start, end - start, StandardCharsets.UTF_8), start, end));
    }

    private static Optional<TextPart> utf16(TextForm form, byte[] part, long from) {
        int start = from == 0 ? Math.min(form.mark(), part.length) : (int) (from % 2);
        int end = part.length - Math.max(0, part.length - start) % 2;
        return start > end
                ? Optional.empty()
                : Optional.of(new TextPart(new String(part, start, end - start, form.charset()), start, end));
    }

    /** After the rest of a character that began before. */
    private static int firstCharacter(byte[] part) {
        int start = 0;
        while (start < Math.min(3, part.length) && (part[start] & 0xC0) == 0x80) {
            start++;
        }
        return start;
    }

    /** Before a character that goes on after. */
    private static int lastCharacter(byte[] part) {
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
