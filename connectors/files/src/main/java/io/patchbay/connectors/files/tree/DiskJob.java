package io.patchbay.connectors.files.tree;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** One piece of work on a disk, with the path that the work has reached and the time of its last progress. */
final class DiskJob<T> implements Runnable, DiskThread.Job {

    private final FutureTask<T> task;
    private final Gate gate;
    private final boolean patient;
    private final CountDownLatch ended = new CountDownLatch(1);

    @GuardedBy("this")
    private Optional<Thread> thread = Optional.empty();

    @GuardedBy("this")
    private boolean interrupted;

    private volatile Optional<FilePath> location = Optional.empty();
    private volatile long lastProgressNanos = System.nanoTime();
    private volatile boolean abandoned;
    private volatile boolean overtaken;

    /** @param patient whether the caller waits without a limit for each step */
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

    /** Records that the job reaches a file or folder. Called on the job's thread. */
    @Override
    public void enter(FilePath path) {
        recordProgress();
        location = Optional.of(path);
        try {
            gate.admit(this, path);
        } catch (FileProblem e) {
            location = Optional.empty();
            throw e;
        }
    }

    /** Records that the job made progress. Called on the job's thread. */
    @Override
    public void recordProgress() {
        lastProgressNanos = System.nanoTime();
    }

    Optional<FilePath> location() {
        return location;
    }

    Duration timeWithoutProgress(long nowNanos) {
        return Duration.ofNanos(nowNanos - lastProgressNanos);
    }

    boolean isPatient() {
        return patient;
    }

    /** Returns whether the caller stopped waiting before the job ended. */
    boolean isAbandoned() {
        return abandoned;
    }

    /** Returns whether another job has passed the path at which this job hangs. */
    boolean isOvertaken() {
        return overtaken;
    }

    void markOvertaken() {
        overtaken = true;
    }

    boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Returns the result of a job that has ended. If the job failed, throws the exception of the job. */
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

    /** Interrupts the job, marks it as abandoned and returns the path it has reached. */
    FilePath abandon() {
        abandoned = true;
        interrupt();
        return location.orElse(FilePath.TOP);
    }

    synchronized void interrupt() {
        interrupted = true;
        thread.ifPresent(Thread::interrupt);
    }

    private synchronized void begin() {
        thread = Optional.of(Thread.currentThread());
        DiskThread.startJob(this);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Detaches the job from its thread, so that a late interrupt does not reach the next job of the thread. */
    private void end() {
        synchronized (this) {
            thread = Optional.empty();
        }
        DiskThread.endJob();
        gate.jobEnded(this);
        ended.countDown();
    }

    /** Decides whether a job may reach a path. */
    interface Gate {

        /** @throws FileProblem if other jobs hang at the path */
        void admit(DiskJob<?> job, FilePath path);

        void jobEnded(DiskJob<?> job);
    }
}
