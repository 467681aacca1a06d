package io.patchbay.deploy.connector;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.support.DaemonThread;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Runs pieces of work on a few threads. The pieces start in order, and pieces that share a key never run at the same
 * time. Only one thread may use an instance.
 */
final class SideBySide implements AutoCloseable {

    private final int maxThreads;

    @GuardedBy("this")
    private final Set<String> keys = new HashSet<>();

    @GuardedBy("this")
    private final Set<Thread> running = new HashSet<>();

    SideBySide(int maxThreads) {
        this.maxThreads = maxThreads;
    }

    /**
     * Starts a piece of work as soon as a thread is free and no running piece has one of the same keys. Blocks until
     * the work starts.
     *
     * @param before runs on the caller's thread just before the work starts
     */
    void run(Set<String> ownKeys, Runnable before, Work work) throws InterruptedException {
        Thread thread = DaemonThread.of(() -> runOne(ownKeys, work), "deploy-load");
        reserve(ownKeys, thread);
        before.run();
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            release(ownKeys, thread);
            work.run(); // the system refuses another thread, so this thread runs the work
        }
    }

    /** Waits until all pieces have ended. */
    synchronized void join() throws InterruptedException {
        while (!running.isEmpty()) {
            wait();
        }
    }

    /** Interrupts the pieces that still run, and waits until they have ended. */
    @Override
    public synchronized void close() {
        running.forEach(Thread::interrupt);
        boolean interrupted = false;
        while (!running.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void reserve(Set<String> ownKeys, Thread thread) throws InterruptedException {
        while (running.size() >= maxThreads || !Collections.disjoint(keys, ownKeys)) {
            wait();
        }
        keys.addAll(ownKeys);
        running.add(thread);
    }

    private void runOne(Set<String> ownKeys, Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the interrupt has no further effect, because the thread ends
        } finally {
            release(ownKeys, Thread.currentThread());
        }
    }

    private synchronized void release(Set<String> ownKeys, Thread thread) {
        keys.removeAll(ownKeys);
        running.remove(thread);
        notifyAll();
    }

    /** Work that handles its own failures. */
    interface Work {
        void run() throws InterruptedException;
    }
}
