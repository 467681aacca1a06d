package io.patchbay.audit;

import io.patchbay.support.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;

/** The machine's file system. */
final class LocalDisk implements Disk {

    private static final Set<OpenOption> CREATE =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> OPEN = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    @Override
    public Segment create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, CREATE, OwnerOnly.fileAttributes(file));
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return segment(file, channel);
    }

    @Override
    public Segment open(Path file) throws IOException {
        return segment(file, FileChannel.open(file, OPEN));
    }

    /** Creates a folder that only its owner can access, or restricts an existing folder. */
    static void secureFolder(Path folder) throws IOException {
        Files.createDirectories(folder, OwnerOnly.folderAttributes(folder));
        OwnerOnly.restrictFolder(folder);
    }

    private static Segment segment(Path file, FileChannel channel) throws IOException {
        try {
            channel.position(channel.size());
            return new LocalSegment(file, channel, attributes(file).fileKey());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** @param key distinguishes the file from another file of the same name; null if the file system has no file keys */
    private record LocalSegment(Path file, FileChannel channel, Object key) implements Segment {

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
            channel.position(size);
            channel.force(true);
        }

        @Override
        public boolean isIntact(long size) throws IOException {
            try {
                BasicFileAttributes now = attributes(file);
                return now.size() == size && Objects.equals(now.fileKey(), key);
            } catch (NoSuchFileException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
