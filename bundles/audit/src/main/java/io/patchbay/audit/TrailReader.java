package io.patchbay.audit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Reads a trail line by line, across its segments, with a lookahead of one line. */
final class TrailReader implements Closeable {

    /** The maximum length of a line, which is far longer than any line of a trail. */
    private static final int MAX_LINE_BYTES = 1 << 20;

    private final Deque<Path> segments;
    private final String lastSegment;
    private final long lastSize;
    private final byte[] buffer = new byte[1 << 16];

    private Path segment = Path.of("");
    private Optional<InputStream> in = Optional.empty();
    private int from;
    private int to;
    private int number;
    private long position;
    private Optional<Located> ahead = Optional.empty();

    /** @param end the head at which reading stops, if the trail grows meanwhile; {@link Head#NONE} to read to the end of the files */
    TrailReader(List<Path> segments, Head end) {
        this.segments = new ArrayDeque<>(upTo(segments, end));
        this.lastSegment = end.segment();
        this.lastSize = end.size();
    }

    /**
     * A line and its location.
     *
     * @param number the number of the line in its file, from 1
     * @param terminated whether the line ends with a line feed
     */
    record Located(Path file, int number, byte[] bytes, boolean terminated) {

        Optional<TrailLine> line() {
            return terminated ? TrailLine.read(bytes) : Optional.empty();
        }

        String hash() {
            return TrailLine.hash(bytes);
        }

        String place() {
            return file.getFileName() + " line " + number;
        }
    }

    Optional<Located> next() throws IOException {
        Optional<Located> next = peek();
        ahead = Optional.empty();
        return next;
    }

    Optional<Located> peek() throws IOException {
        if (ahead.isEmpty()) {
            ahead = read();
        }
        return ahead;
    }

    @Override
    public void close() throws IOException {
        if (in.isPresent()) {
            in.get().close();
        }
    }

    private static List<Path> upTo(List<Path> segments, Head end) {
        List<Path> wanted = new ArrayList<>();
        for (Path file : segments) {
            wanted.add(file);
            if (file.getFileName().toString().equals(end.segment())) {
                break;
            }
        }
        return wanted;
    }

    private Optional<Located> read() throws IOException {
        while (true) {
            if (in.isPresent()) {
                Optional<Located> line = line(in.get());
                if (line.isPresent()) {
                    return line;
                }
                in.get().close();
                in = Optional.empty();
            }
            if (segments.isEmpty()) {
                return Optional.empty();
            }
            segment = segments.removeFirst();
            in = Optional.of(Files.newInputStream(segment));
            from = 0;
            to = 0;
            number = 0;
            position = 0;
        }
    }

    private Optional<Located> line(InputStream bytes) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        while (fillBuffer(bytes)) {
            int end = from;
            int limit = (int) Math.min(to, from + (long) MAX_LINE_BYTES - line.size());
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, from, end - from);
            boolean terminated = end < to && buffer[end] == '\n';
            from = terminated ? end + 1 : end;
            if (terminated || line.size() >= MAX_LINE_BYTES) {
                return Optional.of(new Located(segment, ++number, line.toByteArray(), terminated));
            }
        }
        return line.size() == 0
                ? Optional.empty()
                : Optional.of(new Located(segment, ++number, line.toByteArray(), false));
    }

    /** Reads more bytes if needed. Returns false at the end of the file. */
    private boolean fillBuffer(InputStream bytes) throws IOException {
        if (from < to) {
            return true;
        }
        boolean bounded = segment.getFileName().toString().equals(lastSegment);
        int wanted = bounded ? (int) Math.min(buffer.length, lastSize - position) : buffer.length;
        int read = wanted == 0 ? -1 : bytes.read(buffer, 0, wanted);
        from = 0;
        to = Math.max(read, 0);
        position += to;
        return to > 0;
    }
}
