package io.patchbay.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files that exist completely or not at all, even after a crash or a power failure. Only the user of this process can read
 * the files. All methods block on the disk.
 */
public final class DurableFile {

    private DurableFile() {}

    /** Replaces the file in one step. When the method returns, the new content survives a crash. Creates missing folders with 0700. */
    public static void write(Path file, byte[] content) throws IOException {
        place(file, content);
        sync(folderOf(file));
    }

    /**
     * Replaces the file in one step. The file's name survives a crash only after {@link #sync} of its folder. Creates missing
     * folders.
     */
    public static void place(Path file, byte[] content) throws IOException {
        Path folder = folderOf(file);
        createFolder(folder);
        // The file is hidden, so that a program that lists the folder meanwhile ignores the file.
        Path temporary =
                Files.createTempFile(folder, "." + file.getFileName() + "-", ".tmp", OwnerOnly.fileAttributes(folder));
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Deletes the file. When the method returns, the deletion survives a crash.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    public static void delete(Path file) throws IOException {
        Files.delete(file);
        sync(folderOf(file));
    }

    /** Creates the folder and its missing parents with 0700. Does not change an existing folder. */
    public static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, OwnerOnly.folderAttributes(folder));
        }
    }

    /** Makes the names in a folder durable. Does nothing if the system cannot open folders. */
    public static void sync(Path folder) throws IOException {
        if (OwnerOnly.isSupported(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().getParent();
    }
}
