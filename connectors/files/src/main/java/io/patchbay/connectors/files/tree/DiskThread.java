package io.patchbay.connectors.files.tree;

import java.util.Optional;

/** A thread of the {@link DiskThreads}. Code that opens files names the place, so that a place that hangs is known. On other threads this has no effect. */
public final class DiskThread extends Thread {

    private Optional<Job> job = Optional.empty();

    DiskThread(Runnable work) {
        super(work, "files-disk");
        setDaemon(true);
    }

    /** @throws FileProblem when another thread hangs there */
    public static void to(FilePath path) {
        current().ifPresent(job -> job.to(path));
    }

    /** The disk answered. */
    static void touch() {
        current().ifPresent(Job::touch);
    }

    static void take(Job job) {
        if (Thread.currentThread() instanceof DiskThread worker) {
            worker.job = Optional.of(job);
        }
    }

    static void leave() {
        Thread.interrupted();
        if (Thread.currentThread() instanceof DiskThread worker) {
            worker.job = Optional.empty();
        }
    }

    private static Optional<Job> current() {
        return Thread.currentThread() instanceof DiskThread worker ? worker.job : Optional.empty();
    }

    /** The work that a thread does. Called on that thread. */
    interface Job {

        /** @throws FileProblem if other work hangs at the path */
        void to(FilePath path);

        void touch();
    }
}
