package io.patchbay.support;

/** Threads that do not keep the process alive. */
public final class DaemonThread {

    private DaemonThread() {}

    /** Returns a new daemon thread that has not been started. */
    public static Thread of(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
