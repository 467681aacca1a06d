package io.patchbay.launcher;

import io.patchbay.support.DurableFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The archive of loaded classes, which makes later starts faster. The JVM itself would write the archive when the
 * process ends, and no code could then check the result. This class therefore writes the archive while the process
 * still runs. The class forces the archive to disk, and then writes the checksum and length of the archive to a second
 * file. The start script uses only an archive with a matching checksum, because every start with a damaged archive
 * would fail.
 */
final class ClassArchive {

    /**
     * The system property with the path of the archive. The property is not set if an archive is in use or cannot be
     * stored.
     */
    private static final String FILE = "patchbay.archive";

    /** The minimum free disk space for writing an archive. A JVM ends immediately if it runs out of disk space meanwhile. */
    private static final long MIN_DISK_BYTES = 256L << 20;

    private ClassArchive() {}

    /** Runs the main class that the first argument names, and writes the archive of its classes when the process ends. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Runtime.getRuntime().addShutdownHook(new Thread(ClassArchive::write, "class-archive"));
        try {
            String[] others = Arrays.copyOfRange(arguments, 1, arguments.length);
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) others);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Writes the archive of all classes loaded so far, if the start script requests one. A failure only makes later starts slower. */
    static void write() {
        String file = System.getProperty(FILE, "");
        if (!file.isEmpty()) {
            try {
                write(Path.of(file));
            } catch (IOException | UncheckedIOException | JMException e) {
                System.getLogger(ClassArchive.class.getName())
                        .log(System.Logger.Level.DEBUG, "No class archive was written", e);
            }
        }
    }

    private static void write(Path file) throws IOException, JMException {
        Path folder = file.getParent();
        if (folder.toFile().getUsableSpace() < MIN_DISK_BYTES) {
            return;
        }
        Path temporary = folder.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        Path sum = folder.resolve(file.getFileName() + ".sum");
        try {
            dumpSilently(temporary);
            force(temporary);
            String written = Cksum.of(temporary);
            Files.deleteIfExists(sum);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            DurableFile.place(sum, (written + "\n").getBytes(StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Writes the archive without output. JDK 17 prints a line, which would mix with the output of a command. */
    private static void dumpSilently(Path file) throws JMException {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            dump(file);
        } finally {
            System.setOut(out);
        }
    }

    private static void dump(Path file) throws JMException {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmCds",
                        new Object[] {new String[] {"dynamic_dump", "\"" + file + "\""}},
                        new String[] {String[].class.getName()});
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
