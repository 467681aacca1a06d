package io.patchbay.deploy.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.deploy.FaultyDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FolderWatchTest {

    private static final String LAST = "zzz-last";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private Path folder;
    private FolderWatch watch;

    @Before
    public void folder() throws IOException {
        folder = temporary.newFolder("watched").toPath();
        watch = new FolderWatch(folder, name -> !name.startsWith("."), new Telling());
    }

    @After
    public void stop() throws InterruptedException {
        watch.stop();
    }

    @Test
    public void reportsAddedChangedAndDeletedFiles() throws Exception {
        watch.start();

        write("a", "one");
        assertThat(next()).isEqualTo("changed a");
        write("a", "two");
        assertThat(next()).isEqualTo("changed a");
        move("a", "three");
        assertThat(next()).isEqualTo("changed a");
        Files.delete(folder.resolve("a"));
        assertThat(next()).isEqualTo("gone a");
    }

    @Test
    public void reportsBothNamesOfARename() throws Exception {
        write("a", "one");
        watch.markFilesKnown();
        watch.start();

        Files.move(folder.resolve("a"), folder.resolve("b"));

        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("changed b", "gone a");
    }

    @Test
    public void ignoresKnownFilesAndOtherNames() throws Exception {
        write("a", "one");
        watch.markFilesKnown();
        write(".b", "hidden");
        watch.start();

        assertThat(untilTheLast()).isEmpty();
    }

    @Test
    public void reportsChangesBetweenMarkingAndStarting() throws Exception {
        write("a", "one");
        watch.markFilesKnown();
        write("a", "other");
        watch.start();

        assertThat(next()).isEqualTo("changed a");
    }

    @Test
    public void reportsNamesOfEveryKindUnchanged() throws Exception {
        List<String> names = List.of("with space", "new\nline", "ümläut-Ω-日本", "quote'\"`$(x)", "-rf", "a%41");
        watch.start();

        for (String name : names) {
            write(name, "x");
        }

        List<String> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            all.add(next());
        }
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> "changed " + name).toList());
    }

    @Test
    public void reportsNoDeletedFilesWhileTheFolderIsMissing() throws Exception {
        write("a", "one");
        watch.markFilesKnown();
        watch.start();

        Path elsewhere = Files.move(folder, temporary.getRoot().toPath().resolve("elsewhere"));
        assertThat(next()).isEqualTo("unreadable: does not exist");
        Files.createDirectory(folder);
        assertThat(next()).startsWith("unreadable: was replaced by an empty folder");
        Files.delete(folder);
        Files.move(elsewhere, folder);
        assertThat(untilReadable()).doesNotContain("gone a");

        write("a", "two");
        assertThat(next()).isEqualTo("changed a");
    }

    @Test
    public void acceptsAReplacedFolderOnceItContainsAFile() throws Exception {
        write("a", "one");
        watch.markFilesKnown();
        watch.start();
        Files.move(folder, temporary.getRoot().toPath().resolve("elsewhere"));
        assertThat(next()).isEqualTo("unreadable: does not exist");

        Path other = temporary.newFolder("other").toPath();
        Files.writeString(other.resolve("b"), "two");
        Files.move(other, folder);

        assertThat(List.of(next(), next(), next())).containsExactlyInAnyOrder("readable", "changed b", "gone a");
    }

    @Test
    public void reportsDeletedFilesOfAnEmptiedFolder() throws Exception {
        write("a", "one");
        watch.markFilesKnown();
        watch.start();

        Files.delete(folder.resolve("a"));

        assertThat(next()).isEqualTo("gone a");
    }

    @Test
    public void deliversChangesAgainAfterTheListenerFailed() throws Exception {
        failures.set(2);
        watch.start();

        write("a", "x");

        assertThat(next()).isEqualTo("changed a");
        assertThat(next())
                .isEqualTo("unreadable: has changed, but the changes could not be processed: a listener's fault");
        write("b", "x");
        assertThat(List.of(next(), next())).containsExactly("changed a", "changed b");
        assertThat(List.of(next(), next(), next())).containsExactly("changed a", "changed b", "readable");
    }

    @Test
    public void survivesEveryFailureOfItsListenerAndOfTheDisk() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        watch = new FolderWatch(disk.path(folder), name -> true, new Telling());
        watch.start();
        write("a", "x");
        assertThat(next()).isEqualTo("changed a");

        disk.fault = FaultyDisk.of("list", "watched", new UncheckedIOException(new IOException("Input/output error")));
        assertThat(next()).isEqualTo("unreadable: could not be scanned: Input/output error");
        disk.fault = FaultyDisk.of("list", "watched", new FileSystemException("watched", null, "Too many open files"));
        assertThat(next()).isEqualTo("unreadable: cannot be read: Too many open files: watched");
        disk.fault = FaultyDisk.NONE;
        assertThat(next()).isEqualTo("readable");
        errors.set(1);
        assertThat(next()).startsWith("unreadable: could not be scanned");
        assertThat(next()).isEqualTo("readable");

        write("b", "x");
        assertThat(next()).isEqualTo("changed b");
    }

    /** Returns the reports before that of a last, marking file. */
    private List<String> untilTheLast() throws Exception {
        write(LAST, "x");
        return until("changed " + LAST);
    }

    private List<String> untilReadable() throws Exception {
        return until("readable");
    }

    private List<String> until(String last) throws Exception {
        List<String> before = new ArrayList<>();
        for (String line = next(); !line.equals(last); line = next()) {
            before.add(line);
        }
        return before;
    }

    private String next() throws InterruptedException {
        String line = told.poll(30, TimeUnit.SECONDS);
        assertThat(line).as("told within a bounded time").isNotNull();
        return line;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    private void move(String name, String text) throws IOException {
        Path temporaryFile = Files.writeString(folder.resolve(".tmp"), text);
        Files.move(temporaryFile, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private final class Telling implements FolderWatch.Listener {

        @Override
        public void changed(Settling.Changes changes) {
            changes.changed().forEach(name -> told.add("changed " + name));
            changes.gone().forEach(name -> told.add("gone " + name));
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("a listener's fault");
            }
        }

        @Override
        public void scanned() {
            if (errors.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new StackOverflowError();
            }
        }

        @Override
        public void unreadable(String why) {
            told.add("unreadable: " + why);
        }

        @Override
        public void readable() {
            told.add("readable");
        }
    }
}
