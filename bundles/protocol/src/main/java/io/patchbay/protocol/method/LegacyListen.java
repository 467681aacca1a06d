package io.patchbay.protocol.method;

import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Accept;
import io.patchbay.protocol.session.LastingStream;
import io.patchbay.protocol.session.Session;
import io.patchbay.protocol.session.SessionStreams;
import io.patchbay.spi.audit.Opening;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Handles {@code GET} in a legacy session. Opens the standalone stream of the session, or resumes the stream of the
 * event in the header {@code Last-Event-ID}. A new connection to a stream closes the old connection.
 */
public final class LegacyListen {

    private static final String LAST_EVENT = "Last-Event-ID";

    private final StreamTrail trail;
    private final Audience audience;

    public LegacyListen(StreamTrail trail, Audience audience) {
        this.trail = trail;
        this.audience = audience;
    }

    /**
     * Serves a {@code GET} request.
     *
     * @throws ProtocolException if no stream can be opened; in that case the exchange is not answered yet
     */
    public void serve(Exchange exchange, Session session, String callId) throws ProtocolException {
        if (!Accept.of(exchange).streams()) {
            throw refused(406, "This method answers with a stream. Accept text/event-stream.");
        }
        Opening opening = session.opening(callId, exchange, "GET");
        List<String> seen = exchange.headers(LAST_EVENT);
        if (seen.isEmpty() || seen.equals(List.of(""))) {
            listen(exchange, session, opening);
        } else {
            resume(exchange, session, opening, seen);
        }
    }

    /**
     * Opens the standalone stream. A new connection replaces the old connection, because TCP may need a long time to
     * detect a dead connection.
     */
    private void listen(Exchange exchange, Session session, Opening opening) throws ProtocolException {
        session.expectListener();
        try {
            audience.refreshAndWait();
            LastingStream own = session.standaloneStream(exchange.identity());
            if (!exchange.streamable()) {
                own.release(); // the older connection occupies the place that the new connection needs
            }
            open(exchange, opening, own, (connection, left) -> own.connect(exchange.identity(), connection, left));
            if (session.ended()) {
                own.end();
            }
        } finally {
            session.listenerArrived();
        }
    }

    private void resume(Exchange exchange, Session session, Opening opening, List<String> seen)
            throws ProtocolException {
        // Status 404 would tell the client that its session is gone. An event of another caller counts as unknown.
        SessionStreams.Place place = Optional.of(seen)
                .filter(ids -> ids.size() == 1)
                .flatMap(ids -> session.streams().place(ids.get(0)))
                .filter(found -> found.stream().mayBeResumedBy(exchange.identity()))
                .orElseThrow(() -> refused(400, "The event is unknown, or the events after it are no longer kept."));
        open(
                exchange,
                opening,
                place.stream(),
                (connection, left) -> place.stream().resume(exchange.identity(), connection, left, place.after()));
    }

    private void open(Exchange exchange, Opening opening, LastingStream stream, Carrying carrying)
            throws ProtocolException {
        if (!trail.recordStart(opening)) {
            throw refused(503, "The server cannot handle this request now. Try again in a few seconds.");
        }
        EventStream events = carrying.by(() -> exchange.stream(List.of()), () -> trail.recordEnd(opening));
        exchange.onDisconnect(() -> stream.connectionLost(events));
    }

    /** Starts a stream on a new connection. */
    private interface Carrying {
        EventStream by(Supplier<EventStream> connection, Runnable left);
    }

    private static ProtocolException refused(int status, String message) {
        return new ProtocolException(ProtocolException.INVALID_REQUEST, message, Optional.empty(), status);
    }
}
