package io.patchbay.launcher;

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
 * The archive of loaded classes that makes later starts faster. The JVM would write it at its very end, when nobody can check the
 * result. So it is written here while the process still runs: the archive first, durable, then its checksum and length beside it. The
 * start script uses no other archive: a damaged one would end every start.
 */
final class ClassArchive {

    /** Names the file to write; not set where an archive is in use or none can be kept. */
    private static final String FILE = "patchbay.archive";

    /** A JVM that runs out of disk while it writes an archive ends at once. */
    private static final long ROOM_BYTES = 256L << 20;

    private ClassArchive() {}

    /** Runs the main class that the first argument names, and writes the archive of its classes at the end of the process. */
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

    /** Writes the archive of all classes loaded so far, if the start script asks for one. A failure costs later starts time only. */
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
        if (folder.toFile().getUsableSpace() < ROOM_BYTES) {
            return;
        }
        Path temporary = folder.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        Path sum = folder.resolve(file.getFileName() + ".sum");
        try {
            dump(temporary);
            force(temporary);
            String written = Cksum.of(temporary);
            Files.deleteIfExists(sum);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Private.write(sum, written + "\n");
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The JDK 17 prints a line while it does this, which belongs into no output of a command. */
    private static void dump(Path file) throws JMException {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            invoke(file);
        } finally {
            System.setOut(out);
        }
    }

    private static void invoke(Path file) throws JMException {
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
