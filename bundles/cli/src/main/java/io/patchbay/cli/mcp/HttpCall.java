package io.patchbay.cli.mcp;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sends one message to the server and receives everything that comes back: one body, or a stream that is resumed where it broke. */
public final class HttpCall {

    /** Receives what comes back, in order. */
    public interface Listener {

        /** Called for the head of the answer, before the first message. */
        default void began(HttpHeaders headers) {}

        /** Called for each message. Returns true for the answer, after which nothing more is read. */
        boolean heard(String message);
    }

    private static final Duration RESUME_AFTER = Duration.ofSeconds(1);
    private static final int MAX_EMPTY_RESUMPTIONS = 5;

    private final Http http;
    private final Flight flight;
    private final Listener listener;
    private boolean answered;

    public HttpCall(Http http, Flight flight, Listener listener) {
        this.http = http;
        this.flight = flight;
        this.listener = listener;
    }

    /** Sends a message once. */
    public CallOutcome post(String body, Map<String, String> headers) {
        return run(() -> http.post(body, headers, flight), headers, Optional.empty());
    }

    /** Opens the stream of messages that belong to no request. The end of the stream is {@code Lost}, which is normal. */
    public CallOutcome listen(Map<String, String> headers, Optional<String> lastId) {
        return run(() -> http.get(resuming(headers, lastId), flight), headers, lastId);
    }

    private CallOutcome run(Opening opening, Map<String, String> headers, Optional<String> lastId) {
        boolean sent = false;
        try (HttpReply reply = opening.open()) {
            sent = true;
            if (reply.status() < 200 || reply.status() > 299) {
                String body = reply.text();
                http.listener().received(body);
                return new CallOutcome.Refused(reply.status(), body);
            }
            listener.began(reply.headers());
            if (reply.isStream()) {
                return stream(reply, headers, lastId);
            }
            String body = reply.text();
            if (!body.isBlank()) {
                http.listener().received(body);
                listener.heard(body);
            }
            return new CallOutcome.Done();
        } catch (IOException e) {
            return flight.isCancelled() ? new CallOutcome.Cancelled() : failed(e, sent);
        } catch (IllegalArgumentException e) {
            // A header value that HTTP does not allow, or an answer that is not a message.
            return sent ? new CallOutcome.Lost(e.getMessage()) : new CallOutcome.Refused(400, "");
        }
    }

    private static CallOutcome failed(IOException e, boolean sent) {
        Optional<String> refused = Http.refusedCertificate(e);
        if (!sent && refused.isPresent()) {
            return new CallOutcome.Untrusted(refused.get());
        }
        return !sent && Http.neverSent(e) ? new CallOutcome.NeverSent(e) : new CallOutcome.Lost(reason(e));
    }

    private CallOutcome stream(HttpReply first, Map<String, String> headers, Optional<String> knownId)
            throws IOException {
        HttpReply reply = first;
        Optional<String> lastId = knownId;
        int empty = 0;
        while (true) {
            EventReader events = new EventReader(reply.body());
            String broken = "the stream ended";
            boolean heard = false;
            try {
                // Reads nothing after the answer: the server may leave the stream open.
                for (var event = events.next();
                        event.isPresent();
                        event = answered ? Optional.empty() : events.next()) {
                    heard = true;
                    tell(event.get().data());
                }
            } catch (IOException e) {
                broken = reason(e);
            }
            reply.close();
            if (answered) {
                return new CallOutcome.Done();
            }
            Optional<String> before = lastId;
            lastId = events.lastId().or(() -> before);
            empty = heard ? 0 : empty + 1;
            if (flight.isCancelled()) {
                return new CallOutcome.Cancelled();
            }
            if (lastId.isEmpty() || empty > MAX_EMPTY_RESUMPTIONS) {
                return new CallOutcome.Lost(broken);
            }
            flight.pause(events.retry().orElse(RESUME_AFTER));
            reply = http.get(resuming(headers, lastId), flight);
            if (reply.status() != 200 || !reply.isStream()) {
                reply.close();
                return new CallOutcome.Lost(broken + ", and could not be resumed (HTTP " + reply.status() + ")");
            }
        }
    }

    private void tell(String data) {
        if (!data.isEmpty()) {
            http.listener().received(data);
            answered = listener.heard(data);
        }
    }

    private static Map<String, String> resuming(Map<String, String> headers, Optional<String> lastId) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        lastId.ifPresent(id -> all.put("Last-Event-ID", id));
        return all;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Sends the request. */
    private interface Opening {
        HttpReply open() throws IOException;
    }
}
