package io.patchbay.protocol.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.api.Arguments;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.policy.Target;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The mutable state of a call between its request and its answer. Thread-safe. No method blocks. */
public final class CallProgress {

    private volatile Inputs inputs = Inputs.NONE;
    private volatile Optional<Target> asked = Optional.empty();
    private volatile Optional<About> about = Optional.empty();
    private volatile Optional<Continuation> continuation = Optional.empty();

    @GuardedBy("this")
    private Phase phase = Phase.OPEN;

    @GuardedBy("this")
    private Optional<Cancellable> current = Optional.empty();

    @GuardedBy("this")
    private OptionalLong prolonged = OptionalLong.empty();

    @GuardedBy("this")
    private Optional<ProtocolException> reason = Optional.empty();

    @GuardedBy("this")
    private Optional<CompletableFuture<Void>> ending = Optional.empty();

    @GuardedBy("this")
    private double done = Double.NEGATIVE_INFINITY;

    /** The phase of a call. A call never returns to an earlier phase. */
    private enum Phase {
        /** Rounds can start. */
        OPEN,
        /** The call was cancelled or stopped. The running round ends, and no further round starts. */
        ENDING,
        /** The audit trail contains the outcome. */
        SETTLED
    }

    /**
     * The target and arguments for which policy made its decision.
     *
     * @param policyVersion the version of the policy that last allowed the call
     */
    record About(Target target, Arguments arguments, long policyVersion) {

        About under(long version) {
            return new About(target, arguments, version);
        }
    }

    /** Returns the progress for a later round of the same call, with the client's answers. */
    CallProgress next(Inputs answered) {
        CallProgress next = new CallProgress();
        next.inputs = answered;
        next.continuation = continuation;
        next.about = about;
        synchronized (this) {
            synchronized (next) {
                next.prolonged = prolonged;
            }
        }
        return next;
    }

    /** Returns the client's answers so far. */
    public Inputs inputs() {
        return inputs;
    }

    public void inputs(Inputs answered) {
        inputs = answered;
    }

    /** Returns the requested target, even if the target does not exist; empty before the parameters are read. */
    Optional<Target> asked() {
        return asked;
    }

    void asked(Target target) {
        asked = Optional.of(target);
    }

    /** Returns the target and arguments for which policy made its decision; empty before the decision. */
    Optional<About> about() {
        return about;
    }

    void about(About decided) {
        about = Optional.of(decided);
    }

    /** Returns the task that the call may become or has become. */
    public Optional<Continuation> continuation() {
        return continuation;
    }

    /** Sets the task that the call may become. Called before the call runs. */
    public void continueAs(Continuation candidate) {
        continuation = Optional.of(candidate);
    }

    /**
     * Returns the task of the call if the client knows the task. In that case, only the task reports the end of the
     * call.
     */
    Optional<Continuation> knownTask() {
        return continuation.filter(Continuation::isAnnounced);
    }

    /**
     * Stores a progress value if it is higher than all earlier values of the call. Returns whether the value was
     * stored.
     */
    synchronized boolean advanceTo(double now) {
        boolean increases = now > done;
        done = increases ? now : done;
        return increases;
    }

    /** Starts a later phase. Returns false if the call is already in this phase or in a later phase. */
    private synchronized boolean advance(Phase to) {
        if (phase.compareTo(to) >= 0) {
            return false;
        }
        phase = to;
        return true;
    }

    /** Marks the call as settled. Returns true on the first invocation only. */
    boolean settle() {
        return advance(Phase.SETTLED);
    }

    /**
     * Sets the next activity of the call: a round, a wait or questions. Returns false if the call was already ended.
     */
    public synchronized boolean enter(Cancellable next) {
        current = Optional.of(next);
        prolonged.ifPresent(next::prolong);
        return phase != Phase.ENDING;
    }

    /** Clears the current activity, because the call now runs no code and waits for nothing. */
    public synchronized void leave() {
        current = Optional.empty();
    }

    /** Extends the deadline of this round and of later rounds. */
    public synchronized void prolong(long deadline) {
        prolonged = OptionalLong.of(deadline);
        current.ifPresent(running -> running.prolong(deadline));
    }

    /** Returns whether the call waits now. */
    boolean isWaiting() {
        Optional<Cancellable> running;
        synchronized (this) {
            running = current;
        }
        return running.filter(Cancellable::isWaiting).isPresent();
    }

    /** Ends the call. The client and the audit trail receive the reason. Only the first reason counts. */
    public void end(ProtocolException why) {
        synchronized (this) {
            reason = reason.or(() -> Optional.of(why));
        }
        end();
    }

    /** Ends the call because its client no longer waits for the answer. */
    public void end() {
        advance(Phase.ENDING);
        Optional<Cancellable> running;
        synchronized (this) {
            running = current;
            ending.ifPresent(waited -> waited.complete(null));
        }
        running.ifPresent(Cancellable::cancel);
    }

    /** Returns the reason why the call was ended. */
    synchronized ProtocolException reason() {
        return reason.orElseGet(ProtocolException::cancelled);
    }

    /** Returns whether the call was ended before it was settled. */
    synchronized boolean isEnded() {
        return phase == Phase.ENDING;
    }

    /** Returns a future that completes when the call is ended. */
    synchronized CompletableFuture<Void> whenEnded() {
        CompletableFuture<Void> waited = ending.orElseGet(CompletableFuture::new);
        ending = Optional.of(waited);
        if (phase == Phase.ENDING) {
            waited.complete(null);
        }
        return waited;
    }

    /** Returns a description of the call's current state for operators. */
    synchronized String state() {
        return phase == Phase.ENDING
                ? "stopping"
                : current.map(Cancellable::state).orElse("waiting for its connector");
    }
}
