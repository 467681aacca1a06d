package io.patchbay.protocol.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.protocol.CallThreads;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of a connector's code for a call. A round ends once: with the connector's answer, at the deadline, or by
 * cancellation. The first of these events decides the result. The thread is interrupted only while it runs the
 * connector's code.
 */
final class Round implements Cancellable {

    private static final long OCCUPYING_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** The time that interrupted code has for its cleanup. After this time, the call counts as a runaway call. */
    private static final long INTERRUPT_GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CallRunner.Running what;
    private final long begun = System.nanoTime();
    private final Consumer<Result> ended;
    private final CallThreads threads;
    private volatile long deadline;

    @GuardedBy("this")
    private Thread thread;

    @GuardedBy("this")
    private boolean claimed;

    @GuardedBy("this")
    private long interrupted;

    @GuardedBy("this")
    private long unpausedSince;

    @GuardedBy("this")
    private boolean runaway;

    /** @param deadline the deadline, as a value of {@link System#nanoTime()} */
    Round(CallRunner.Running what, long deadline, Consumer<Result> ended, CallThreads threads) {
        this.what = what;
        this.deadline = deadline;
        this.ended = ended;
        this.threads = threads;
    }

    /** Returns the call and the entry that the round belongs to. */
    CallRunner.Running what() {
        return what;
    }

    boolean isOverdue(long now) {
        return now - deadline >= 0;
    }

    Instant deadline() {
        return Instant.now().plusNanos(deadline - System.nanoTime());
    }

    /** The state of a round when {@link CallWatch} checks the round. */
    enum State {
        /** The round has run only for a short time, or waits. */
        FINE,
        /** The round has run for a while and does not wait now. */
        OCCUPYING,
        /** The round was ended and still runs. */
        RUNAWAY
    }

    synchronized State inspect(long now) {
        if (now - begun <= OCCUPYING_AFTER_NANOS || thread == null) {
            return State.FINE;
        }
        boolean runnable = thread.getState() == Thread.State.RUNNABLE;
        if (!runnable) {
            unpausedSince = 0;
        } else if (unpausedSince == 0) {
            unpausedSince = now | 1;
        }
        runaway |= claimed && now - interrupted > INTERRUPT_GRACE_NANOS;
        return runaway ? State.RUNAWAY : runnable ? State.OCCUPYING : State.FINE;
    }

    /**
     * Returns whether a check has found that code of this round still ran after the round had ended. A runaway round no
     * longer counts towards the limit on all calls.
     */
    synchronized boolean isRunaway() {
        return runaway;
    }

    /** Returns the time, in nanoseconds, for which every check has found that the round does not wait. */
    synchronized long unpausedNanos(long now) {
        return unpausedSince == 0 ? 0 : now - unpausedSince;
    }

    /** Returns the thread while it runs the connector's code, otherwise empty. */
    synchronized Optional<Thread> thread() {
        return Optional.ofNullable(thread);
    }

    synchronized boolean isOpen() {
        return !claimed;
    }

    @Override
    public void prolong(long later) {
        deadline = later;
    }

    /** Marks the start of the connector's code on this thread. Returns false if the round has already ended. */
    synchronized boolean enter() {
        thread = Thread.currentThread();
        return !claimed;
    }

    /**
     * Marks the end of the connector's code. Clears an interrupt that was meant for this code.
     *
     * @return false if a check has found that the round is a runaway round
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
    public synchronized boolean isWaiting() {
        return thread != null && thread.getState() != Thread.State.RUNNABLE;
    }

    /** Ends the round with the connector's answer, unless the round has already ended. */
    void end(Result result) {
        if (claim(false)) {
            ended.accept(result);
        }
    }

    @Override
    public void cancel() {
        abandon(new Result.Cancelled());
    }

    /**
     * Ends the round without the connector's answer, unless the round has already ended. Reports the result on another
     * thread.
     */
    void abandon(Result result) {
        if (claim(true)) {
            threads.execute(() -> ended.accept(result));
        }
    }

    /**
     * Returns a hash code that is cheaper than the identity hash. The identity hash would cost more than adding a round
     * to {@link InFlight}. Each round is equal only to itself.
     */
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
