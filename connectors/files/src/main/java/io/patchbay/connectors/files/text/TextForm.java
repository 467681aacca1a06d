package io.patchbay.connectors.files.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The encoding of a text: UTF-8, or UTF-16 with a byte order mark. All other files are binary.
 *
 * @param markBytes the length of the byte order mark at the start, which is not part of the text
 */
public record TextForm(Charset charset, int markBytes) {

    /** The length of a file's beginning, in bytes, that decides whether the file is text. */
    public static final int SAMPLE_BYTES = 8_192;

    /**
     * Returns the encoding of a file. Returns an empty result if the file is not text.
     *
     * @param head the first bytes of the file
     * @param whole whether {@code head} contains all bytes of the file; if false, the last character may be incomplete
     */
    public static Optional<TextForm> of(byte[] head, boolean whole) {
        if (starts(head, 0xFE, 0xFF)) {
            return Optional.of(new TextForm(StandardCharsets.UTF_16BE, 2));
        }
        if (starts(head, 0xFF, 0xFE)) {
            return Optional.of(new TextForm(StandardCharsets.UTF_16LE, 2));
        }
        int markBytes = starts(head, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        return isUtf8(head, whole) ? Optional.of(new TextForm(StandardCharsets.UTF_8, markBytes)) : Optional.empty();
    }

    /** Returns the lines from the current position of the file. Invalid bytes become U+FFFD. */
    public LineReader lines(ReadableByteChannel file) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        return new LineReader(Channels.newReader(file, decoder, -1));
    }

    /** @param whole whether the last character must be complete */
    static boolean isUtf8(byte[] bytes, boolean whole) {
        for (byte b : bytes) {
            if (b == 0) {
                return false;
            }
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length + 1), whole);
        return !result.isError();
    }

    private static boolean starts(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
