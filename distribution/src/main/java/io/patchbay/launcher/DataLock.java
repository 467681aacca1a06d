package io.patchbay.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two servers from sharing one data folder; the system lets go of it when the process ends, however it ends. */
final class DataLock implements AutoCloseable {

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param command what the operator types for {@code patchbay}
     * @throws StartException when another server has it
     */
    static DataLock take(Path data, String command) {
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
                                + ". Stop it with: " + command
                                + " stop. Or give this one a folder of its own with --data.");
            }
            writeProcess(channel, file);
            return new DataLock(channel);
        } catch (IOException e) {
            throw new StartException("Cannot lock the data folder with " + file + ": " + StartException.reason(e)
                    + ". Everything in the data folder has to belong to the server's user: a start as another user, root for example,"
                    + " leaves files that chown -R gives back.");
        }
    }

    /** The lock holds without the number of the process, which has no room on a full disk. */
    private static void writeProcess(FileChannel channel, Path file) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            System.err.println("The process number cannot be written to " + file + ": " + StartException.reason(e)
                    + ". The server starts without it; \"patchbay status\" shows the number.");
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
