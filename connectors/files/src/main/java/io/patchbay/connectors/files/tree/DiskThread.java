package io.patchbay.connectors.files.tree;

import java.util.Optional;

/**
 * A thread of {@link DiskThreads}. Code that opens files reports each path to this class, so that {@link DiskThreads}
 * can detect a path that hangs. Reports from other threads have no effect.
 */
public final class DiskThread extends Thread {

    private Optional<Job> job = Optional.empty();

    DiskThread(Runnable work) {
        super(work, "files-disk");
        setDaemon(true);
    }

    /**
     * Reports the path that the current thread is about to reach.
     *
     * @throws FileProblem if other threads hang at the path
     */
    public static void enter(FilePath path) {
        currentJob().ifPresent(job -> job.enter(path));
    }

    /** Reports that the disk responded. */
    static void recordProgress() {
        currentJob().ifPresent(Job::recordProgress);
    }

    static void startJob(Job job) {
        if (Thread.currentThread() instanceof DiskThread worker) {
            worker.job = Optional.of(job);
        }
    }

    static void endJob() {
        Thread.interrupted();
        if (Thread.currentThread() instanceof DiskThread worker) {
            worker.job = Optional.empty();
        }
    }

    private static Optional<Job> currentJob() {
        return Thread.currentThread() instanceof DiskThread worker ? worker.job : Optional.empty();
    }

    /** The current work of a thread. Called on that thread. */
    interface Job {

        /** @throws FileProblem if other work hangs at the path */
        void enter(FilePath path);

        void recordProgress();
    }
}
