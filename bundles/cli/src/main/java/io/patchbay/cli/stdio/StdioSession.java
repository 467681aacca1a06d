package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.CallOutcome;
import io.patchbay.cli.mcp.Cancellation;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.HttpCall;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The session of a client of the legacy era. If the server has forgotten the session, a new session with the same state
 * can replace it.
 */
final class StdioSession {

    /** The id and revision of a session. */
    record Ticket(Optional<String> id, String revision) {

        Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            id.ifPresent(text -> headers.put("Mcp-Session-Id", text));
            if (!revision.isEmpty()) {
                headers.put("MCP-Protocol-Version", revision);
            }
            return headers;
        }
    }

    private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

    private final Http http;
    private final Set<String> subscribedUris = ConcurrentHashMap.newKeySet();
    /**
     * A thread holds this lock while it starts a new session. Other threads wait for this lock if they need the new
     * session.
     */
    private final Lock renewals = new ReentrantLock();

    private volatile Ticket ticket = new Ticket(Optional.empty(), "");
    private volatile Optional<String> level = Optional.empty();
    private volatile Map<String, Object> initializeParams = Map.of();
    private volatile Map<String, Object> capabilities = Map.of();

    StdioSession(Http http) {
        this.http = http;
    }

    Ticket ticket() {
        return ticket;
    }

    /** Returns the capabilities that the server declared in the handshake. */
    Map<String, Object> capabilities() {
        return capabilities;
    }

    /** Called after a successful handshake. Stores the parameters of the handshake for a later handshake. */
    void recordHandshake(Map<String, Object> params, Optional<String> id, Map<String, Object> result) {
        initializeParams = params;
        capabilities = PlainJson.member(result, "capabilities");
        ticket = new Ticket(id, PlainJson.string(result, "protocolVersion").orElse(""));
    }

    /** Called after a successful request. Stores subscriptions and the log level, to restore them in a new session. */
    void recordRequest(StdioRequest request) {
        Optional<String> uri = PlainJson.string(request.params(), "uri");
        switch (request.method()) {
            case "resources/subscribe" -> uri.ifPresent(subscribedUris::add);
            case "resources/unsubscribe" -> uri.ifPresent(subscribedUris::remove);
            case "logging/setLevel" -> level = PlainJson.string(request.params(), "level");
            default -> {}
        }
    }

    /**
     * Starts a new session to replace a session that the server no longer knows.
     *
     * @return whether the session has changed
     */
    boolean renew(Ticket old, Cancellation cancellation) {
        renewals.lock();
        try {
            return renewLocked(old, cancellation);
        } finally {
            renewals.unlock();
        }
    }

    private boolean renewLocked(Ticket old, Cancellation cancellation) {
        if (!ticket.equals(old)) {
            return true;
        }
        if (initializeParams.isEmpty()) {
            return false;
        }
        HandshakeListener welcome = new HandshakeListener();
        new HttpCall(http, cancellation, welcome)
                .post(message("patchbay-stdio-initialize", "initialize", initializeParams), Map.of());
        if (!PlainJson.string(welcome.result, "protocolVersion").equals(Optional.of(old.revision()))) {
            return false;
        }
        recordHandshake(initializeParams, welcome.id, welcome.result);
        send("", "notifications/initialized", Map.of(), cancellation);
        level.ifPresent(from -> send("patchbay-stdio-level", "logging/setLevel", Map.of("level", from), cancellation));
        subscribedUris.forEach(
                uri -> send("patchbay-stdio-watch", "resources/subscribe", Map.of("uri", uri), cancellation));
        return true;
    }

    /** Ends the session. */
    void end() {
        if (ticket.id().isPresent()) {
            try {
                http.delete(ticket.headers(), END_TIMEOUT);
            } catch (IOException e) {
                // The server ends an unused session itself.
            }
        }
    }

    private CallOutcome send(String id, String method, Map<String, Object> params, Cancellation cancellation) {
        return new HttpCall(http, cancellation, text -> true).post(message(id, method, params), ticket.headers());
    }

    private static String message(String id, String method, Map<String, Object> params) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        if (!id.isEmpty()) {
            message.put("id", id);
        }
        message.put("method", method);
        message.put("params", params);
        return PlainJson.write(message);
    }

    /** Receives the answer to a handshake. */
    private static final class HandshakeListener implements HttpCall.MessageListener {

        private Optional<String> id = Optional.empty();
        private Map<String, Object> result = Map.of();

        @Override
        public void onHead(HttpHeaders headers) {
            id = headers.firstValue("Mcp-Session-Id");
        }

        @Override
        public boolean onMessage(String message) {
            result = PlainJson.member(PlainJson.object(message), "result");
            return !result.isEmpty();
        }
    }
}
