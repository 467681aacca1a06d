package io.patchbay.connectors.files.tree;

import java.util.Optional;

/** A thread of the {@link Disk}. Code that opens files names the place, so that a place that hangs is known. On other threads this has no effect. */
public final class Worker extends Thread {

    private Optional<DiskJob<?>> job = Optional.empty();

    Worker(Runnable work) {
        super(work, "files-disk");
        setDaemon(true);
    }

    /** @throws FileProblem when another thread hangs there */
    public static void to(FilePath path) {
        current().ifPresent(job -> job.to(path));
    }

    /** The disk answered. */
    static void touch() {
        current().ifPresent(DiskJob::touch);
    }

    static void take(DiskJob<?> job) {
        if (Thread.currentThread() instanceof Worker worker) {
            worker.job = Optional.of(job);
        }
    }

    static void leave() {
        Thread.interrupted();
        if (Thread.currentThread() instanceof Worker worker) {
            worker.job = Optional.empty();
        }
    }

    private static Optional<DiskJob<?>> current() {
        return Thread.currentThread() instanceof Worker worker ? worker.job : Optional.empty();
    }
}
