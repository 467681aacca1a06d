package io.patchbay.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of a trail: which segments there are, and how the last of them ends. */
record TrailFolder(Path folder) {

    /** How much of a segment's end is looked at: far more than one interval leaves behind. */
    static final int TAIL = 1 << 20;

    private static final Pattern SEGMENT = Pattern.compile("trail-([0-9]{1,18})\\.jsonl");

    /** A segment by the number of its first line. */
    Path segment(long first) {
        return folder.resolve(String.format("trail-%012d.jsonl", first));
    }

    /** All segments in the order of their first lines. */
    List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> first(file).isPresent())
                    .sorted(Comparator.comparing((Path file) -> first(file).orElseThrow()))
                    .toList();
        }
    }

    /** The number of a segment's first line, by its name; empty when it is no segment. */
    static Optional<Long> first(Path file) {
        Matcher name = SEGMENT.matcher(file.getFileName().toString());
        return name.matches() ? Optional.of(Long.valueOf(name.group(1))) : Optional.empty();
    }

    /** How a segment ends. */
    static Tail tail(Path file, long size) throws IOException {
        long from = Math.max(0, size - TAIL);
        byte[] bytes = new byte[(int) (size - from)];
        try (RandomAccessFile reading = new RandomAccessFile(file.toFile(), "r")) {
            reading.seek(from);
            reading.readFully(bytes);
        }
        int start = 0;
        while (from > 0 && start < bytes.length && bytes[start++] != '\n') {
            // The first line may have begun before.
        }
        if (from > 0 && start == bytes.length) {
            return new Tail(List.of(), from, bytes);
        }
        List<byte[]> lines = new ArrayList<>();
        int whole = start;
        for (int i = start; i < bytes.length && bytes[i] != 0; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, whole, i));
                whole = i + 1;
            }
        }
        return new Tail(lines, from + whole, Arrays.copyOfRange(bytes, whole, bytes.length));
    }

    /**
     * The end of a segment.
     *
     * @param lines the last whole ones, without their line feeds
     * @param size of the segment up to the last of them
     * @param torn what comes after: a line that was being written, or, after a crash of the machine, blocks that never were
     */
    record Tail(List<byte[]> lines, long size, byte[] torn) {

        /** The last line's place in the trail, as far as it can be told. */
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

        /** Whether the lines continue each other. */
        boolean chained() {
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
