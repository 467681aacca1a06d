package io.patchbay.connectors.files.text;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * Reads a text line by line. A line longer than {@link #MAX_PIECE_CHARS} is returned in several pieces with the same
 * line number.
 */
public final class LineReader {

    public static final int MAX_PIECE_CHARS = 65_536;

    private final Reader reader;
    private final char[] buffer = new char[16_384];
    private int start;
    private int end;
    private boolean afterReturn;
    private boolean newLine = true;
    private long number;

    LineReader(Reader reader) {
        this.reader = reader;
    }

    /** Returns the next line without its end, or the next piece of a long line. Returns an empty result at the end of the text. */
    public Optional<String> next() throws IOException {
        boolean startsLine = newLine;
        StringBuilder line = new StringBuilder();
        while (line.length() < MAX_PIECE_CHARS) {
            if (start == end && !fill()) {
                return line.isEmpty() ? Optional.empty() : Optional.of(finish(startsLine, line, true));
            }
            char c = buffer[start++];
            boolean pair = afterReturn && c == '\n';
            afterReturn = c == '\r';
            if (pair) {
                continue;
            }
            if (c == '\n' || c == '\r') {
                return Optional.of(finish(startsLine, line, true));
            }
            line.append(c);
        }
        return Optional.of(finish(startsLine, line, false));
    }

    /** Returns the number of the last returned line, from 1. */
    public long number() {
        return number;
    }

    private String finish(boolean startsLine, StringBuilder line, boolean ended) {
        number += startsLine ? 1 : 0;
        newLine = ended;
        return line.toString();
    }

    private boolean fill() throws IOException {
        start = 0;
        end = Math.max(0, reader.read(buffer));
        return end > 0;
    }
}
