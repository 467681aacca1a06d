package io.patchbay.connectors.files.tree;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** One piece of work on a disk: where it is, and when it last got on. */
final class DiskJob<T> implements Runnable, DiskThread.Job {

    private final FutureTask<T> task;
    private final Gate gate;
    private final boolean patient;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Optional<Thread> thread = Optional.empty();
    private boolean interrupted;
    private volatile Optional<FilePath> at = Optional.empty();
    private volatile long touched = System.nanoTime();
    private volatile boolean abandoned;
    private volatile boolean overtaken;

    /** @param patient whether its caller waits however long one step takes */
    DiskJob(Callable<T> work, Gate gate, boolean patient) {
        this.task = new FutureTask<>(work);
        this.gate = gate;
        this.patient = patient;
    }

    @Override
    public void run() {
        begin();
        try {
            task.run();
        } finally {
            end();
        }
    }

    /** It goes on to a file or folder. On its own thread. */
    @Override
    public void to(FilePath path) {
        touch();
        at = Optional.of(path);
        try {
            gate.admit(this, path);
        } catch (FileProblem e) {
            at = Optional.empty();
            throw e;
        }
    }

    /** It got on. On its own thread. */
    @Override
    public void touch() {
        touched = System.nanoTime();
    }

    Optional<FilePath> at() {
        return at;
    }

    Duration silent(long now) {
        return Duration.ofNanos(now - touched);
    }

    boolean isPatient() {
        return patient;
    }

    /** Whether its caller waits no longer, and it has not ended. */
    boolean isAbandoned() {
        return abandoned;
    }

    /** Whether somebody else came through where it hangs. */
    boolean isOvertaken() {
        return overtaken;
    }

    void overtake() {
        overtaken = true;
    }

    boolean await(Duration most) throws InterruptedException {
        return ended.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Of work that has ended. */
    T result() throws Exception {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    /** Nobody waits for it any longer. Where it is. */
    FilePath abandon() {
        abandoned = true;
        interrupt();
        return at.orElse(FilePath.TOP);
    }

    synchronized void interrupt() {
        interrupted = true;
        thread.ifPresent(Thread::interrupt);
    }

    private synchronized void begin() {
        thread = Optional.of(Thread.currentThread());
        DiskThread.take(this);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** No interrupt reaches what the thread does next. */
    private void end() {
        synchronized (this) {
            thread = Optional.empty();
        }
        DiskThread.leave();
        gate.ended(this);
        ended.countDown();
    }

    /** What all jobs pass. */
    interface Gate {

        /** @throws FileProblem if other jobs hang at the path */
        void admit(DiskJob<?> job, FilePath path);

        void ended(DiskJob<?> job);
    }
}
