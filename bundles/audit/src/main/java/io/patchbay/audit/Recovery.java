package io.patchbay.audit;

import io.patchbay.support.OwnerOnly;
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
 * Finds the place at which the server continues a trail. Used at a start, and when the disk is available again. If
 * recovery cuts off bytes, it keeps these bytes in a separate file. Each repair is noted in a line of the trail and is
 * reported to the operator.
 */
record Recovery(TrailFolder folder, Disk disk) {

    private static final Set<OpenOption> TORN_FILE = Set.of(
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);

    /** The place at which the trail continues, the open segment, and a note about repairs. The segment and the note may be empty. */
    record Found(Head head, Optional<Disk.Segment> segment, String note) {}

    /** Opens the trail at start: creates the folder if needed, and continues after the last complete line. */
    Found recover() throws IOException {
        LocalDisk.secureFolder(folder.folder());
        List<Path> segments = folder.segments();
        for (int i = segments.size() - 1; i >= 0; i--) {
            Path segment = segments.get(i);
            if (Files.size(segment) > 0) {
                return resumeAt(segment, i == segments.size() - 1);
            }
            Files.delete(segment);
        }
        return new Found(Head.NONE, Optional.empty(), "");
    }

    /**
     * Opens the trail again while the server runs. If the last segment was removed or changed, continues in a new segment and
     * returns a note.
     */
    Found reopen(Head head) throws IOException {
        if (!Files.isDirectory(folder.folder())) {
            throw new NoSuchFileException(folder.folder() + " does not exist");
        }
        if (head.segment().isEmpty()) {
            return recover();
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

    private Found resumeAt(Path segment, boolean last) throws IOException {
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
            keepTorn(end);
            cut(segment, 0).close();
            Files.delete(segment);
            Found before = recover();
            return new Found(before.head, before.segment, note + (before.note.isEmpty() ? "" : "; " + before.note));
        }
        Head head = tail.head(name)
                .orElseThrow(() -> new IOException("the end of " + name
                        + " is not an audit trail; to start a new trail, move the file out of the folder"));
        keepTorn(end);
        if (!tail.isChained()) {
            note.append(note.isEmpty() ? "" : "; ")
                    .append("the last lines of ")
                    .append(name)
                    .append(" do not form a chain; run `patchbay audit verify`");
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

    /**
     * Keeps the torn end of a segment in a file. The name of the file depends on the content, so that a retry does not
     * keep the same end twice.
     */
    private void keepTorn(TrailFolder.Tail tail) throws IOException {
        if (tail.torn().length == 0) {
            return;
        }
        Path kept =
                folder.folder().resolve("torn-" + TrailLine.hash(tail.torn()).substring(0, 16) + ".bytes");
        try (SeekableByteChannel file = Files.newByteChannel(kept, TORN_FILE, OwnerOnly.fileAttributes(kept))) {
            ByteBuffer bytes = ByteBuffer.wrap(tail.torn());
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
    }
}
