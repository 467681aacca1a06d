package io.patchbay.http.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far one exchange is, and what waits for its end: one state under one lock. A method that moves the exchange on returns
 * whether it did, and the caller acts after the lock is released. Any thread.
 */
final class ExchangeLife {

    /** An exchange passes through these phases in order, and may skip the second. */
    private enum Phase {
        /** Nothing is answered. */
        OPEN,
        /** An event stream answers. */
        STREAMING,
        /** The answer is complete, or was given up: from here on, the client is the connection's concern. */
        OVER
    }

    // Guarded by this.
    private Phase phase = Phase.OPEN;
    private Optional<HttpEventStream> stream = Optional.empty();
    private List<Runnable> disconnectActions = List.of();
    private boolean clientGone;
    private boolean watched;
    private boolean dispatching = true;
    private boolean inPlace;
    private boolean closesConnection;

    /** What is to be done when a client has gone. */
    record Loss(List<Runnable> actions, Optional<HttpEventStream> stream) {}

    /** What is to be done with an action that was registered. */
    enum Registration {
        /** Nothing: the action waits, and the client is watched. */
        KEPT,
        /** The action waits; the caller starts to watch the client. */
        KEPT_UNWATCHED,
        /** Nothing: the answer is complete, and the client was there. */
        DROPPED,
        /** The client has gone: the caller runs the action. */
        DUE
    }

    /** Answers as a whole, if nothing is answered. */
    synchronized boolean answer() {
        return move(Phase.OPEN, Phase.OVER);
    }

    /** Begins to answer with a stream, if nothing is answered. */
    synchronized boolean beginStream() {
        return move(Phase.OPEN, Phase.STREAMING);
    }

    /** Ends the answer with a stream. */
    synchronized boolean endStream() {
        return move(Phase.STREAMING, Phase.OVER);
    }

    /** Gives up an exchange that nobody will answer or read: its client has gone, and its dispatcher has returned. */
    synchronized boolean giveUp() {
        return clientGone && !dispatching && move(Phase.OPEN, Phase.OVER);
    }

    /** Keeps the stream that answers. Returns false if the client has gone. */
    synchronized boolean opened(HttpEventStream opened) {
        stream = Optional.of(opened);
        return !clientGone;
    }

    /** Notes that the client has gone. Empty if that is known, or the exchange is over. */
    synchronized Optional<Loss> loseClient() {
        if (clientGone || phase == Phase.OVER) {
            return Optional.empty();
        }
        clientGone = true;
        Loss loss = new Loss(disconnectActions, stream);
        disconnectActions = List.of();
        return Optional.of(loss);
    }

    /** Registers an action for when the client goes. */
    synchronized Registration onDisconnect(Runnable action) {
        if (clientGone) {
            return Registration.DUE;
        }
        if (phase == Phase.OVER) {
            return Registration.DROPPED;
        }
        if (disconnectActions.isEmpty()) {
            disconnectActions = new ArrayList<>(1);
        }
        disconnectActions.add(action);
        return beginWatch() ? Registration.KEPT_UNWATCHED : Registration.KEPT;
    }

    /** Returns whether the caller is the first who is to watch the client. */
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

    /** Notes that the dispatcher begins, on the thread of the connection: the connection serves nothing else meanwhile. */
    synchronized void dispatchInPlace() {
        inPlace = true;
    }

    /** Notes that the dispatcher has returned; the answer may still be open. Returns whether the exchange was given up. */
    synchronized boolean endDispatch() {
        dispatching = false;
        return giveUp();
    }

    synchronized boolean isDispatching() {
        return dispatching;
    }

    /** Closes the connection after the stream if the dispatcher holds the connection's thread: a client that reconnects must not wait. */
    synchronized void closeConnectionIfHeld() {
        closesConnection = inPlace && dispatching;
    }

    synchronized boolean closesConnection() {
        return closesConnection;
    }

    /** The only place where the phase changes. */
    private boolean move(Phase from, Phase to) {
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
