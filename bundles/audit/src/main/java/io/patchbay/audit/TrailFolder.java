package io.patchbay.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of a trail, with its segments. */
record TrailFolder(Path folder) {

    /**
     * The maximum number of bytes that are examined at the end of a segment. In one interval, the server writes far
     * fewer bytes.
     */
    static final int MAX_TAIL_BYTES = 1 << 20;

    private static final Pattern SEGMENT = Pattern.compile("trail-([0-9]{1,18})\\.jsonl");

    /** Returns the segment whose first line has this number. */
    Path segment(long first) {
        return folder.resolve(String.format(Locale.ROOT, "trail-%012d.jsonl", first));
    }

    /** Returns all segments in the order of their first lines. */
    List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> firstSequence(file).isPresent())
                    .sorted(Comparator.comparing(
                            (Path file) -> firstSequence(file).orElseThrow()))
                    .toList();
        }
    }

    /**
     * Reads the number of a segment's first line from the name of the file. Returns an empty result if the file is not
     * a segment.
     */
    static Optional<Long> firstSequence(Path file) {
        Matcher name = SEGMENT.matcher(file.getFileName().toString());
        return name.matches() ? Optional.of(Long.valueOf(name.group(1))) : Optional.empty();
    }

    /** Reads the end of a segment. */
    static Tail tail(Path file, long size) throws IOException {
        long from = Math.max(0, size - MAX_TAIL_BYTES);
        byte[] bytes = new byte[(int) (size - from)];
        try (RandomAccessFile reading = new RandomAccessFile(file.toFile(), "r")) {
            reading.seek(from);
            reading.readFully(bytes);
        }
        int start = 0;
        while (from > 0 && start < bytes.length && bytes[start++] != '\n') {
            // skip the first line, whose beginning may be missing
        }
        if (from > 0 && start == bytes.length) {
            return new Tail(List.of(), from, bytes);
        }
        List<byte[]> lines = new ArrayList<>();
        int end = start;
        for (int i = start; i < bytes.length && bytes[i] != 0; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, end, i));
                end = i + 1;
            }
        }
        return new Tail(lines, from + end, Arrays.copyOfRange(bytes, end, bytes.length));
    }

    /**
     * The end of a segment.
     *
     * @param lines the last complete lines, without their line feeds
     * @param size the size of the segment up to the last complete line
     * @param torn the bytes after the last complete line: an unfinished line or, after a crash of the machine, blocks that were not written
     */
    record Tail(List<byte[]> lines, long size, byte[] torn) {

        /**
         * Returns the head of the trail at the last line. Returns an empty result if no valid line determines the
         * number of the last line.
         */
        Optional<Head> head(String segment) {
            for (int i = lines.size() - 1; i >= 0; i--) {
                Optional<TrailLine> line = TrailLine.read(lines.get(i));
                if (line.isPresent()) {
                    long sequence = line.get().sequence() + lines.size() - 1 - i;
                    return Optional.of(new Head(sequence, TrailLine.hash(lines.get(lines.size() - 1)), segment, size));
                }
            }
            return Optional.empty();
        }

        /** Returns whether each line contains the hash of the previous line. */
        boolean isChained() {
            for (int i = 0; i < lines.size(); i++) {
                Optional<TrailLine> line = TrailLine.read(lines.get(i));
                if (line.isEmpty() || i > 0 && !line.get().previous().equals(TrailLine.hash(lines.get(i - 1)))) {
                    return false;
                }
            }
            return true;
        }
    }
}
