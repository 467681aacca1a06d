package io.patchbay.protocol.task;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs pieces of work one at a time and in order, on the threads that submit the work. No lock is held while work runs,
 * so work may wait for a disk. While one thread runs work, the same thread also runs the work that other threads
 * submit. Work that is submitted by running work runs at once. Thread-safe.
 */
final class Turn {

    private static final Logger log = LoggerFactory.getLogger(Turn.class);

    @GuardedBy("this")
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private Optional<Thread> busy = Optional.empty();

    /** Runs the work after all work that was submitted before. Logs exceptions of the work. */
    void run(Runnable work) {
        if (isCurrentThread()) {
            work.run();
            return;
        }
        synchronized (this) {
            waiting.add(work);
            if (busy.isPresent()) {
                return;
            }
            busy = Optional.of(Thread.currentThread());
        }
        for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
            runLogged(next.get());
        }
    }

    /**
     * Runs the work and waits for its return value.
     *
     * @throws Exception if the work throws an exception
     */
    <T> T call(Callable<T> work) throws Exception {
        if (isCurrentThread()) {
            return work.call();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        run(() -> {
            try {
                answer.complete(work.call());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) e.getCause();
        }
    }

    private synchronized boolean isCurrentThread() {
        return busy.filter(thread -> thread == Thread.currentThread()).isPresent();
    }

    private synchronized Optional<Runnable> next() {
        Optional<Runnable> next = Optional.ofNullable(waiting.poll());
        if (next.isEmpty()) {
            busy = Optional.empty();
        }
        return next;
    }

    private static void runLogged(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            log.error("A step of a task failed", e);
        }
    }
}
