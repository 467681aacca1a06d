package io.patchbay.audit;

import io.patchbay.support.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/**
 * Appends lines to the trail on disk. Each line gets a number and the hash of the previous line. If an append fails, the trail ends
 * at the last line that was durable before the append. Only one thread uses this class, except for {@link #durable}.
 */
final class Chain implements Closeable {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEQUENCE = TrailLine.SEQUENCE.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PREVIOUS = TrailLine.PREVIOUS.getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK_BYTES = 1 << 18;
    private static final int FRAME_BYTES = 128;

    private final TrailFolder folder;
    private final Disk disk;
    private final MessageDigest digest;
    private final byte[] previous = new byte[64];
    private final byte[] hash = new byte[32];

    private Optional<FileLock> lock = Optional.empty();
    private Optional<Disk.Segment> segment = Optional.empty();
    private boolean started;
    private volatile Head durable = Head.NONE;

    private byte[] chunk = new byte[CHUNK_BYTES];
    private int filled;
    private long sequence;
    private long size;

    Chain(Path folder, Disk disk) {
        this.folder = new TrailFolder(folder);
        this.disk = disk;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }

    /** Returns the end of the trail on disk. Any thread may call this method. */
    Head durable() {
        return durable;
    }

    /**
     * Opens the trail if the trail is not open. Called before {@link #append}.
     *
     * @return a note for a start line if the trail was opened for the first time or was repaired; the note may have no text
     */
    Optional<String> prepare() throws IOException {
        if (segment.isPresent()) {
            return Optional.empty();
        }
        Recovery recovery = new Recovery(folder, disk);
        boolean first = !started;
        if (first) {
            LocalDisk.secureFolder(folder.folder());
            lock();
        }
        Recovery.Found found = first ? recovery.recover() : recovery.reopen(durable);
        started = true;
        durable = found.head();
        segment = Optional.of(found.segment().isPresent() ? found.segment().get() : newSegment());
        return first || !found.note().isEmpty() ? Optional.of(found.note()) : Optional.empty();
    }

    /**
     * Appends lines, and removes each line from the queue once the line is durable. After a failure, the lines that
     * remain in the queue are not durable.
     */
    void append(Deque<Line> lines, long segmentBytes) throws IOException {
        try {
            while (!lines.isEmpty()) {
                if (durable.size() >= segmentBytes) {
                    segment.orElseThrow().close();
                    segment = Optional.of(newSegment());
                }
                int written = write(lines, segmentBytes);
                commit();
                for (int i = 0; i < written; i++) {
                    lines.removeFirst().written();
                }
            }
        } catch (IOException | RuntimeException e) {
            undo(e);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (segment.isPresent()) {
            segment.get().close();
            segment = Optional.empty();
        }
        if (lock.isPresent()) {
            lock.get().acquiredBy().close();
            lock = Optional.empty();
        }
    }

    private void lock() throws IOException {
        if (lock.isPresent()) {
            return;
        }
        Path file = folder.folder().resolve("lock");
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.fileAttributes(file));
        try {
            lock = Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            lock = Optional.empty();
        }
        if (lock.isEmpty()) {
            channel.close();
            throw new IOException("another server uses this audit trail");
        }
    }

    private Disk.Segment newSegment() throws IOException {
        Path file = folder.segment(durable.sequence() + 1);
        Disk.Segment created = Files.exists(file) && Files.size(file) == 0 ? disk.open(file) : disk.create(file);
        durable =
                new Head(durable.sequence(), durable.hash(), file.getFileName().toString(), 0);
        return created;
    }

    /** Writes lines until the segment is full. Returns the number of written lines. */
    private int write(Deque<Line> lines, long segmentBytes) throws IOException {
        System.arraycopy(durable.hash().getBytes(StandardCharsets.US_ASCII), 0, previous, 0, previous.length);
        sequence = durable.sequence();
        size = durable.size();
        filled = 0;
        int written = 0;
        for (Line line : lines) {
            if (size >= segmentBytes) {
                break;
            }
            if (line.length() > 0) {
                add(line);
            }
            written++;
        }
        flush();
        return written;
    }

    private void add(Line line) throws IOException {
        int needed = line.length() + FRAME_BYTES;
        if (chunk.length - filled < needed) {
            flush();
            chunk = chunk.length < needed ? new byte[needed] : chunk;
        }
        int start = filled;
        copy(SEQUENCE, SEQUENCE.length);
        number(++sequence);
        copy(PREVIOUS, PREVIOUS.length);
        copy(previous, previous.length);
        chunk[filled++] = '"';
        chunk[filled++] = ',';
        copy(line.bytes(), line.length());
        chunk[filled++] = '}';
        digest(start);
        chunk[filled++] = '\n';
        size += filled - start;
    }

    private void copy(byte[] bytes, int length) {
        System.arraycopy(bytes, 0, chunk, filled, length);
        filled += length;
    }

    private void number(long value) {
        String text = Long.toString(value);
        for (int i = 0; i < text.length(); i++) {
            chunk[filled++] = (byte) text.charAt(i);
        }
    }

    private void digest(int start) {
        digest.update(chunk, start, filled - start);
        try {
            digest.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < hash.length; i++) {
            previous[2 * i] = HEX[hash[i] >> 4 & 0xf];
            previous[2 * i + 1] = HEX[hash[i] & 0xf];
        }
    }

    private void flush() throws IOException {
        segment.orElseThrow().append(ByteBuffer.wrap(chunk, 0, filled));
        filled = 0;
    }

    private void commit() throws IOException {
        Disk.Segment open = segment.orElseThrow();
        open.force();
        if (!open.isIntact(size)) {
            throw new IOException(durable.segment() + " was removed or changed");
        }
        durable = new Head(sequence, new String(previous, StandardCharsets.US_ASCII), durable.segment(), size);
    }

    /** Removes a half-written line. If the removal fails, the next {@link #prepare} removes the line before the next append. */
    private void undo(Exception reason) {
        try {
            if (segment.isPresent()) {
                try (Disk.Segment failed = segment.get()) {
                    failed.truncate(durable.size());
                }
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        segment = Optional.empty();
    }
}
