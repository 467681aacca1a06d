package io.patchbay.audit;

import io.patchbay.spi.audit.AuditException;
import io.patchbay.support.DaemonThread;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes the trail. The first line wakes the thread. The thread then waits one interval, so that one write and one
 * fsync serve many lines. The thread does not wait if a caller waits for the disk or if the queue is half full.
 */
final class TrailWriter implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(TrailWriter.class);

    /** The maximum time for one operation of the disk. A slower disk is treated as failed. */
    private static final Duration DISK_TIMEOUT = Duration.ofSeconds(10);

    private final Chain chain;
    private final Lines lines;
    private final Refusals refusals;
    private final Supplier<TrailSettings> settings;
    private final LineQueue queue = new LineQueue();
    private final Deque<Line> pending = new ArrayDeque<>();
    private final ReentrantLock roomLock = new ReentrantLock();
    private final Condition room = roomLock.newCondition();
    private final Thread thread = DaemonThread.of(this, "audit-writer");

    private volatile Optional<String> failure = Optional.empty();
    private volatile Optional<String> warning = Optional.empty();
    private volatile boolean urgent;
    private volatile boolean asleep;
    private volatile boolean stopping;

    TrailWriter(Chain chain, Lines lines, Refusals refusals, Supplier<TrailSettings> settings) {
        this.chain = chain;
        this.lines = lines;
        this.refusals = refusals;
        this.settings = settings;
    }

    /**
     * Opens the trail and starts the thread. When the method returns, the trail is open, or {@link #failure} returns
     * the reason.
     */
    void start() {
        commit();
        thread.start();
    }

    /** Writes all waiting lines and a stop line, and closes the trail. Returns whether everything was written. */
    boolean stop() throws InterruptedException {
        stopping = true;
        requestCommit();
        thread.join(DISK_TIMEOUT.toMillis());
        return !thread.isAlive() && failure.isEmpty();
    }

    /** Returns the reason why the trail cannot be written now. */
    Optional<String> failure() {
        return failure;
    }

    /**
     * Returns a note about the repairs that were made when the trail was opened. Returns an empty result if nothing was
     * repaired.
     */
    Optional<String> warning() {
        return warning;
    }

    Head durable() {
        return chain.durable();
    }

    /**
     * Adds a line to the queue. If the queue is full, waits briefly for room. Adds the line even if the thread is
     * interrupted.
     */
    void put(Line line) throws AuditException {
        LineQueue.Put put = offer(line, settings.get());
        if (put == LineQueue.Put.FULL) {
            put = waitForRoom(line);
        }
        requireAdded(put);
    }

    /** Adds a line even if the queue is full. Used for lines that complete an earlier line. */
    void putUnbounded(Line line) throws AuditException {
        requireAdded(wakeFor(queue.put(line, Integer.MAX_VALUE, Long.MAX_VALUE)));
    }

    /** Adds a line and waits until the line is on disk. */
    void putDurably(Line line) throws AuditException {
        Optional<String> failed = failure;
        if (failed.isPresent()) {
            throw new AuditException("The audit trail cannot be written: " + failed.get());
        }
        put(line);
        CompletableFuture<Void> durable = line.durable().orElseThrow();
        requestCommit();
        try {
            durable.get(DISK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditException("The wait for the disk of the audit trail was interrupted", e);
        } catch (ExecutionException e) {
            throw new AuditException(
                    "The audit trail cannot be written: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new AuditException("The disk of the audit trail does not respond", e);
        }
    }

    /** Wakes the thread if the thread waits for work. */
    void wake() {
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                awaitWork();
                commit();
            }
            commit();
            finish();
        } catch (Error e) {
            failure = Optional.of("the writer thread failed: " + e);
            throw e;
        }
    }

    private void requestCommit() {
        if (!urgent) {
            urgent = true;
            LockSupport.unpark(thread);
        }
    }

    private LineQueue.Put offer(Line line, TrailSettings bounds) {
        return wakeFor(queue.put(line, bounds.queueLines(), bounds.queueBytes()));
    }

    private LineQueue.Put wakeFor(LineQueue.Put put) {
        if (put == LineQueue.Put.ADDED_HALF_FULL) {
            requestCommit();
        } else if (put == LineQueue.Put.ADDED_FIRST) {
            wake();
        }
        return put;
    }

    private LineQueue.Put waitForRoom(Line line) {
        requestCommit();
        boolean interrupted = false;
        long left = settings.get().queueWait().toNanos();
        roomLock.lock();
        try {
            while (true) {
                LineQueue.Put put = offer(line, settings.get());
                if (put != LineQueue.Put.FULL || left <= 0) {
                    return put;
                }
                long before = System.nanoTime();
                try {
                    left = room.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    left -= System.nanoTime() - before;
                }
            }
        } finally {
            roomLock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void requireAdded(LineQueue.Put put) throws AuditException {
        if (put == LineQueue.Put.FULL) {
            throw new AuditException("The audit trail cannot keep up");
        }
        if (put == LineQueue.Put.CLOSED) {
            throw new AuditException("The audit trail is closed");
        }
    }

    private void awaitWork() {
        if (isIdle()) {
            asleep = true;
            while (isIdle() && !urgent && !stopping) {
                LockSupport.parkNanos(this, refusals.untilDue());
            }
            asleep = false;
        }
        boolean mayCommitEarly = failure.isEmpty();
        long until = System.nanoTime() + settings.get().interval().toNanos();
        for (long left = until - System.nanoTime(); left > 0 && !stopping; left = until - System.nanoTime()) {
            if (urgent && mayCommitEarly) {
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    private boolean isIdle() {
        return failure.isEmpty() && pending.isEmpty() && queue.isEmpty() && refusals.isQuiet();
    }

    /**
     * Writes all waiting lines. If the write fails, none of these lines is on disk. A line that a caller waits for then
     * fails. The next attempt writes the other lines.
     */
    private void commit() {
        urgent = false;
        TrailSettings now = settings.get();
        if (pending.size() < now.queueLines()) {
            pending.addAll(queue.takeAll());
            signalRoom();
        }
        write(now, stopping);
    }

    private void write(TrailSettings now, boolean all) {
        try {
            chain.prepare().ifPresent(this::addStartLine);
            if (failure.isEmpty() || all) {
                refusals.takeDue(all).forEach(refused -> pending.addLast(lines.refused(refused)));
            }
            if (!pending.isEmpty()) {
                chain.append(pending, now.segmentBytes());
            }
            if (failure.isPresent()) {
                failure = Optional.empty();
                log.info("The audit trail can be written again");
            }
        } catch (IOException | RuntimeException e) {
            String reason = String.valueOf(e.getMessage());
            if (!failure.equals(Optional.of(reason))) {
                log.error(
                        "The audit trail cannot be written. Writes are refused until the trail can be written again: {}",
                        reason,
                        e);
            }
            failure = Optional.of(reason);
            pending.removeIf(line -> failIfAwaited(line, e));
        }
    }

    /** If a caller waits for the line, reports the failure to the caller. Returns whether a caller waits for the line. */
    private static boolean failIfAwaited(Line line, Exception reason) {
        line.failed(reason);
        return line.durable().isPresent();
    }

    private void addStartLine(String note) {
        if (!note.isEmpty()) {
            warning = Optional.of(note);
            log.warn("The audit trail is written, but {}", note);
        }
        pending.addFirst(lines.start(note));
    }

    private void signalRoom() {
        roomLock.lock();
        try {
            room.signalAll();
        } finally {
            roomLock.unlock();
        }
    }

    private void finish() {
        pending.addAll(queue.close());
        signalRoom();
        pending.addLast(lines.stop());
        write(settings.get(), true);
        if (!pending.isEmpty()) {
            log.error(
                    "{} lines of the audit trail were lost because the trail could not be written when the server stopped",
                    pending.size());
        }
        try {
            chain.close();
        } catch (IOException e) {
            log.warn("Could not close the file of the audit trail", e);
        }
    }
}
