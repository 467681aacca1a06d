package io.patchbay.deploy.settings;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Guesses the encoding of a text that is not UTF-8. */
final class Encoding {

    private Encoding() {}

    /** Returns the guessed encoding and the place of the first invalid byte. Returns an empty result if the bytes are UTF-8. */
    static Optional<String> describeOtherThanUtf8(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return Optional.of("the text seems to be UTF-16");
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return Optional.of(
                        bytes.length > 1 && i < 2 && bytes[1 - i] != 0
                                ? "the text seems to be UTF-16"
                                : "byte " + (i + 1) + " is zero; the file may be damaged, or may not be a text");
            }
        }
        int invalid = firstInvalid(bytes);
        return invalid < 0
                ? Optional.empty()
                : Optional.of(place(bytes, invalid) + " is invalid; the text seems to be Latin-1 or Windows-1252");
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static int firstInvalid(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(in);
            return -1;
        } catch (CharacterCodingException e) {
            return in.position();
        }
    }

    private static String place(byte[] bytes, int offset) {
        String before = new String(bytes, 0, offset, StandardCharsets.UTF_8)
                .replace("\r\n", " \n")
                .replace('\r', '\n');
        return TextPosition.of(before, before.length()).toString();
    }
}
