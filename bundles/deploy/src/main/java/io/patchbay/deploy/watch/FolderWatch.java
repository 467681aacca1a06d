package io.patchbay.deploy.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import io.patchbay.deploy.file.FileStamp;
import io.patchbay.deploy.file.PlainWords;
import io.patchbay.deploy.file.Retry;
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
 * Tells what changes in a folder, on a thread of its own, within a second. The system's own notice makes it quick; that it is
 * found at all hangs on a look every half second, which sees the same on every file system.
 */
public final class FolderWatch {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LOOK_WHILE_RESTLESS = Duration.ofMillis(40);
    /** Somebody who writes without end gives notice without end. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private static final Duration REST = Duration.ofMillis(200);
    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

    private final Path folder;
    private final Predicate<String> concerns;
    private final Listener listener;
    private final Settling settling = new Settling(REST);
    private final Thread thread;
    private Optional<WatchService> notices = Optional.empty();
    private String identity = "";
    /** Whoever empties a folder leaves the folder; what is left of a mount that went away, or is made anew, is another. */
    private boolean unfilled;

    private String trouble = "";
    /** What the listener has failed to take, and when it is told again. */
    private Settling.Changes untold = Settling.Changes.NONE;

    private final Retry retry = new Retry();

    /** @param concerns which names are looked at; all others are as if they were not there */
    public FolderWatch(Path folder, Predicate<String> concerns, Listener listener) {
        this.folder = folder;
        this.concerns = concerns;
        this.listener = listener;
        this.thread = new Thread(this::run, "watch-" + folder.getFileName());
        thread.setDaemon(true);
    }

    /**
     * Takes all that is there now as known to the listener. To be called before the listener reads the folder by itself: what
     * changes in between is told, once the watch has started.
     */
    public void know() throws IOException {
        identity = FileStamp.of(folder).key();
        settling.know(files());
    }

    /** Begins to tell; without {@link #know}, with all that is there. */
    public void start() {
        thread.start();
    }

    /** Ends it. What the listener is doing is interrupted and waited for. */
    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void run() {
        startNotices();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                await();
            }
        } catch (InterruptedException e) {
            log.debug("Watching {} no longer", folder);
        } finally {
            stopNotices();
        }
    }

    private void look() throws InterruptedException {
        try {
            lookOnce();
            listener.looked();
        } catch (RuntimeException | Error e) {
            log.error("{} could not be looked at; the next look tries again", folder, e);
            troubleAtLast("could not be looked at: " + PlainWords.of(e));
        }
    }

    private void lookOnce() throws InterruptedException {
        try {
            Map<String, FileStamp> files = files();
            String found = FileStamp.of(folder).key();
            if (!found.equals(identity)) {
                startNotices();
                identity = found;
                unfilled = settling.knowsAny();
            }
            unfilled &= files.isEmpty();
            if (unfilled) {
                trouble("was replaced by an empty folder: what ran goes on until something is in it");
                return;
            }
            Settling.Changes changes = settling.look(files, System.nanoTime());
            if (untold.isEmpty()) {
                recovered();
            }
            if (!changes.isEmpty() || !untold.isEmpty() && retry.isDue()) {
                tell(untold.then(changes));
            }
        } catch (IOException e) {
            identity = "";
            trouble(e instanceof NoSuchFileException ? "is not there" : "cannot be read: " + PlainWords.of(e));
        }
    }

    /** What the listener does not take is told again, together with what changes until then. */
    private void tell(Settling.Changes changes) throws InterruptedException {
        untold = changes;
        try {
            listener.changed(changes);
            untold = Settling.Changes.NONE;
            retry.succeeded();
        } catch (RuntimeException | Error e) {
            retry.failed();
            log.error("What changed in {} could not be taken in; it is tried again", folder, e);
            trouble("has changed, and the change could not be taken in: " + PlainWords.of(e));
        }
        if (untold.isEmpty()) {
            recovered();
        }
    }

    /** The last guard of the thread. */
    private void troubleAtLast(String what) throws InterruptedException {
        try {
            trouble(what);
        } catch (RuntimeException | Error e) {
            log.error("{} {}, and that could not be reported", folder, what, e);
        }
    }

    private Map<String, FileStamp> files() throws IOException {
        Map<String, FileStamp> files = new TreeMap<>();
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder)) {
            for (Path file : listed) {
                String name = file.getFileName().toString();
                if (concerns.test(name)) {
                    files.put(name, FileStamp.of(file));
                }
            }
            return files;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void trouble(String what) throws InterruptedException {
        if (!what.equals(trouble)) {
            trouble = what;
            listener.unreadable(what);
        }
    }

    private void recovered() throws InterruptedException {
        if (!trouble.isEmpty()) {
            trouble = "";
            listener.readable();
        }
    }

    private void await() throws InterruptedException {
        if (settling.isRestless() || notices.isEmpty()) {
            TimeUnit.NANOSECONDS.sleep((settling.isRestless() ? LOOK_WHILE_RESTLESS : LOOK).toNanos());
            return;
        }
        try {
            WatchKey noticed = notices.get().poll(LOOK.toNanos(), TimeUnit.NANOSECONDS);
            if (noticed != null) {
                noticed.pollEvents();
                if (!noticed.reset()) {
                    stopNotices();
                }
                TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
            }
        } catch (RuntimeException | Error e) {
            log.debug("{} gives no notice of changes any more", folder, e);
            stopNotices();
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    /** Where there are none (too many watches, a file system without them), looking is enough. */
    private void startNotices() {
        stopNotices();
        try {
            notices = Optional.of(folder.getFileSystem().newWatchService());
            folder.register(notices.get(), ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
        } catch (IOException | RuntimeException e) {
            log.debug("{} gives no notice of changes", folder, e);
            stopNotices();
        }
    }

    private void stopNotices() {
        notices.ifPresent(service -> {
            try {
                service.close();
            } catch (IOException e) {
                log.debug("The watch of {} was not closed", folder, e);
            }
        });
        notices = Optional.empty();
    }

    /** Who is told. Called on the watch's thread, one call after the other; nothing is looked at meanwhile. */
    public interface Listener {

        /** Files have come, changed or gone. What changes again while this runs is told again. */
        void changed(Settling.Changes changes) throws InterruptedException;

        /** The folder itself is gone or cannot be read, with why; nothing in it is taken as gone. */
        void unreadable(String why) throws InterruptedException;

        /** It can be read again. */
        void readable() throws InterruptedException;

        /** A look is over, one after the other at least every half second: the moment to try again what failed. */
        default void looked() throws InterruptedException {}
    }
}
