package io.patchbay.protocol.call;

/** What goes on for a call now: a connector's code, or questions to its client. */
public interface Cancellable {

    /** Ends it, once and soon, on another thread; nothing when it has ended. */
    void cancel();

    /**
     * Gives it more time.
     *
     * @param deadline in {@link System#nanoTime()}
     */
    default void prolong(long deadline) {}

    /** What goes on, for operators: for example {@code running}. */
    String state();

    /** Whether it waits for something, and may for long. */
    boolean waits();
}
