package io.patchbay.http.mcp;

import io.patchbay.http.request.ErrorResponses;
import io.patchbay.http.request.HttpMetrics;
import io.patchbay.http.request.Sender;
import io.patchbay.http.server.ServedRequest;
import io.patchbay.http.server.WatchedEndPoint;
import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.spi.identity.Identity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request to the MCP endpoint and its answer. */
final class HttpExchange implements Exchange, ServedRequest {

    private static final Logger log = LoggerFactory.getLogger(HttpExchange.class);
    private static final HttpField EVENTS = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/event-stream");
    private static final HttpField NO_CACHE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache, no-store");
    private static final HttpField NO_BUFFERING = new PreEncodedHttpField("X-Accel-Buffering", "no");

    private static final byte[] FAILED =
            "{\"error\":\"Something went wrong here. It is in the log.\"}".getBytes(StandardCharsets.US_ASCII);

    private final Request request;
    private final Response response;
    private final Callback completion;
    private final Identity.Known identity;
    private final Sender sender;
    private final byte[] body;
    private final Streams streams;
    private final HttpMetrics figures;
    private final AtomicBoolean answered = new AtomicBoolean();

    /** Whether the dispatcher works on it on the connection's own thread: no other request of the connection is served meanwhile. */
    private volatile boolean inPlace;

    /** Whether nothing more is to be served on its connection. */
    private volatile boolean last;

    /** Whether the dispatcher still works on it; after that an open stream only listens. */
    private volatile boolean dispatching = true;

    // Guarded by this.
    private final List<Runnable> onGone = new ArrayList<>(1);
    private boolean complete;
    private boolean gone;
    private boolean watched;
    private Optional<HttpEventStream> stream = Optional.empty();

    HttpExchange(
            Request request,
            Response response,
            Callback completion,
            Identity.Known identity,
            Sender sender,
            byte[] body,
            McpEndpoint.Services services) {
        this.request = request;
        this.response = response;
        this.completion = completion;
        this.identity = identity;
        this.sender = sender;
        this.body = body;
        this.streams = services.streams();
        this.figures = services.figures();
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public List<String> headers(String name) {
        return sender.headers(name);
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public Identity.Known identity() {
        return identity;
    }

    @Override
    public String source() {
        return sender.source().getHostAddress();
    }

    @Override
    public boolean send(Reply reply) {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        complete();
        figures.answered(reply.status());
        response.setStatus(reply.status());
        HttpFields.Mutable headers = response.getHeaders();
        if (reply.body().length > 0) {
            headers.put(ErrorResponses.JSON);
        }
        headers.put(ErrorResponses.NO_STORE);
        headers.put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        add(reply.headers(), headers);
        response.write(true, ByteBuffer.wrap(reply.body()), completion);
        return true;
    }

    @Override
    public EventStream stream(List<Reply.Header> more) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("answered already");
        }
        Optional<Reply> refused = streams.enter(identity.caller());
        if (refused.isPresent()) {
            answered.set(false);
            send(refused.get());
            return new EndedStream();
        }
        figures.answered(200);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(EVENTS);
        headers.put(NO_CACHE);
        headers.put(NO_BUFFERING);
        add(more, headers);
        HttpEventStream opened = new HttpEventStream(this, response, streams);
        synchronized (this) {
            stream = Optional.of(opened);
        }
        streams.opened(opened);
        opened.open();
        if (!watch()) {
            opened.breakWith(new EofException());
        }
        return opened;
    }

    @Override
    public boolean streamable() {
        return streams.room(identity.caller());
    }

    @Override
    public Duration heartbeat() {
        return streams.heartbeat();
    }

    @Override
    public void onDisconnect(Runnable action) {
        synchronized (this) {
            if (complete && !gone) {
                return;
            }
            if (!gone) {
                onGone.add(action);
            }
        }
        if (!watch()) {
            run(action);
        }
    }

    /** Answers that something of ours broke, if nothing was answered yet. */
    void fail() {
        send(Reply.json(500, FAILED));
    }

    /** The dispatcher begins with it, on the connection's own thread. */
    void dispatchedInPlace() {
        inPlace = true;
    }

    /** After this answer the client must not wait on a connection that is not free yet. */
    void finishConnection() {
        last = inPlace && dispatching;
    }

    @Override
    public long arrivedNanos() {
        return request.getHeadersNanoTime();
    }

    /** The dispatcher has done with it; the answer may still be open. */
    void dispatched() {
        dispatching = false;
        giveUpIfGone();
    }

    boolean dispatching() {
        return dispatching;
    }

    @Override
    public void clientGone() {
        List<Runnable> actions;
        Optional<HttpEventStream> open;
        synchronized (this) {
            if (complete || gone) {
                return;
            }
            gone = true;
            actions = List.copyOf(onGone);
            onGone.clear();
            open = stream;
        }
        actions.forEach(this::run);
        open.ifPresent(broken -> broken.breakWith(new EofException()));
        giveUpIfGone();
    }

    /** The last byte of a stream was taken by the connection. */
    void streamed() {
        complete();
        if (last && request.getConnectionMetaData().getHttpVersion().compareTo(HttpVersion.HTTP_2) < 0) {
            request.getConnectionMetaData().getConnection().getEndPoint().shutdownOutput();
        }
        completion.succeeded();
    }

    /** A stream broke, or its client was cut off. */
    void broken(Throwable cause) {
        clientGone();
        complete();
        completion.failed(cause);
    }

    /** Closes the connection of a client that has gone, unless the dispatcher may still answer one that only sends no more. */
    private void giveUpIfGone() {
        synchronized (this) {
            if (!gone || dispatching) {
                return;
            }
        }
        if (answered.compareAndSet(false, true)) {
            complete();
            completion.failed(new EofException());
        }
    }

    /** Starts to look out for the client's going away; false when it has gone already. */
    private boolean watch() {
        synchronized (this) {
            if (gone) {
                return false;
            }
            if (watched || complete) {
                return true;
            }
            watched = true;
        }
        request.addFailureListener(cause -> clientGone());
        if (request.getConnectionMetaData().getConnection().getEndPoint() instanceof WatchedEndPoint endPoint) {
            endPoint.serving(this);
        }
        return true;
    }

    /** From here on, whether the client is still there is the connection's business. */
    private void complete() {
        boolean served;
        synchronized (this) {
            complete = true;
            served = watched;
            onGone.clear();
        }
        if (served
                && request.getConnectionMetaData().getConnection().getEndPoint() instanceof WatchedEndPoint endPoint) {
            endPoint.served();
        }
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            log.error("What was to be done when a client goes away failed", e);
        }
    }

    private static void add(List<Reply.Header> more, HttpFields.Mutable headers) {
        for (int at = 0; at < more.size(); at++) {
            headers.add(more.get(at).name(), more.get(at).value());
        }
    }
}
