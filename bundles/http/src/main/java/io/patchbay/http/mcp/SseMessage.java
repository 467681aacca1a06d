package io.patchbay.http.mcp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.protocol.Transport;
import io.patchbay.spi.identity.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One message of a client of HTTP+SSE. The server answers the HTTP request of a valid message with 202, and the HTTP request of an
 * invalid message with an error. The client's stream carries the MCP answer. Any thread may call the methods.
 */
final class SseMessage implements Exchange {

    private static final String SESSION = "Mcp-Session-Id";
    private static final List<String> ANY_ANSWER = List.of("application/json, text/event-stream");

    private final Exchange http;
    private final SseConnection connection;
    private final AtomicBoolean accepted = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();

    @GuardedBy("this")
    private final List<Runnable> disconnectActions = new ArrayList<>(1);

    @GuardedBy("this")
    private boolean over;

    SseMessage(Exchange http, SseConnection connection) {
        this.http = http;
        this.connection = connection;
    }

    @Override
    public String method() {
        return http.method();
    }

    /**
     * Returns the values of a header. Returns the session of the stream instead of the client's session header. Returns
     * an {@code Accept} header with all kinds of answers, because the stream can carry all kinds.
     */
    @Override
    public List<String> headers(String name) {
        if (name.equalsIgnoreCase(SESSION)) {
            return connection.session().map(List::of).orElse(List.of());
        }
        return name.equalsIgnoreCase("Accept") ? ANY_ANSWER : http.headers(name);
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
        forgetActions();
        if (!accepted.get() && reply.status() >= 400) {
            return http.send(reply);
        }
        accepted();
        for (Reply.Header header : reply.headers()) {
            if (header.name().equalsIgnoreCase(SESSION)) {
                connection.beginSession(header.value());
            }
        }
        return connection.send(reply.body());
    }

    @Override
    public EventStream stream(List<Reply.Header> headers) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("The exchange already has an answer");
        }
        accepted();
        return connection.answerStream(this::forgetActions);
    }

    /**
     * Registers an action that runs when the client disconnects. The client counts as connected while its stream is
     * open.
     */
    @Override
    public void onDisconnect(Runnable action) {
        connection.onDisconnect(action);
        boolean late;
        synchronized (this) {
            late = over;
            if (!late) {
                disconnectActions.add(action);
            }
        }
        if (late) {
            connection.forgetAction(action);
        }
    }

    /** Removes the actions of the message after the answer is complete, because the connection may stay open for days. */
    private void forgetActions() {
        List<Runnable> actions;
        synchronized (this) {
            over = true;
            actions = List.copyOf(disconnectActions);
            disconnectActions.clear();
        }
        actions.forEach(connection::forgetAction);
    }
}
