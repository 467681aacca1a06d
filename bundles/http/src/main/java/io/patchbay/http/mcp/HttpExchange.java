package io.patchbay.http.mcp;

import io.patchbay.api.Caller;
import io.patchbay.http.request.ErrorResponses;
import io.patchbay.http.request.HttpMetrics;
import io.patchbay.http.server.ServedRequest;
import io.patchbay.http.server.WatchedEndPoint;
import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.spi.identity.Identity;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request to the MCP endpoint and its answer. */
final class HttpExchange implements Exchange, ServedRequest, StreamOwner {

    private static final Logger log = LoggerFactory.getLogger(HttpExchange.class);
    private static final HttpField EVENT_STREAM = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/event-stream");
    private static final HttpField NO_CACHE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache, no-store");
    private static final HttpField NO_BUFFERING = new PreEncodedHttpField("X-Accel-Buffering", "no");
    private static final byte[] INTERNAL_ERROR = ErrorResponses.body(ErrorResponses.INTERNAL);

    private final McpRequest mcp;
    private final byte[] body;
    private final Streams streams;
    private final HttpMetrics metrics;
    private final ExchangeLife life = new ExchangeLife();

    HttpExchange(McpRequest mcp, byte[] body, McpServices services) {
        this.mcp = mcp;
        this.body = body;
        this.streams = services.streams();
        this.metrics = services.request().metrics();
    }

    @Override
    public String method() {
        return request().getMethod();
    }

    @Override
    public List<String> headers(String name) {
        return request().getHeaders().getValuesList(name);
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public Identity.Known identity() {
        return mcp.identity();
    }

    @Override
    public Caller caller() {
        return mcp.identity().caller();
    }

    @Override
    public String source() {
        return mcp.incoming().sender().source().getHostAddress();
    }

    @Override
    public boolean send(Reply reply) {
        if (!life.beginAnswer()) {
            return false;
        }
        write(reply);
        return true;
    }

    @Override
    public EventStream stream(List<Reply.Header> more) {
        if (!life.beginStream()) {
            throw new IllegalStateException("The exchange already has an answer");
        }
        Optional<Reply> refused = streams.takePlace(caller());
        if (refused.isPresent()) {
            life.endStream();
            write(refused.get());
            return new EndedStream();
        }
        metrics.countResponse(200);
        Response response = mcp.incoming().response();
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(EVENT_STREAM);
        headers.put(NO_CACHE);
        headers.put(NO_BUFFERING);
        add(more, headers);
        HttpEventStream stream = new HttpEventStream(this, response, streams);
        streams.add(stream);
        boolean connected = life.keepStream(stream);
        stream.open();
        if (connected) {
            watch();
        } else {
            stream.breakWith(new EofException());
        }
        return stream;
    }

    @Override
    public boolean streamable() {
        return streams.hasPlace(caller());
    }

    @Override
    public Duration heartbeat() {
        return streams.heartbeat();
    }

    @Override
    public void onDisconnect(Runnable action) {
        switch (life.onDisconnect(action)) {
            case KEPT, DROPPED -> {}
            case KEPT_UNWATCHED -> startWatching();
            case DUE -> run(action);
        }
    }

    /** Answers with an internal error if no answer has started. */
    void fail() {
        send(Reply.json(500, INTERNAL_ERROR));
    }

    /** Records that the dispatcher runs on the thread of the connection. Called before the dispatcher starts. */
    void beginDispatchInPlace() {
        life.beginDispatchInPlace();
    }

    /** Records that the dispatcher has returned. */
    void endDispatch() {
        if (life.endDispatch()) {
            failAbandoned();
        }
    }

    @Override
    public boolean isDispatching() {
        return life.isDispatching();
    }

    @Override
    public long arrivedNanos() {
        return request().getHeadersNanoTime();
    }

    @Override
    public void clientGone() {
        life.loseClient().ifPresent(lost -> {
            lost.actions().forEach(HttpExchange::run);
            lost.stream().ifPresent(open -> open.breakWith(new EofException()));
            if (life.abandon()) {
                failAbandoned();
            }
        });
    }

    @Override
    public void streamReleased() {
        life.closeConnectionIfHeld();
    }

    @Override
    public void streamCompleted() {
        life.endStream();
        unwatch();
        if (life.closesConnection()
                && request().getConnectionMetaData().getHttpVersion().compareTo(HttpVersion.HTTP_2) < 0) {
            endPoint().shutdownOutput();
        }
        completion().succeeded();
    }

    @Override
    public void streamBroken(Throwable cause) {
        clientGone();
        life.endStream();
        unwatch();
        completion().failed(cause);
    }

    private void write(Reply reply) {
        unwatch();
        metrics.countResponse(reply.status());
        Response response = mcp.incoming().response();
        response.setStatus(reply.status());
        HttpFields.Mutable headers = response.getHeaders();
        if (reply.body().length > 0) {
            headers.put(ErrorResponses.JSON);
        }
        headers.put(ErrorResponses.NO_STORE);
        headers.put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        add(reply.headers(), headers);
        response.write(true, ByteBuffer.wrap(reply.body()), completion());
    }

    /**
     * Closes the connection of an abandoned exchange after the dispatcher has returned. Before that, a client that has
     * only stopped sending can still read the answer.
     */
    private void failAbandoned() {
        unwatch();
        completion().failed(new EofException());
    }

    private void watch() {
        if (life.beginWatch()) {
            startWatching();
        }
    }

    private void startWatching() {
        request().addFailureListener(cause -> clientGone());
        if (endPoint() instanceof WatchedEndPoint watched) {
            watched.beginServing(this);
        }
    }

    private void unwatch() {
        if (life.isWatched() && endPoint() instanceof WatchedEndPoint watched) {
            watched.endServing();
        }
    }

    private Request request() {
        return mcp.incoming().request();
    }

    private Callback completion() {
        return mcp.incoming().callback();
    }

    private EndPoint endPoint() {
        return request().getConnectionMetaData().getConnection().getEndPoint();
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            log.error("An action for a disconnected client failed", e);
        }
    }

    private static void add(List<Reply.Header> more, HttpFields.Mutable headers) {
        for (int at = 0; at < more.size(); at++) {
            headers.add(more.get(at).name(), more.get(at).value());
        }
    }
}
