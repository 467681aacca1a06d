package io.patchbay.protocol.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.api.Arguments;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.policy.Target;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** What changes of a call between its request and its answer. Any thread; no method blocks. */
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

    /** How far a call is. It moves forward only. */
    private enum Phase {
        /** Rounds of it can start. */
        OPEN,
        /** It was cancelled or stopped: what runs ends, and nothing more starts. */
        ENDING,
        /** Its outcome is on record. */
        SETTLED
    }

    /**
     * What policy decided over.
     *
     * @param policyVersion the version of the policy under which the call was allowed last
     */
    record About(Target target, Arguments arguments, long policyVersion) {

        About under(long version) {
            return new About(target, arguments, version);
        }
    }

    /** Returns the progress of the same call in a later round, with what the client has answered. */
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

    /** Returns what the client's side has answered so far. */
    public Inputs inputs() {
        return inputs;
    }

    public void inputs(Inputs answered) {
        inputs = answered;
    }

    /** Returns what the client asked for, found or not; empty before its parameters were read. */
    Optional<Target> asked() {
        return asked;
    }

    void asks(Target target) {
        asked = Optional.of(target);
    }

    /** Returns what policy decided over; empty before. */
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

    /** Sets what the call may continue as, before it runs. */
    public void continueAs(Continuation candidate) {
        continuation = Optional.of(candidate);
    }

    /** Returns the task that its client knows it as: from then on, only the task tells how it continues. */
    Optional<Continuation> knownTask() {
        return continuation.filter(Continuation::begun);
    }

    /** Returns whether this is progress: it increases over all rounds. */
    synchronized boolean increases(double now) {
        boolean increases = now > done;
        done = increases ? now : done;
        return increases;
    }

    /** Moves to a later phase; returns false if the call is there already, or further. */
    private synchronized boolean advance(Phase to) {
        if (phase.compareTo(to) >= 0) {
            return false;
        }
        phase = to;
        return true;
    }

    /** Returns true to the first who settles the call. */
    boolean settle() {
        return advance(Phase.SETTLED);
    }

    /** Continues the call with a round or with questions; returns false if the call was ended before. */
    public synchronized boolean enter(Cancellable next) {
        current = Optional.of(next);
        prolonged.ifPresent(next::prolong);
        return phase != Phase.ENDING;
    }

    /** Notes that nothing of the call runs now, and nothing of it is held. */
    public synchronized void leave() {
        current = Optional.empty();
    }

    /**
     * Gives this round, and those that follow, more time.
     *
     * @param deadline in {@link System#nanoTime()}
     */
    public synchronized void prolong(long deadline) {
        prolonged = OptionalLong.of(deadline);
        current.ifPresent(running -> running.prolong(deadline));
    }

    /** Returns whether what runs now waits. */
    boolean waits() {
        Optional<Cancellable> running;
        synchronized (this) {
            running = current;
        }
        return running.filter(Cancellable::waits).isPresent();
    }

    /** Ends what runs, for a reason that the client and the audit trail are told. The first reason counts. */
    public void end(ProtocolException why) {
        synchronized (this) {
            reason = reason.or(() -> Optional.of(why));
        }
        end();
    }

    /** Ends what runs: its client does not wait any more. */
    public void end() {
        advance(Phase.ENDING);
        Optional<Cancellable> running;
        synchronized (this) {
            running = current;
            ending.ifPresent(waited -> waited.complete(null));
        }
        running.ifPresent(Cancellable::cancel);
    }

    /** Returns why it was ended. */
    synchronized ProtocolException reason() {
        return reason.orElseGet(ProtocolException::cancelled);
    }

    /** Returns whether it was ended before it was settled. */
    synchronized boolean ended() {
        return phase == Phase.ENDING;
    }

    /** Returns what completes when the call is ended, for what waits in between. */
    synchronized CompletableFuture<Void> ending() {
        CompletableFuture<Void> waited = ending.orElseGet(CompletableFuture::new);
        ending = Optional.of(waited);
        if (phase == Phase.ENDING) {
            waited.complete(null);
        }
        return waited;
    }

    /** Returns what the call does now, for operators. */
    synchronized String state() {
        return phase == Phase.ENDING
                ? "stopping"
                : current.map(Cancellable::state).orElse("waiting for its connector");
    }
}
