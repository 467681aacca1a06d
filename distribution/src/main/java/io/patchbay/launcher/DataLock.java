package io.patchbay.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Prevents two servers from using the same data folder. The operating system releases the lock when the process ends. */
final class DataLock implements AutoCloseable {

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Acquires the lock.
     *
     * @param command the {@code patchbay} command as the operator types it
     * @throws StartException if another server holds the lock
     */
    static DataLock acquire(Path data, String command) {
        Path file = data.resolve("patchbay.pid");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
            if (lock == null) {
                channel.close();
                throw new StartException(
                        StartException.BUSY,
                        "Another Patchbay (process " + Files.readString(file).strip()
                                + ") is running on the data folder " + data
                                + ". Stop that server with: " + command
                                + " stop. Or name another data folder for this server with --data.");
            }
            writeProcess(channel, file);
            return new DataLock(channel);
        } catch (IOException e) {
            throw new StartException("The data folder cannot be locked with " + file + ": " + StartException.reason(e)
                    + ". All files in the data folder must belong to the server's user. A start as another user, for example root,"
                    + " creates files of that user. Change the owner of these files back with chown -R.");
        }
    }

    /** Writes the process number. If the disk is full, the number cannot be written, but the lock is still valid. */
    private static void writeProcess(FileChannel channel, Path file) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            System.err.println("The process number cannot be written to " + file + ": " + StartException.reason(e)
                    + ". The server starts without this file. \"patchbay status\" shows the number.");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.truncate(0);
        } finally {
            channel.close();
        }
    }
}
