package io.patchbay.cli.command;

import io.patchbay.cli.channel.Folders;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.IoReason;
import io.patchbay.cli.terminal.Terminal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code patchbay logs}. Reads the log file, and therefore needs no running server. */
@Command(name = "logs", description = "Show the server's log, also when the server is not running.")
final class Logs implements Callable<Integer> {

    private static final int BLOCK_BYTES = 1 << 16;
    private static final Duration POLL = Duration.ofMillis(200);

    @Mixin
    private Folders folders = new Folders();

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "<count>",
            description = "How many of the last lines to show. Default: ${DEFAULT-VALUE}")
    private int lines = 50;

    @Option(
            names = {"-f", "--follow"},
            description = "Also show new lines as they are written, until Ctrl-C.")
    private boolean follow;

    private final Terminal terminal;

    Logs(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path file = folders.data(terminal.environment()).resolve("logs").resolve("patchbay.log");
        if (lines < 0) {
            throw new CommandException(CommandException.USAGE, "--lines must be 0 or more.");
        }
        if (Files.notExists(file)) {
            throw new CommandException(CommandException.FAILED, missingLogMessage(file));
        }
        if (!Files.isReadable(file)) {
            throw new CommandException(
                    CommandException.FAILED,
                    "The log cannot be shown: " + IoReason.of(new AccessDeniedException(file.toString()))
                            + ". Only the user who runs the server and root may read the log. Run the command as one of them.");
        }
        long at = print(file, findStart(file));
        while (follow && !terminal.out().checkError()) {
            Thread.sleep(POLL.toMillis());
            // If the file is shorter than before, the log was rotated and this file is new.
            at = print(file, Files.exists(file) && Files.size(file) < at ? 0 : at);
        }
        return 0;
    }

    /**
     * Returns the message for a missing log file. A running server creates the file again when it writes the next line.
     */
    private static String missingLogMessage(Path file) throws IOException {
        try (DirectoryStream<Path> older = Files.newDirectoryStream(file.getParent(), file.getFileName() + ".*")) {
            return older.iterator().hasNext()
                    ? "The log file " + file
                            + " was moved or deleted. Older log files are in the same folder. A running server"
                            + " creates the file again when it writes the next line."
                    : "No log yet: " + file;
        } catch (NoSuchFileException e) {
            return "No log yet: " + file;
        }
    }

    /** Returns the offset at which the last lines begin. Reads the file from its end, because the file may be large. */
    private long findStart(Path file) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long end = log.length();
            int wanted = lines + 1;
            byte[] block = new byte[BLOCK_BYTES];
            for (long to = end; to > 0; to -= BLOCK_BYTES) {
                int size = (int) Math.min(BLOCK_BYTES, to);
                log.seek(to - size);
                log.readFully(block, 0, size);
                for (int i = size - 1; i >= 0; i--) {
                    if (block[i] == '\n' && --wanted == 0) {
                        return to - size + i + 1;
                    }
                }
            }
            return 0;
        }
    }

    private long print(Path file, long from) throws IOException {
        if (!Files.exists(file)) {
            return from;
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] block = new byte[BLOCK_BYTES];
            log.seek(from);
            for (int read = log.read(block); read > 0; read = log.read(block)) {
                terminal.out().write(block, 0, read);
            }
            terminal.out().flush();
            return log.getFilePointer();
        }
    }
}
