package io.patchbay.http.mcp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of one exchange, and the actions that run when the client disconnects. One lock guards both. A method that
 * changes the phase returns whether the phase changed. The caller of the method acts after the lock is released. Any
 * thread may call the methods.
 */
final class ExchangeLife {

    /** The phases of an exchange, in order. An exchange can skip STREAMING. */
    private enum Phase {
        /** No answer has started. */
        OPEN,
        /** The answer is an event stream that is open. */
        STREAMING,
        /** The answer is complete or abandoned. The connection watches the client instead of the exchange. */
        OVER
    }

    @GuardedBy("this")
    private Phase phase = Phase.OPEN;

    @GuardedBy("this")
    private Optional<HttpEventStream> stream = Optional.empty();

    @GuardedBy("this")
    private List<Runnable> disconnectActions = List.of();

    @GuardedBy("this")
    private boolean clientGone;

    @GuardedBy("this")
    private boolean watched;

    @GuardedBy("this")
    private boolean dispatching = true;

    @GuardedBy("this")
    private boolean inPlace;

    @GuardedBy("this")
    private boolean closesConnection;

    /** The actions to run and the stream to end when a client has disconnected. */
    record LostClient(List<Runnable> actions, Optional<HttpEventStream> stream) {}

    /** The step that the caller takes after registering an action. */
    enum NextStep {
        /** The caller does nothing. The action is kept, and the client is already watched. */
        KEPT,
        /** The caller starts to watch the client. The action is kept. */
        KEPT_UNWATCHED,
        /** The caller does nothing. The answer is complete, so the action is not needed. */
        DROPPED,
        /** The caller runs the action, because the client has disconnected. */
        DUE
    }

    /** Begins an answer without a stream. Returns false if an answer has already begun. */
    synchronized boolean beginAnswer() {
        return changePhase(Phase.OPEN, Phase.OVER);
    }

    /** Begins an answer with a stream. Returns false if an answer has already begun. */
    synchronized boolean beginStream() {
        return changePhase(Phase.OPEN, Phase.STREAMING);
    }

    /** Ends the stream of the answer. Returns false if no stream is open. */
    synchronized boolean endStream() {
        return changePhase(Phase.STREAMING, Phase.OVER);
    }

    /**
     * Abandons the exchange if its client has disconnected and its dispatcher has returned without an answer. Returns whether the
     * exchange was abandoned.
     */
    synchronized boolean abandon() {
        return clientGone && !dispatching && changePhase(Phase.OPEN, Phase.OVER);
    }

    /** Stores the stream of the answer. Returns false if the client has disconnected. */
    synchronized boolean keepStream(HttpEventStream opened) {
        stream = Optional.of(opened);
        return !clientGone;
    }

    /** Records that the client has disconnected. Returns empty if this fact is already recorded, or if the exchange is over. */
    synchronized Optional<LostClient> loseClient() {
        if (clientGone || phase == Phase.OVER) {
            return Optional.empty();
        }
        clientGone = true;
        LostClient lost = new LostClient(disconnectActions, stream);
        disconnectActions = List.of();
        return Optional.of(lost);
    }

    /** Registers an action to run when the client disconnects. */
    synchronized NextStep onDisconnect(Runnable action) {
        if (clientGone) {
            return NextStep.DUE;
        }
        if (phase == Phase.OVER) {
            return NextStep.DROPPED;
        }
        if (disconnectActions.isEmpty()) {
            disconnectActions = new ArrayList<>(1);
        }
        disconnectActions.add(action);
        return beginWatch() ? NextStep.KEPT_UNWATCHED : NextStep.KEPT;
    }

    /** Returns true for the first call only. The caller that receives true must watch the client. */
    synchronized boolean beginWatch() {
        if (watched || clientGone || phase == Phase.OVER) {
            return false;
        }
        watched = true;
        return true;
    }

    synchronized boolean isWatched() {
        return watched;
    }

    /**
     * Records that the dispatcher runs on the thread of the connection. The thread serves no other request until the dispatcher
     * returns.
     */
    synchronized void beginDispatchInPlace() {
        inPlace = true;
    }

    /** Records that the dispatcher has returned. The answer may still be open. Returns whether the exchange was abandoned. */
    synchronized boolean endDispatch() {
        dispatching = false;
        return abandon();
    }

    synchronized boolean isDispatching() {
        return dispatching;
    }

    /**
     * Closes the connection after the stream if the dispatcher uses the thread of the connection. If the connection
     * stayed open, a client that reconnects would wait for the thread.
     */
    synchronized void closeConnectionIfHeld() {
        closesConnection = inPlace && dispatching;
    }

    synchronized boolean closesConnection() {
        return closesConnection;
    }

    /** Changes the phase. No other method changes the phase. Returns false if the exchange is in another phase. */
    @GuardedBy("this")
    private boolean changePhase(Phase from, Phase to) {
        if (phase != from) {
            return false;
        }
        phase = to;
        if (to == Phase.OVER) {
            disconnectActions = List.of();
        }
        return true;
    }
}
