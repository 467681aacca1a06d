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

/** Answers what goes wrong before MCP is spoken: a status and one readable sentence, {@code {"error":"…"}}. */
public final class ErrorResponses implements Request.Handler {

    public static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    public static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    private final Supplier<HttpSettings> settings;
    private final Connections connections;
    private final HttpMetrics figures;

    public ErrorResponses(Supplier<HttpSettings> settings, Connections connections, HttpMetrics figures) {
        this.settings = settings;
        this.connections = connections;
        this.figures = figures;
    }

    /** Answers with a sentence a client that may still be sending. */
    public void answer(Response response, Callback callback, int status, String sentence) {
        Request request = response.getRequest();
        answerAndLeave(
                response,
                Callback.from(
                        InvocationType.NON_BLOCKING,
                        () -> UnreadBody.take(request, settings.get().limits().request(), callback),
                        callback::failed),
                status,
                sentence);
    }

    /** Answers with a sentence a client from whom nothing more is taken. */
    public void answerAndLeave(Response response, Callback callback, int status, String sentence) {
        byte[] body = body(sentence);
        figures.answered(status);
        response.setStatus(status);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(JSON);
        headers.put(NO_STORE);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        if (connections.pressed() && status < 500) {
            headers.put(HttpHeader.CONNECTION, "close"); // whom nothing is served does not keep a place
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** What Jetty refuses by itself, or a mounted handler fails at. Its reason may hold parts of the request: it is not told. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        answerAndLeave(response, callback, response.getStatus(), sentence(response.getStatus()));
        return true;
    }

    private static byte[] body(String sentence) {
        return Json.of(Map.of("error", sentence)).text().getBytes(StandardCharsets.UTF_8);
    }

    private static String sentence(int status) {
        return switch (status) {
            case 400 -> "This is not a well-formed HTTP request, or its path is ambiguous. The MCP endpoint is /mcp.";
            case 404 -> "There is nothing here. The MCP endpoint is /mcp.";
            case 408 -> "The request took too long to arrive.";
            case 413 -> "The request is too large.";
            case 414 -> "The URL is too long.";
            case 417 -> "Only the expectation 100-continue is understood.";
            case 426 -> "This protocol version is not spoken here.";
            case 431 -> "The request's headers are too large.";
            case 503 -> "The server is not ready. Try again soon.";
            case 505 -> "This HTTP version is not spoken here.";
            default -> status < 500 ? "The request was refused." : "Something went wrong here. It is in the log.";
        };
    }
}
