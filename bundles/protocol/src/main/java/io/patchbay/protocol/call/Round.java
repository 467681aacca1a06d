package io.patchbay.protocol.call;

import io.patchbay.protocol.CallThreads;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of a connector's code for a call. It ends once: with what the connector answers, at the deadline, or by cancellation;
 * whoever claims the end first tells it. The thread is interrupted only while it is in the connector's code.
 */
final class Round implements Cancellable {

    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(100);
    /** What was interrupted may clean up for so long. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(1);

    private final CallRunner.Running what;
    private final long begun = System.nanoTime();
    private final Consumer<Result> ended;
    private final CallThreads threads;
    private volatile long deadline;
    private Thread thread;
    private boolean claimed;
    private long interrupted;
    private long unpausedSince;
    private boolean runaway;

    /** @param deadline in {@link System#nanoTime()} */
    Round(CallRunner.Running what, long deadline, Consumer<Result> ended, CallThreads threads) {
        this.what = what;
        this.deadline = deadline;
        this.ended = ended;
        this.threads = threads;
    }

    /** What it is for. */
    CallRunner.Running what() {
        return what;
    }

    boolean overdue(long now) {
        return now - deadline >= 0;
    }

    Instant deadline() {
        return Instant.now().plusNanos(deadline - System.nanoTime());
    }

    /** What it is at. For one thread, every few milliseconds. */
    enum State {
        /** It has not run for long, or waits. */
        FINE,
        /** It has been running for a while and does not wait now. */
        OCCUPYING,
        /** It was ended, and has not heeded that. */
        RUNAWAY
    }

    synchronized State look(long now) {
        if (now - begun <= LONG || thread == null) {
            return State.FINE;
        }
        boolean runnable = thread.getState() == Thread.State.RUNNABLE;
        if (!runnable) {
            unpausedSince = 0;
        } else if (unpausedSince == 0) {
            unpausedSince = now | 1;
        }
        runaway |= claimed && now - interrupted > GRACE;
        return runaway ? State.RUNAWAY : runnable ? State.OCCUPYING : State.FINE;
    }

    /** Whether it was seen to go on after its end: it does not count among all calls any more. */
    synchronized boolean ranAway() {
        return runaway;
    }

    /** For how long it has not been seen to wait. */
    synchronized long unpaused(long now) {
        return unpausedSince == 0 ? 0 : now - unpausedSince;
    }

    /** The thread, while it is in the connector's code. */
    synchronized Optional<Thread> thread() {
        return Optional.ofNullable(thread);
    }

    synchronized boolean open() {
        return !claimed;
    }

    @Override
    public void prolong(long later) {
        deadline = later;
    }

    /** Enters the connector's code on this thread; false when the round has ended before. */
    synchronized boolean enter() {
        thread = Thread.currentThread();
        return !claimed;
    }

    /**
     * Leaves the connector's code; an interrupt meant for it stays behind.
     *
     * @return false when it was seen to run away before
     */
    synchronized boolean leave() {
        thread = null;
        Thread.interrupted();
        return !runaway;
    }

    @Override
    public String state() {
        return "running";
    }

    @Override
    public synchronized boolean waits() {
        return thread != null && thread.getState() != Thread.State.RUNNABLE;
    }

    /** Ends the round with what the connector answered, unless it has ended. */
    void end(Result result) {
        if (claim(false)) {
            ended.accept(result);
        }
    }

    @Override
    public void cancel() {
        abandon(new Result.Cancelled());
    }

    /** Ends the round from outside, unless it has ended; tells on a thread of its own. */
    void abandon(Result result) {
        if (claim(true)) {
            threads.execute(() -> ended.accept(result));
        }
    }

    /** Rounds are equal only to themselves; their own hash would cost more than a place among those that run. */
    @Override
    public int hashCode() {
        return Long.hashCode(begun);
    }

    private synchronized boolean claim(boolean interrupt) {
        if (claimed) {
            return false;
        }
        claimed = true;
        if (interrupt && thread != null) {
            interrupted = System.nanoTime();
            thread.interrupt();
        }
        return true;
    }
}
