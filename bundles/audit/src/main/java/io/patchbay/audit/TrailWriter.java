package io.patchbay.audit;

import io.patchbay.spi.audit.AuditException;
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
 * The one thread that writes the trail. It sleeps while there is nothing; the first line wakes it, and it lets an interval pass
 * so that one write and one fsync serve many. Whoever waits for the disk, and a queue that is half full, call it at once.
 */
final class TrailWriter implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(TrailWriter.class);

    /** A disk that takes longer than this has failed. */
    private static final Duration SLOWEST_DISK = Duration.ofSeconds(10);

    private final Chain chain;
    private final Lines lines;
    private final Refusals refusals;
    private final Supplier<TrailSettings> settings;
    private final LineQueue queue = new LineQueue();
    private final Deque<Line> pending = new ArrayDeque<>();
    private final ReentrantLock roomLock = new ReentrantLock();
    private final Condition room = roomLock.newCondition();
    private final Thread thread = new Thread(this, "audit-writer");

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
        thread.setDaemon(true);
    }

    /** Begins the trail: when this returns, it is open, or {@link #failure} says why not. */
    void start() {
        commit();
        thread.start();
    }

    /** Writes what waits and the line of the end, and takes no more. False when not all of it could be written. */
    boolean stop() throws InterruptedException {
        stopping = true;
        hurry();
        thread.join(SLOWEST_DISK.toMillis());
        return !thread.isAlive() && failure.isEmpty();
    }

    /** Why the trail takes nothing that must be durable now. */
    Optional<String> failure() {
        return failure;
    }

    /** What was found amiss when the trail began, or began anew. */
    Optional<String> warning() {
        return warning;
    }

    Head durable() {
        return chain.durable();
    }

    /** Puts a line in the queue; waits briefly for room. An interrupt does not keep a line off the record. */
    void put(Line line) throws AuditException {
        LineQueue.Put put = offer(line, settings.get());
        if (put == LineQueue.Put.FULL) {
            put = waitForRoom(line);
        }
        accepted(put);
    }

    /** Puts a line that belongs to one that is on record already: it is taken however full the queue is. */
    void putAnyway(Line line) throws AuditException {
        accepted(note(queue.put(line, Integer.MAX_VALUE, Long.MAX_VALUE)));
    }

    /** Puts a line and waits until it is on disk. */
    void putDurably(Line line) throws AuditException {
        Optional<String> failed = failure;
        if (failed.isPresent()) {
            throw new AuditException("The audit trail cannot be written: " + failed.get());
        }
        put(line);
        CompletableFuture<Void> durable = line.durable().orElseThrow();
        hurry();
        try {
            durable.get(SLOWEST_DISK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditException("Interrupted before the audit trail was durable", e);
        } catch (ExecutionException e) {
            throw new AuditException(
                    "The audit trail cannot be written: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new AuditException("The disk of the audit trail does not respond", e);
        }
    }

    /** Calls the writer, should it sleep for want of work. */
    void wake() {
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                pause();
                commit();
            }
            commit();
            finish();
        } catch (Error e) {
            failure = Optional.of("its writer ended: " + e);
            throw e;
        }
    }

    private void hurry() {
        if (!urgent) {
            urgent = true;
            LockSupport.unpark(thread);
        }
    }

    private LineQueue.Put offer(Line line, TrailSettings bounds) {
        return note(queue.put(line, bounds.queueLines(), bounds.queueBytes()));
    }

    private LineQueue.Put note(LineQueue.Put put) {
        if (put == LineQueue.Put.TAKEN_HALF_FULL) {
            hurry();
        } else if (put == LineQueue.Put.TAKEN_FIRST) {
            wake();
        }
        return put;
    }

    private LineQueue.Put waitForRoom(Line line) {
        hurry();
        boolean interrupted = false;
        long left = settings.get().patience().toNanos();
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

    private static void accepted(LineQueue.Put put) throws AuditException {
        if (put == LineQueue.Put.FULL) {
            throw new AuditException("The audit trail cannot keep up");
        }
        if (put == LineQueue.Put.CLOSED) {
            throw new AuditException("The audit trail is closed");
        }
    }

    private void pause() {
        if (idle()) {
            asleep = true;
            while (idle() && !urgent && !stopping) {
                LockSupport.parkNanos(this, refusals.untilDue());
            }
            asleep = false;
        }
        boolean hurried = failure.isEmpty();
        long until = System.nanoTime() + settings.get().interval().toNanos();
        for (long left = until - System.nanoTime(); left > 0 && !stopping; left = until - System.nanoTime()) {
            if (urgent && hurried) {
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    private boolean idle() {
        return failure.isEmpty() && pending.isEmpty() && queue.isEmpty() && refusals.isQuiet();
    }

    /** Writes what there is. On failure nothing of it is on disk; reads stay for the next try, who waits is told. */
    private void commit() {
        urgent = false;
        TrailSettings now = settings.get();
        if (pending.size() < now.queueLines()) {
            pending.addAll(queue.take());
            room();
        }
        write(now, stopping);
    }

    private void write(TrailSettings now, boolean all) {
        try {
            chain.ready().ifPresent(this::begins);
            if (failure.isEmpty() || all) {
                refusals.due(all).forEach(refused -> pending.addLast(lines.refused(refused)));
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
                log.error("The audit trail cannot be written; writes are refused until it can: {}", reason, e);
            }
            failure = Optional.of(reason);
            pending.removeIf(line -> failed(line, e));
        }
    }

    /** Whether somebody waits for the line: they are told, and what they ask for does not happen. */
    private static boolean failed(Line line, Exception reason) {
        line.failed(reason);
        return line.durable().isPresent();
    }

    private void begins(String note) {
        if (!note.isEmpty()) {
            warning = Optional.of(note);
            log.warn("The audit trail is written, but {}", note);
        }
        pending.addFirst(lines.start(note));
    }

    private void room() {
        roomLock.lock();
        try {
            room.signalAll();
        } finally {
            roomLock.unlock();
        }
    }

    private void finish() {
        pending.addAll(queue.close());
        room();
        pending.addLast(lines.stop());
        write(settings.get(), true);
        if (!pending.isEmpty()) {
            log.error(
                    "{} lines of the audit trail were lost: it could not be written when the server stopped",
                    pending.size());
        }
        try {
            chain.close();
        } catch (IOException e) {
            log.warn("The audit trail's file could not be closed", e);
        }
    }
}
