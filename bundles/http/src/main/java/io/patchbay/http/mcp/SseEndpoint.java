package io.patchbay.http.mcp;

import io.patchbay.http.request.Sender;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.Dispatcher;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * HTTP+SSE, the transport of 2024-11-05: {@code GET /sse} opens a client's one stream, whose first event says where its messages
 * go, and {@code POST /messages} takes them. What they say is the {@link Dispatcher}'s business, as everywhere.
 */
public final class SseEndpoint {

    private static final String STREAM = "/sse";
    private static final String MESSAGES = "/messages";
    private static final String PARAMETER = "sessionId=";
    private static final int ID_BYTES = 16;

    private final McpEndpoint endpoint;
    private final McpEndpoint.Services services;
    private final Map<String, SseConnection> connections = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final CallThreads threads = new CallThreads();

    public SseEndpoint(McpEndpoint endpoint, McpEndpoint.Services services) {
        this.endpoint = endpoint;
        this.services = services;
    }

    /** Whether a path is one of this transport's, and it is switched on. */
    public boolean serves(String path) {
        return (path.equals(STREAM) || path.equals(MESSAGES))
                && services.settings().get().httpSse();
    }

    /** Serves a request whose Host, Origin and path are good. */
    public void handle(String path, Request request, Response response, Callback callback, Sender sender) {
        boolean stream = path.equals(STREAM);
        String method = stream ? "GET" : "POST";
        if (!method.equals(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, method + ", OPTIONS");
            services.problems().answer(response, callback, 405, "This path takes " + method + " only.");
            return;
        }
        Optional<McpEndpoint.Call> call = endpoint.identify(request, response, callback, sender);
        if (call.isEmpty()) {
            return;
        }
        if (stream) {
            Dispatcher dispatcher = call.get().dispatcher();
            endpoint.take(call.get().servedBy(exchange -> open(exchange, dispatcher)));
        } else {
            message(call.get());
        }
    }

    /** Ends the streams that are no longer served, and those whose clients do not begin. */
    public void sweep() {
        if (connections.isEmpty()) {
            return;
        }
        HttpSettings settings = services.settings().get();
        for (SseConnection connection : connections.values()) {
            if (!settings.httpSse() || connection.idle(settings.limits().request())) {
                connection.end();
            }
        }
    }

    private void open(Exchange exchange, Dispatcher dispatcher) {
        EventStream events = exchange.stream(List.of());
        if (events.ended()) {
            return; // there were too many: that was answered
        }
        String id = newId();
        SseConnection connection =
                new SseConnection(exchange, events, dispatcher, () -> connections.remove(id), threads);
        connections.put(id, connection);
        String where = services.settings().get().prefix() + MESSAGES + "?" + PARAMETER + id;
        events.send(Event.named("endpoint", where.getBytes(StandardCharsets.US_ASCII)));
        exchange.onDisconnect(connection::gone);
    }

    private void message(McpEndpoint.Call call) {
        Optional<SseConnection> connection = Optional.ofNullable(
                        call.request().getHttpURI().getQuery())
                .filter(query -> query.startsWith(PARAMETER))
                .map(query -> connections.get(query.substring(PARAMETER.length())))
                .filter(found -> found.belongsTo(call.identity()));
        if (connection.isEmpty()) {
            services.guards().refused(call.sender(), "unknown_stream", call.identity());
            services.problems()
                    .answer(
                            call.response(),
                            call.callback(),
                            404,
                            "There is no such stream. Open one: GET " + STREAM + ".");
            return;
        }
        endpoint.take(call.servedBy(connection.get()::take));
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
