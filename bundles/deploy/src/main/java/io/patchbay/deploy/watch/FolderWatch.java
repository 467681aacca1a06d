package io.patchbay.deploy.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import io.patchbay.deploy.file.FileStamp;
import io.patchbay.deploy.file.Retry;
import io.patchbay.support.DaemonThread;
import io.patchbay.support.FailureText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports each change in a folder within a second. The watch has its own thread, which calls the listener. A scan every
 * 500 ms finds all changes on every file system. Events of the operating system only make the watch faster.
 */
public final class FolderWatch {

    private static final Duration SCAN_INTERVAL = Duration.ofMillis(500);
    private static final Duration SCAN_INTERVAL_WHILE_CHANGING = Duration.ofMillis(40);
    /** The minimum pause between two scans while a program writes continuously. */
    private static final Duration MIN_SCAN_PAUSE = Duration.ofMillis(10);

    private static final Duration SETTLE_TIME = Duration.ofMillis(200);
    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

    private final Path folder;
    private final Predicate<String> isWatched;
    private final Listener listener;
    private final Settling settling = new Settling(SETTLE_TIME);
    private final Thread thread;
    private Optional<WatchService> events = Optional.empty();
    private String identity = "";
    /**
     * True if an empty folder has replaced a folder with files, for example because a mount is missing. In this case,
     * the earlier files do not count as deleted. If only the files in a folder are deleted, the folder keeps its
     * identity, and this field is false.
     */
    private boolean replacedByEmpty;

    private String trouble = "";
    /** Changes that the listener failed to process. The watch delivers these changes again. */
    private Settling.Changes undelivered = Settling.Changes.NONE;

    private final Retry retry = new Retry();

    /** @param isWatched selects the names to watch; all other files are ignored */
    public FolderWatch(Path folder, Predicate<String> isWatched, Listener listener) {
        this.folder = folder;
        this.isWatched = isWatched;
        this.listener = listener;
        this.thread = DaemonThread.of(this::run, "watch-" + folder.getFileName());
    }

    /**
     * Marks all present files as known to the listener. Called before the listener itself reads the folder. After
     * {@link #start}, the watch reports all changes that happen after this call.
     */
    public void markFilesKnown() throws IOException {
        identity = FileStamp.of(folder).key();
        settling.markKnown(files());
    }

    /** Starts the watch. The watch first reports all present files, unless {@link #markFilesKnown} was called. */
    public void start() {
        thread.start();
    }

    /** Stops the watch: interrupts the listener and waits until the listener returns. */
    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void run() {
        startEvents();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                scan();
                awaitNextScan();
            }
        } catch (InterruptedException e) {
            log.debug("Stopped watching {}", folder);
        } finally {
            stopEvents();
        }
    }

    private void scan() throws InterruptedException {
        try {
            scanOnce();
            listener.scanned();
        } catch (RuntimeException | Error e) {
            log.error("{} could not be scanned; the next scan retries", folder, e);
            reportTroubleAtLast("could not be scanned: " + FailureText.of(e));
        }
    }

    private void scanOnce() throws InterruptedException {
        try {
            Map<String, FileStamp> files = files();
            String found = FileStamp.of(folder).key();
            if (!found.equals(identity)) {
                startEvents();
                identity = found;
                replacedByEmpty = settling.hasKnownFiles();
            }
            replacedByEmpty &= files.isEmpty();
            if (replacedByEmpty) {
                reportTrouble(
                        "was replaced by an empty folder; earlier files do not count as deleted until the new folder contains a file");
                return;
            }
            Settling.Changes changes = settling.update(files, System.nanoTime());
            if (undelivered.isEmpty()) {
                reportRecovery();
            }
            if (!changes.isEmpty() || !undelivered.isEmpty() && retry.isDue()) {
                deliver(undelivered.mergedWith(changes));
            }
        } catch (IOException e) {
            identity = "";
            reportTrouble(e instanceof NoSuchFileException ? "does not exist" : "cannot be read: " + FailureText.of(e));
        }
    }

    /** Calls the listener. If the call fails, the changes are delivered again, together with later changes. */
    private void deliver(Settling.Changes changes) throws InterruptedException {
        undelivered = changes;
        try {
            listener.changed(changes);
            undelivered = Settling.Changes.NONE;
            retry.succeeded();
        } catch (RuntimeException | Error e) {
            retry.failed();
            log.error("The changes in {} could not be processed; the server retries automatically", folder, e);
            reportTrouble("has changed, but the changes could not be processed: " + FailureText.of(e));
        }
        if (undelivered.isEmpty()) {
            reportRecovery();
        }
    }

    /** Reports a problem to the listener. Never fails, so that the thread survives every failure of the listener. */
    private void reportTroubleAtLast(String what) throws InterruptedException {
        try {
            reportTrouble(what);
        } catch (RuntimeException | Error e) {
            log.error("{} {}, and the problem could not be reported", folder, what, e);
        }
    }

    private Map<String, FileStamp> files() throws IOException {
        Map<String, FileStamp> files = new TreeMap<>();
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder)) {
            for (Path file : listed) {
                String name = file.getFileName().toString();
                if (isWatched.test(name)) {
                    files.put(name, FileStamp.of(file));
                }
            }
            return files;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void reportTrouble(String what) throws InterruptedException {
        if (!what.equals(trouble)) {
            trouble = what;
            listener.unreadable(what);
        }
    }

    private void reportRecovery() throws InterruptedException {
        if (!trouble.isEmpty()) {
            trouble = "";
            listener.readable();
        }
    }

    private void awaitNextScan() throws InterruptedException {
        if (settling.isSettling() || events.isEmpty()) {
            TimeUnit.NANOSECONDS.sleep(
                    (settling.isSettling() ? SCAN_INTERVAL_WHILE_CHANGING : SCAN_INTERVAL).toNanos());
            return;
        }
        try {
            WatchKey key = events.get().poll(SCAN_INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
            if (key != null) {
                key.pollEvents();
                if (!key.reset()) {
                    stopEvents();
                }
                TimeUnit.NANOSECONDS.sleep(MIN_SCAN_PAUSE.toNanos());
            }
        } catch (RuntimeException | Error e) {
            log.debug("The operating system no longer reports changes in {}", folder, e);
            stopEvents();
            TimeUnit.NANOSECONDS.sleep(SCAN_INTERVAL.toNanos());
        }
    }

    /** Asks the operating system for events. Ignores a failure, because the scans find all changes without events. */
    private void startEvents() {
        stopEvents();
        try {
            events = Optional.of(folder.getFileSystem().newWatchService());
            folder.register(events.get(), ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
        } catch (IOException | RuntimeException e) {
            log.debug("The operating system does not report changes in {}", folder, e);
            stopEvents();
        }
    }

    private void stopEvents() {
        events.ifPresent(service -> {
            try {
                service.close();
            } catch (IOException e) {
                log.debug("The watch service of {} could not be closed", folder, e);
            }
        });
        events = Optional.empty();
    }

    /**
     * Receives the changes. The thread of the watch calls the methods, one at a time. The watch does not scan during a
     * call.
     */
    public interface Listener {

        /** Called when files were added, changed or deleted. A later call reports the changes that happen during this call. */
        void changed(Settling.Changes changes) throws InterruptedException;

        /** Called when the folder is missing or cannot be read. The files of the folder do not count as deleted. */
        void unreadable(String why) throws InterruptedException;

        /** Called when the folder can be read again. */
        void readable() throws InterruptedException;

        /** Called after each scan, at least every half second while no other call runs. Listeners retry failed work in this call. */
        default void scanned() throws InterruptedException {}
    }
}
