package io.patchbay.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the place where a trail goes on: at start, and again after the disk was away. What it has to cut off is kept beside
 * the trail; what it finds amiss becomes a note, for a line of the trail and for the operator.
 */
record Recovery(TrailFolder folder, Disk disk) {

    private static final Set<OpenOption> KEPT = Set.of(
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);

    /** Where the trail goes on, the segment opened there if there is one, and what was found amiss, perhaps empty. */
    record Found(Head head, Optional<Disk.Segment> segment, String note) {}

    /** At start: makes the folder if there is none, and goes on after the last whole line. */
    Found start() throws IOException {
        LocalDisk.secureFolder(folder.folder());
        List<Path> segments = folder.segments();
        for (int i = segments.size() - 1; i >= 0; i--) {
            Path segment = segments.get(i);
            if (Files.size(segment) > 0) {
                return resume(segment, i == segments.size() - 1);
            }
            Files.delete(segment);
        }
        return new Found(Head.NONE, Optional.empty(), "");
    }

    /** While running: goes on where the trail ended on disk, or, when that was taken away, in a new segment that says so. */
    Found again(Head head) throws IOException {
        if (!Files.isDirectory(folder.folder())) {
            throw new NoSuchFileException(folder.folder() + " is gone");
        }
        if (head.segment().isEmpty()) {
            return start();
        }
        Path file = folder.folder().resolve(head.segment());
        if (head.size() == 0) {
            return new Found(head, Files.exists(file) ? Optional.of(cut(file, 0)) : Optional.empty(), "");
        }
        if (Files.isRegularFile(file) && Files.size(file) >= head.size()) {
            TrailFolder.Tail tail = TrailFolder.tail(file, head.size());
            if (tail.torn().length == 0 && tail.head(head.segment()).equals(Optional.of(head))) {
                return new Found(head, Optional.of(cut(file, head.size())), "");
            }
        }
        String note = head.segment() + " was removed or changed while the server ran; its last line was "
                + head.sequence() + ", hash " + head.hash();
        return new Found(head, Optional.empty(), note);
    }

    private Found resume(Path segment, boolean last) throws IOException {
        long found = Files.size(segment);
        TrailFolder.Tail end = TrailFolder.tail(segment, found);
        TrailFolder.Tail tail = end;
        StringBuilder note = new StringBuilder();
        while (tail.lines().isEmpty() && tail.size() > 0) {
            tail = TrailFolder.tail(segment, tail.size());
        }
        if (tail.size() < found) {
            note.append(found - tail.size()).append(" bytes of an unfinished line were cut off");
        }
        String name = segment.getFileName().toString();
        if (tail.lines().isEmpty() && tail.size() == 0) {
            keep(end);
            cut(segment, 0).close();
            Files.delete(segment);
            Found before = start();
            return new Found(before.head, before.segment, note + (before.note.isEmpty() ? "" : "; " + before.note));
        }
        Head head = tail.head(name)
                .orElseThrow(() -> new IOException(
                        "the end of " + name + " is no audit trail; move it out of the folder to start a new one"));
        keep(end);
        if (!tail.chained()) {
            note.append(note.isEmpty() ? "" : "; ")
                    .append("the last lines of ")
                    .append(name)
                    .append(" do not continue each other, see `patchbay audit verify`");
        }
        return new Found(
                head,
                last || tail.size() < found ? Optional.of(cut(segment, tail.size())) : Optional.empty(),
                note.toString());
    }

    private Disk.Segment cut(Path file, long size) throws IOException {
        Disk.Segment segment = disk.open(file);
        try {
            segment.truncate(size);
            return segment;
        } catch (IOException e) {
            segment.close();
            throw e;
        }
    }

    /** Under a name by its content: whoever tries again keeps it once. */
    private void keep(TrailFolder.Tail tail) throws IOException {
        if (tail.torn().length == 0) {
            return;
        }
        Path kept =
                folder.folder().resolve("torn-" + TrailLine.hash(tail.torn()).substring(0, 16) + ".bytes");
        try (SeekableByteChannel file = Files.newByteChannel(kept, KEPT, LocalDisk.owner(kept, "rw-------"))) {
            ByteBuffer bytes = ByteBuffer.wrap(tail.torn());
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
    }
}
