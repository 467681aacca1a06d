package io.patchbay.connectors.files.watch;

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
 * Tells of changes on disk that somebody wants to hear of, whoever makes them. It looks, by the same handles as every reader, at
 * what is subscribed to and at nothing else, again and again, at a cost that is bounded; a thread is there only while
 * somebody listens.
 */
public final class FileWatch {

    private static final Logger log = LoggerFactory.getLogger(FileWatch.class);

    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final Duration SOON = Duration.ofMillis(20);

    /** A look that takes long is followed by a pause that is so many times longer; and by less when something is known to have changed. */
    private static final int REST = 20;

    private static final int REST_WHEN_CHANGED = 5;

    private final Supplier<Tree> tree;
    private final CatalogChanges changes;
    private final DiskThreads disk;
    private final Semaphore poked = new Semaphore(0);

    /** What each URI led to at the last look. */
    private final Map<String, Optional<Stamp>> files = new LinkedHashMap<>();

    private Optional<ListingWatch> listing = Optional.empty();
    private volatile Optional<Thread> thread = Optional.empty();
    private boolean warned;

    public FileWatch(Supplier<Tree> tree, CatalogChanges changes, DiskThreads disk) {
        this.tree = tree;
        this.changes = changes;
        this.disk = disk;
    }

    /** From now on looks for changes of these. Returns when it knows how they are now. */
    public synchronized void want(Interest interest) {
        files.keySet().retainAll(interest.resources());
        int most = tree.get().settings().limits().maxWatched();
        Map<String, Optional<Stamp>> more = new LinkedHashMap<>();
        for (String uri : interest.resources()) {
            if (!files.containsKey(uri) && files.size() + more.size() < most) {
                more.put(uri, Optional.empty());
            }
        }
        more.replaceAll(this::stamp);
        settle(more);
        files.putAll(more);
        if (files.size() < interest.resources().size() && !warned) {
            warned = true;
            log.warn(
                    "Changes of only {} of the {} files that clients subscribed to are looked for (maxWatched)",
                    files.size(),
                    interest.resources().size());
        }
        if (interest.listing() && listing.isEmpty()) {
            ListingWatch shape = new ListingWatch();
            differs(shape);
            listing = Optional.of(shape);
        } else if (!interest.listing()) {
            listing = Optional.empty();
        }
        run(!files.isEmpty() || listing.isPresent());
    }

    /** Something changed: looks soon. Any thread, at any rate. */
    public void soon() {
        poked.release();
    }

    public void close() {
        // A look may wait for a disk, with the lock.
        thread.ifPresent(Thread::interrupt);
        end();
    }

    private synchronized void end() {
        files.clear();
        listing = Optional.empty();
        run(false);
    }

    private void run(boolean needed) {
        if (needed && thread.isEmpty()) {
            Thread started = new Thread(this::looks, "files-watch");
            started.setDaemon(true);
            thread = Optional.of(started);
            started.start();
        } else if (!needed) {
            thread.ifPresent(Thread::interrupt);
            thread = Optional.empty();
        }
    }

    private void looks() {
        Duration took = Duration.ZERO;
        try {
            while (true) {
                Duration pause = took.multipliedBy(REST);
                if (poked.tryAcquire(Math.max(PAUSE.toMillis(), pause.toMillis()), TimeUnit.MILLISECONDS)) {
                    Thread.sleep(Math.max(
                            SOON.toMillis(),
                            took.multipliedBy(REST_WHEN_CHANGED).toMillis()));
                    poked.drainPermits();
                }
                long start = System.nanoTime();
                if (!look()) {
                    return;
                }
                took = Duration.ofNanos(System.nanoTime() - start);
            }
        } catch (InterruptedException e) {
            // Nobody listens any more.
        }
    }

    /** @return whether this thread is still the one that looks */
    private synchronized boolean look() {
        if (thread.filter(Thread.currentThread()::equals).isEmpty()) {
            return false;
        }
        try {
            Map<String, Optional<Stamp>> changed = new LinkedHashMap<>();
            files.forEach((uri, before) -> {
                Optional<Stamp> now = stamp(uri, before);
                if (!now.equals(before)) {
                    changed.put(uri, now);
                }
            });
            settle(changed);
            files.putAll(changed);
            changed.keySet().forEach(changes::resourceUpdated);
            if (listing.isPresent() && differs(listing.get())) {
                changes.listingChanged();
            }
        } catch (RuntimeException e) {
            log.warn("Changes of files could not be looked for; they will be again", e);
        }
        return true;
    }

    /** Looks once more at what may be changing at this moment. */
    private void settle(Map<String, Optional<Stamp>> stamps) {
        if (stamps.values().stream()
                .anyMatch(stamp -> stamp.filter(Stamp::isFresh).isPresent())) {
            try {
                Thread.sleep(Stamp.TIME_STEP.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            stamps.replaceAll(this::stamp);
        }
    }

    /** @param before stays where the disk does not answer */
    private Optional<Stamp> stamp(String uri, Optional<Stamp> before) {
        try {
            Tree now = tree.get();
            FolderEntry entry = disk.read(() ->
                    now.spelled(FilePath.of(URI.create(uri), now.settings().namespace()), now::entry));
            return Optional.of(entry).filter(FolderEntry::isFile).map(FolderEntry::stamp);
        } catch (FileProblem e) {
            // Not there, or not to be seen.
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

    /** A shape that a disk holds up is left to it, and another is begun. */
    private boolean differs(ListingWatch shape) {
        Tree now = tree.get();
        try {
            return disk.read(() -> shape.look(now));
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
