package io.patchbay.support;

/** Threads that do not keep the process alive. */
public final class DaemonThread {

    private DaemonThread() {}

    /** Returns a new daemon thread that has not been started. */
    public static Thread of(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts a new daemon thread and returns it. */
    public static Thread start(String name, Runnable work) {
        Thread thread = of(name, work);
        thread.start();
        return thread;
    }
}
