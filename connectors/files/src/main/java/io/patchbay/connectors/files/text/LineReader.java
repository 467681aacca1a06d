package io.patchbay.connectors.files.text;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** The lines of a text, one at a time; a line that is too long comes in pieces under one number. */
public final class LineReader {

    public static final int MAX_LENGTH = 65_536;

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

    /** The next line without its end, or the next piece of one. */
    public Optional<String> next() throws IOException {
        boolean begins = newLine;
        StringBuilder line = new StringBuilder();
        while (line.length() < MAX_LENGTH) {
            if (start == end && !fill()) {
                return line.isEmpty() ? Optional.empty() : Optional.of(counted(begins, line, true));
            }
            char c = buffer[start++];
            boolean pair = afterReturn && c == '\n';
            afterReturn = c == '\r';
            if (pair) {
                continue;
            }
            if (c == '\n' || c == '\r') {
                return Optional.of(counted(begins, line, true));
            }
            line.append(c);
        }
        return Optional.of(counted(begins, line, false));
    }

    /** The number of the line that came last, from 1. */
    public long number() {
        return number;
    }

    private String counted(boolean begins, StringBuilder line, boolean ended) {
        number += begins ? 1 : 0;
        newLine = ended;
        return line.toString();
    }

    private boolean fill() throws IOException {
        start = 0;
        end = Math.max(0, reader.read(buffer));
        return end > 0;
    }
}
