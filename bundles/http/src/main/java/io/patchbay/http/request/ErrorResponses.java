package io.patchbay.http.request;

import io.patchbay.api.Json;
import io.patchbay.http.server.Connections;
import io.patchbay.http.settings.HttpSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** Answers requests that fail outside of MCP. The answer has a status and one readable sentence, {@code {"error":"…"}}. */
public final class ErrorResponses implements Request.Handler {

    public static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    public static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    /** The sentence of an answer with status 503 while a service is missing. */
    public static final String NOT_READY = "The server is not ready. Retry in a moment.";

    /** The sentence of an answer with status 500. */
    public static final String INTERNAL = "Internal server error. The cause is in the server's log.";

    private final Supplier<HttpSettings> settings;
    private final Connections connections;
    private final HttpMetrics metrics;

    public ErrorResponses(Supplier<HttpSettings> settings, Connections connections, HttpMetrics metrics) {
        this.settings = settings;
        this.connections = connections;
        this.metrics = metrics;
    }

    /** Answers a request whose body may be unread. Reads and discards the rest of the body. */
    public void respond(Incoming incoming, int status, String sentence) {
        Request request = incoming.request();
        Callback completion = incoming.callback();
        write(
                incoming.response(),
                Callback.from(
                        InvocationType.NON_BLOCKING,
                        () -> UnreadBody.discard(
                                request, settings.get().limits().request(), completion),
                        completion::failed),
                status,
                sentence);
    }

    /** Answers a request without reading the rest of its body. */
    public void respondUnread(Incoming incoming, int status, String sentence) {
        write(incoming.response(), incoming.callback(), status, sentence);
    }

    /**
     * Answers a request that Jetty refused, or in which the server failed. The answer does not contain Jetty's reason,
     * because the reason may contain parts of the request.
     */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        write(response, callback, response.getStatus(), sentence(response.getStatus()));
        return true;
    }

    private void write(Response response, Callback callback, int status, String sentence) {
        byte[] body = body(sentence);
        metrics.countResponse(status);
        response.setStatus(status);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(JSON);
        headers.put(NO_STORE);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        if (connections.isScarce() && status < 500) {
            // connections are scarce, so the server closes the connection of a refused client
            headers.put(HttpHeader.CONNECTION, "close");
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Returns the body of an answer with this sentence. */
    public static byte[] body(String sentence) {
        return Json.of(Map.of("error", sentence)).text().getBytes(StandardCharsets.UTF_8);
    }

    private static String sentence(int status) {
        return switch (status) {
            case 400 -> "The HTTP request is malformed, or its path is ambiguous. The MCP endpoint is /mcp.";
            case 404 -> "No such path. The MCP endpoint is /mcp.";
            case 408 -> "The request took too long to arrive.";
            case 413 -> "The request is too large.";
            case 414 -> "The URL is too long.";
            case 417 -> "Only the expectation 100-continue is supported.";
            case 426 -> "This protocol version is not supported.";
            case 431 -> "The request's headers are too large.";
            case 503 -> NOT_READY;
            case 505 -> "This HTTP version is not supported.";
            default -> status < 500 ? "The request was refused." : INTERNAL;
        };
    }
}
