package io.patchbay.cli.stdio;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of bytes; a line that is not UTF-8 is broken and the next one is not. */
final class LineReader {

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
    }

    /** The next line's bytes; nothing at the end. What stands after the last line break is a line, too. */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        while (b >= 0 && b != '\n') {
            line.write(b);
            b = in.read();
        }
        return Optional.of(line.toByteArray());
    }

    /** @throws IllegalArgumentException when it is not UTF-8 */
    static String text(byte[] line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        }
    }
}
