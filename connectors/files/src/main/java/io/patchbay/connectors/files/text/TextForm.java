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
 * How bytes are to be read as text: UTF-8, or UTF-16 with its mark. Anything else is binary.
 *
 * @param mark how many bytes at the start say so and are no text
 */
public record TextForm(Charset charset, int mark) {

    /** How many bytes of a file are enough to tell. */
    public static final int SAMPLE = 8_192;

    /**
     * Empty for what is not text.
     *
     * @param head the first bytes
     * @param whole whether they are all; else a character may be cut at the end
     */
    public static Optional<TextForm> of(byte[] head, boolean whole) {
        if (starts(head, 0xFE, 0xFF)) {
            return Optional.of(new TextForm(StandardCharsets.UTF_16BE, 2));
        }
        if (starts(head, 0xFF, 0xFE)) {
            return Optional.of(new TextForm(StandardCharsets.UTF_16LE, 2));
        }
        int mark = starts(head, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        return isUtf8(head, whole) ? Optional.of(new TextForm(StandardCharsets.UTF_8, mark)) : Optional.empty();
    }

    /** The lines from where the file stands; what is no character becomes U+FFFD. */
    public LineReader lines(ReadableByteChannel file) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        return new LineReader(Channels.newReader(file, decoder, -1));
    }

    /** @param whole whether no character may be cut at the end */
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
