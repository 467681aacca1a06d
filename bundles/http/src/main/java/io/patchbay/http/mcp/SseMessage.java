package io.patchbay.http.mcp;

import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.protocol.Transport;
import io.patchbay.spi.identity.Identity;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One message of a client of HTTP+SSE. Its own request is answered 202 as soon as it was found good, and refused as everywhere
 * when it was not; the answer of MCP goes out on the client's stream.
 */
final class SseMessage implements Exchange {

    private static final String SESSION = "Mcp-Session-Id";
    private static final List<String> EVERYTHING = List.of("application/json, text/event-stream");

    private final Exchange http;
    private final SseConnection connection;
    private final AtomicBoolean accepted = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();

    SseMessage(Exchange http, SseConnection connection) {
        this.http = http;
        this.connection = connection;
    }

    @Override
    public String method() {
        return http.method();
    }

    /** The session is that of the stream, whatever the client names; and it takes what its stream can carry. */
    @Override
    public List<String> headers(String name) {
        if (name.equalsIgnoreCase(SESSION)) {
            return connection.session().map(List::of).orElse(List.of());
        }
        return name.equalsIgnoreCase("Accept") ? EVERYTHING : http.headers(name);
    }

    @Override
    public byte[] body() {
        return http.body();
    }

    @Override
    public Identity.Known identity() {
        return http.identity();
    }

    @Override
    public String source() {
        return http.source();
    }

    @Override
    public Transport transport() {
        return Transport.HTTP_SSE;
    }

    @Override
    public void accepted() {
        if (accepted.compareAndSet(false, true)) {
            http.send(Reply.empty(202));
        }
    }

    @Override
    public boolean send(Reply reply) {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        if (!accepted.get() && reply.status() >= 400) {
            return http.send(reply);
        }
        accepted();
        for (Reply.Header header : reply.headers()) {
            if (header.name().equalsIgnoreCase(SESSION)) {
                connection.began(header.value());
            }
        }
        return connection.send(reply.body());
    }

    @Override
    public EventStream stream(List<Reply.Header> headers) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("answered already");
        }
        accepted();
        return connection.part();
    }

    /** The client is there as long as its stream is. */
    @Override
    public void onDisconnect(Runnable action) {
        connection.opened().onDisconnect(action);
    }
}
