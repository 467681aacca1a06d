package io.patchbay.cli.mcp;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sends one message to the server and receives the response. The response is one body or a stream. If the connection
 * breaks, the class resumes the stream.
 */
public final class HttpCall {

    /** Receives the messages of the response in order. */
    public interface MessageListener {

        /** Called for the head of the answer, before the first message. */
        default void onHead(HttpHeaders headers) {}

        /**
         * Called for each message. Returns true if the message is the answer. The client reads nothing after the
         * answer.
         */
        boolean onMessage(String message);
    }

    private static final Duration RESUME_AFTER = Duration.ofSeconds(1);
    private static final int MAX_EMPTY_RESUMPTIONS = 5;

    private final Http http;
    private final Cancellation cancellation;
    private final MessageListener listener;
    private boolean answered;

    public HttpCall(Http http, Cancellation cancellation, MessageListener listener) {
        this.http = http;
        this.cancellation = cancellation;
        this.listener = listener;
    }

    /** Sends a message once. */
    public CallOutcome post(String body, Map<String, String> headers) {
        return run(() -> http.post(body, headers, cancellation), headers, Optional.empty());
    }

    /**
     * Opens the stream of messages that belong to no request. At the normal end of the stream, the outcome is {@code
     * Lost}.
     */
    public CallOutcome listen(Map<String, String> headers, Optional<String> lastId) {
        return run(() -> http.get(resumeHeaders(headers, lastId), cancellation), headers, lastId);
    }

    private CallOutcome run(ReplyOpener opening, Map<String, String> headers, Optional<String> lastId) {
        boolean sent = false;
        try (HttpReply reply = opening.open()) {
            sent = true;
            if (reply.status() < 200 || reply.status() > 299) {
                String body = reply.text();
                http.listener().received(body);
                return new CallOutcome.Refused(reply.status(), body);
            }
            listener.onHead(reply.headers());
            if (reply.isStream()) {
                return readStream(reply, headers, lastId);
            }
            String body = reply.text();
            if (!body.isBlank()) {
                http.listener().received(body);
                listener.onMessage(body);
            }
            return new CallOutcome.Done();
        } catch (IOException e) {
            return cancellation.isCancelled() ? new CallOutcome.Cancelled() : failureOutcome(e, sent);
        } catch (IllegalArgumentException e) {
            // Either HTTP does not allow the value of a header, or the answer is not a message.
            return sent ? new CallOutcome.Lost(e.getMessage()) : new CallOutcome.Refused(400, "");
        }
    }

    private static CallOutcome failureOutcome(IOException e, boolean sent) {
        Optional<String> refused = Http.certificateRefusal(e);
        if (!sent && refused.isPresent()) {
            return new CallOutcome.Untrusted(refused.get());
        }
        return !sent && Http.isNeverSent(e) ? new CallOutcome.NeverSent(e) : new CallOutcome.Lost(reason(e));
    }

    private CallOutcome readStream(HttpReply first, Map<String, String> headers, Optional<String> knownId)
            throws IOException {
        HttpReply reply = first;
        Optional<String> lastId = knownId;
        int emptyResumptions = 0;
        while (true) {
            EventReader events = new EventReader(reply.body());
            String endReason = "the stream ended";
            boolean receivedAny = false;
            try {
                // The client reads nothing after the answer, because the server may leave the stream open.
                for (var event = events.next();
                        event.isPresent();
                        event = answered ? Optional.empty() : events.next()) {
                    receivedAny = true;
                    deliver(event.get().data());
                }
            } catch (IOException e) {
                endReason = reason(e);
            }
            reply.close();
            if (answered) {
                return new CallOutcome.Done();
            }
            Optional<String> before = lastId;
            lastId = events.lastId().or(() -> before);
            emptyResumptions = receivedAny ? 0 : emptyResumptions + 1;
            if (cancellation.isCancelled()) {
                return new CallOutcome.Cancelled();
            }
            if (lastId.isEmpty() || emptyResumptions > MAX_EMPTY_RESUMPTIONS) {
                return new CallOutcome.Lost(endReason);
            }
            cancellation.pause(events.retry().orElse(RESUME_AFTER));
            reply = http.get(resumeHeaders(headers, lastId), cancellation);
            if (reply.status() != 200 || !reply.isStream()) {
                reply.close();
                return new CallOutcome.Lost(endReason + ", and could not be resumed (HTTP " + reply.status() + ")");
            }
        }
    }

    private void deliver(String data) {
        if (!data.isEmpty()) {
            http.listener().received(data);
            answered = listener.onMessage(data);
        }
    }

    private static Map<String, String> resumeHeaders(Map<String, String> headers, Optional<String> lastId) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        lastId.ifPresent(id -> all.put("Last-Event-ID", id));
        return all;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Sends the request, and returns the reply with an unread body. */
    private interface ReplyOpener {
        HttpReply open() throws IOException;
    }
}
