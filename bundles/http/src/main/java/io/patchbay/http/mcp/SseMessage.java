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
 * One message of a client of HTTP+SSE. Its HTTP request is answered with 202 as soon as the message is found valid, and with the usual
 * error otherwise. The MCP answer is sent on the client's stream. Any thread.
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

    /** Returns the session of the stream, whatever the client sends, and accepts every kind of answer, because the stream can carry all. */
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
            throw new IllegalStateException("answered already");
        }
        accepted();
        return connection.answerStream(this::forgetActions);
    }

    /** The client counts as connected while its stream is open. */
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

    /** Called when the answer is complete, so that the connection, which may stay open for days, keeps nothing of the message. */
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
