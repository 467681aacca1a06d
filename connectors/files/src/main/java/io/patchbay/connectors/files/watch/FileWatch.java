package io.patchbay.connectors.files.watch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.api.CatalogChanges;
import io.patchbay.api.Interest;
import io.patchbay.connectors.files.tree.DiskThreads;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblem;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.Stamp;
import io.patchbay.connectors.files.tree.Tree;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports changes on disk to subscribed clients, including changes by other programs. Checks only the subscribed files,
 * at intervals. Opens these files in the same way as a read. The cost of a check is limited, and a thread runs only
 * while clients listen.
 */
public final class FileWatch {

    private static final Logger log = LoggerFactory.getLogger(FileWatch.class);

    private static final Duration MIN_PAUSE = Duration.ofMillis(400);
    private static final Duration MIN_PAUSE_IF_REQUESTED = Duration.ofMillis(20);

    /** The pause after a check is at least this many times as long as the check. */
    private static final int PAUSE_FACTOR = 20;

    /** The factor that is used after a requested check. A check is requested when a change is known. */
    private static final int PAUSE_FACTOR_IF_REQUESTED = 5;

    private final Supplier<Tree> tree;
    private final CatalogChanges changes;
    private final DiskThreads disk;
    private final Semaphore requests = new Semaphore(0);

    /** The stamp of each subscribed file at the last check, by URI. */
    @GuardedBy("this")
    private final Map<String, Optional<Stamp>> watchedFiles = new LinkedHashMap<>();

    @GuardedBy("this")
    private Optional<ListingWatch> listing = Optional.empty();

    private volatile Optional<Thread> thread = Optional.empty();

    @GuardedBy("this")
    private boolean warned;

    public FileWatch(Supplier<Tree> tree, CatalogChanges changes, DiskThreads disk) {
        this.tree = tree;
        this.changes = changes;
        this.disk = disk;
    }

    /** Watches only these resources from now on. Returns after the first check of these resources. */
    public synchronized void follow(Interest interest) {
        watchedFiles.keySet().retainAll(interest.resources());
        int maxWatched = tree.get().settings().limits().maxWatched();
        Map<String, Optional<Stamp>> added = new LinkedHashMap<>();
        for (String uri : interest.resources()) {
            if (!watchedFiles.containsKey(uri) && watchedFiles.size() + added.size() < maxWatched) {
                added.put(uri, Optional.empty());
            }
        }
        added.replaceAll(this::readStamp);
        recheckFresh(added);
        watchedFiles.putAll(added);
        if (watchedFiles.size() < interest.resources().size() && !warned) {
            warned = true;
            log.warn(
                    "Changes are reported for only {} of the {} files that clients subscribe to. Raise maxWatched to watch more files.",
                    watchedFiles.size(),
                    interest.resources().size());
        }
        if (interest.listing() && listing.isEmpty()) {
            ListingWatch watch = new ListingWatch();
            listingDiffers(watch);
            listing = Optional.of(watch);
        } else if (!interest.listing()) {
            listing = Optional.empty();
        }
        setRunning(!watchedFiles.isEmpty() || listing.isPresent());
    }

    /**
     * Requests an early check, because a file or folder has changed. May be called on any thread, any number of times.
     */
    public void requestCheck() {
        requests.release();
    }

    public void close() {
        // The interrupt comes before the lock, because a check may hold the lock while it waits for a disk.
        thread.ifPresent(Thread::interrupt);
        stop();
    }

    private synchronized void stop() {
        watchedFiles.clear();
        listing = Optional.empty();
        setRunning(false);
    }

    private void setRunning(boolean needed) {
        if (needed && thread.isEmpty()) {
            Thread started = new Thread(this::runChecks, "files-watch");
            started.setDaemon(true);
            thread = Optional.of(started);
            started.start();
        } else if (!needed) {
            thread.ifPresent(Thread::interrupt);
            thread = Optional.empty();
        }
    }

    private void runChecks() {
        Duration took = Duration.ZERO;
        try {
            while (true) {
                Duration pause = took.multipliedBy(PAUSE_FACTOR);
                if (requests.tryAcquire(Math.max(MIN_PAUSE.toMillis(), pause.toMillis()), TimeUnit.MILLISECONDS)) {
                    Thread.sleep(Math.max(
                            MIN_PAUSE_IF_REQUESTED.toMillis(),
                            took.multipliedBy(PAUSE_FACTOR_IF_REQUESTED).toMillis()));
                    requests.drainPermits();
                }
                long start = System.nanoTime();
                if (!check()) {
                    return;
                }
                took = Duration.ofNanos(System.nanoTime() - start);
            }
        } catch (InterruptedException e) {
            // No client listens any more.
        }
    }

    /** @return whether the current thread shall continue */
    private synchronized boolean check() {
        if (thread.filter(Thread.currentThread()::equals).isEmpty()) {
            return false;
        }
        try {
            Map<String, Optional<Stamp>> changed = new LinkedHashMap<>();
            watchedFiles.forEach((uri, before) -> {
                Optional<Stamp> now = readStamp(uri, before);
                if (!now.equals(before)) {
                    changed.put(uri, now);
                }
            });
            recheckFresh(changed);
            watchedFiles.putAll(changed);
            changed.keySet().forEach(changes::resourceUpdated);
            if (listing.isPresent() && listingDiffers(listing.get())) {
                changes.listingChanged();
            }
        } catch (RuntimeException e) {
            log.warn("The files could not be checked for changes. The server repeats the check", e);
        }
        return true;
    }

    /**
     * If a stamp is fresh, reads the stamps again after a time step, because a further change could have the same time.
     */
    private void recheckFresh(Map<String, Optional<Stamp>> stamps) {
        if (stamps.values().stream()
                .anyMatch(stamp -> stamp.filter(Stamp::isFresh).isPresent())) {
            try {
                Thread.sleep(Stamp.TIME_STEP.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            stamps.replaceAll(this::readStamp);
        }
    }

    /** @param before the earlier stamp, which is returned if the disk does not respond */
    private Optional<Stamp> readStamp(String uri, Optional<Stamp> before) {
        try {
            Tree now = tree.get();
            FolderEntry entry = disk.read(() -> now.withExistingSpelling(
                    FilePath.of(URI.create(uri), now.settings().namespace()), now::entry));
            return Optional.of(entry).filter(FolderEntry::isFile).map(FolderEntry::stamp);
        } catch (FileProblem e) {
            // If the disk did respond, the file is missing or not visible.
            return e.isStalled() ? before : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return before;
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns whether the listing has changed. If the disk does not respond, the blocked thread keeps the watch, and a
     * new watch replaces the old watch.
     */
    @GuardedBy("this")
    private boolean listingDiffers(ListingWatch watch) {
        Tree now = tree.get();
        try {
            return disk.read(() -> watch.update(now));
        } catch (FileProblem e) {
            listing = listing.map(held -> new ListingWatch());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return false;
    }
}
