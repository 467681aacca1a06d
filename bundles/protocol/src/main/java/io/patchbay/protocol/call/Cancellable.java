package io.patchbay.protocol.call;

/** The current activity of a call: a connector's code, a wait for a place, or questions to its client. */
public interface Cancellable {

    /** Ends the activity soon, on another thread. Does nothing if the activity has already ended. */
    void cancel();

    /** Extends the deadline. */
    default void prolong(long deadline) {}

    /** Returns a description for operators, such as {@code running}. */
    String state();

    /** Returns whether the activity waits, possibly for a long time. */
    boolean isWaiting();
}
