package io.patchbay.http.mcp;

import io.patchbay.http.request.Incoming;
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

/**
 * Serves HTTP+SSE, the transport of 2024-11-05. {@code GET /sse} opens the only stream of a client. The first event contains the
 * URL {@code /messages}, to which the client posts its messages. The {@link Dispatcher} serves these messages like the messages of
 * any transport.
 */
public final class SseEndpoint {

    private static final String STREAM = "/sse";
    private static final String MESSAGES = "/messages";
    private static final String PARAMETER = "sessionId=";
    private static final int ID_BYTES = 16;

    private final McpEndpoint endpoint;
    private final CallerCheck callers;
    private final McpServices services;
    private final Map<String, SseConnection> connections = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final CallThreads threads = new CallThreads();

    public SseEndpoint(McpEndpoint endpoint, CallerCheck callers, McpServices services) {
        this.endpoint = endpoint;
        this.callers = callers;
        this.services = services;
    }

    /** Returns whether the transport is enabled and the path belongs to the transport. */
    public boolean serves(String path) {
        return (path.equals(STREAM) || path.equals(MESSAGES)) && settings().httpSse();
    }

    /** Serves a request whose path, Host header and Origin header were accepted. */
    public void handle(String path, Incoming incoming) {
        boolean stream = path.equals(STREAM);
        String method = stream ? "GET" : "POST";
        if (!method.equals(incoming.request().getMethod())) {
            incoming.response().getHeaders().put(HttpHeader.ALLOW, method + ", OPTIONS");
            services.request().errors().respond(incoming, 405, "This path accepts " + method + " only.");
            return;
        }
        Optional<McpRequest> request = callers.identify(incoming);
        if (request.isEmpty()) {
            return;
        }
        if (stream) {
            Dispatcher dispatcher = request.get().dispatcher();
            endpoint.serve(request.get().servedBy(exchange -> open(exchange, dispatcher)));
        } else {
            receive(request.get());
        }
    }

    /**
     * Ends each stream whose client has not begun a session in time. Ends all streams if the transport is now disabled.
     */
    public void sweep() {
        if (connections.isEmpty()) {
            return;
        }
        HttpSettings settings = settings();
        for (SseConnection connection : connections.values()) {
            if (!settings.httpSse() || connection.isIdleFor(settings.limits().request())) {
                connection.end();
            }
        }
    }

    private void open(Exchange exchange, Dispatcher dispatcher) {
        EventStream events = exchange.stream(List.of());
        if (events.ended()) {
            return; // too many streams; the exchange has answered with an error
        }
        String id = newId();
        SseConnection connection =
                new SseConnection(exchange, events, dispatcher, () -> connections.remove(id), threads);
        connections.put(id, connection);
        String url = settings().prefix() + MESSAGES + "?" + PARAMETER + id;
        events.send(Event.named("endpoint", url.getBytes(StandardCharsets.US_ASCII)));
        exchange.onDisconnect(connection::clientGone);
    }

    private void receive(McpRequest request) {
        Optional<SseConnection> connection = Optional.ofNullable(
                        request.incoming().request().getHttpURI().getQuery())
                .filter(query -> query.startsWith(PARAMETER))
                .map(query -> connections.get(query.substring(PARAMETER.length())))
                .filter(found -> found.belongsTo(request.identity()));
        if (connection.isEmpty()) {
            services.request()
                    .guards()
                    .recordRefusal(request.incoming().sender(), "unknown_stream", request.identity());
            services.request()
                    .errors()
                    .respond(request.incoming(), 404, "No such stream. Open a stream with GET " + STREAM + ".");
            return;
        }
        SseConnection client = connection.get();
        endpoint.serve(request.servedBy(exchange -> client.dispatcher().dispatch(new SseMessage(exchange, client))));
    }

    private HttpSettings settings() {
        return services.request().settings().get();
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
