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
 * Does pieces of work one at a time, in the order they come, on the threads that bring them. No lock is held while work is done, so
 * it may wait for a disk; a thread that comes meanwhile leaves its work to the thread that is busy. Work from within other work is
 * done at once, as a part of it. Any thread.
 */
final class Turn {

    private static final Logger log = LoggerFactory.getLogger(Turn.class);

    @GuardedBy("this")
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private Optional<Thread> busy = Optional.empty();

    /** Does the work, now or as soon as what came before it is done. What it throws is logged. */
    void take(Runnable work) {
        if (within()) {
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
            done(next.get());
        }
    }

    /**
     * Does the work and waits for what it returns.
     *
     * @throws Exception what the work throws
     */
    <T> T ask(Callable<T> work) throws Exception {
        if (within()) {
            return work.call();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        take(() -> {
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

    private synchronized boolean within() {
        return busy.filter(thread -> thread == Thread.currentThread()).isPresent();
    }

    private synchronized Optional<Runnable> next() {
        Optional<Runnable> next = Optional.ofNullable(waiting.poll());
        if (next.isEmpty()) {
            busy = Optional.empty();
        }
        return next;
    }

    private static void done(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            log.error("A step of a task failed unexpectedly", e);
        }
    }
}
