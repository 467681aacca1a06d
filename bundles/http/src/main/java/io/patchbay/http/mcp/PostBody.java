package io.patchbay.http.mcp;

import io.patchbay.http.settings.HttpSettings;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/** Reads the body of one POST: its kind and size first, then as it arrives, within a time, without holding a thread. */
final class PostBody implements Runnable {

    private static final byte[] NOTHING = {};

    /** Smaller ones are not counted among all bodies. */
    private static final int SMALL = 4 * 1024;

    private final McpEndpoint.Call call;
    private final McpEndpoint.Services services;
    private final McpEndpoint endpoint;
    private final HttpSettings.Limits limits;
    private final AtomicBoolean settled = new AtomicBoolean();
    private byte[] bytes = NOTHING;
    private int length;
    private volatile int counted;
    private boolean waited;
    private volatile Scheduler.Task timer;

    PostBody(McpEndpoint.Call call, McpEndpoint.Services services, McpEndpoint endpoint) {
        this.call = call;
        this.services = services;
        this.endpoint = endpoint;
        this.limits = services.settings().get().limits();
    }

    void start() {
        long announced = -1;
        String type = null;
        for (HttpField field : call.request().getHeaders()) {
            HttpHeader header = field.getHeader();
            if (header == HttpHeader.CONTENT_TYPE) {
                type = type == null ? field.getValue() : "";
            } else if (header == HttpHeader.CONTENT_LENGTH) {
                announced = field.getLongValue();
            } else if (header == HttpHeader.CONTENT_ENCODING && !"identity".equalsIgnoreCase(field.getValue())) {
                refuse(415, "unsupported_encoding", "The body must not be compressed.");
                return;
            } else if (header == HttpHeader.TRANSFER_ENCODING
                    && call.request().getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0) {
                // RFC 9112, section 6.1: its framing is faulty.
                refuse(400, "malformed", "HTTP/1.0 has no Transfer-Encoding.");
                return;
            }
        }
        if (!MediaType.json(type)) {
            refuse(415, "unsupported_media_type", "The body must be application/json in UTF-8.");
        } else if (announced > limits.bodyBytes()) {
            tooLarge();
        } else {
            run();
        }
    }

    /** Reads what has arrived; asks to be run again when there is more to come. */
    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = call.request().read();
            if (chunk == null) {
                await();
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                failed(chunk.getFailure());
                return;
            }
            boolean last = chunk.isLast();
            int size = chunk.getByteBuffer().remaining();
            boolean fits = size <= limits.bodyBytes() - length;
            Bodies.Room room = fits ? makeRoom(size) : Bodies.Room.NONE;
            if (room == Bodies.Room.GIVEN) {
                chunk.getByteBuffer().get(bytes, length, size);
                length += size;
            }
            chunk.release();
            if (room != Bodies.Room.GIVEN) {
                if (fits) {
                    tooMany(room);
                } else {
                    tooLarge();
                }
                return;
            }
            if (last) {
                done();
                return;
            }
        }
    }

    private void await() {
        if (!waited) {
            waited = true;
            timer = call.request()
                    .getComponents()
                    .getScheduler()
                    .schedule(this::late, limits.request().toMillis(), TimeUnit.MILLISECONDS);
        }
        call.request().demand(this);
    }

    /** Holds so many bytes more, if all bodies together, and those of one caller, do not take too much. */
    private Bodies.Room makeRoom(int size) {
        if (length + size <= bytes.length) {
            return Bodies.Room.GIVEN;
        }
        int capacity = length == 0 ? size : Math.min(limits.bodyBytes(), Math.max(length + size, 2 * bytes.length));
        if (capacity > SMALL) {
            String caller = Streams.key(call.identity().caller());
            Bodies.Room room = services.bodies().take(caller, capacity - counted, limits.bodyBytes());
            if (room != Bodies.Room.GIVEN) {
                return room;
            }
            if (counted == 0) {
                Request.addCompletionListener(
                        call.request(), failure -> services.bodies().give(caller, counted));
            }
            counted = capacity;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return Bodies.Room.GIVEN;
    }

    private void done() {
        if (settle()) {
            endpoint.dispatch(call, length == bytes.length ? bytes : Arrays.copyOf(bytes, length), !waited);
        }
    }

    private void failed(Throwable cause) {
        if (cause instanceof TimeoutException) {
            late();
        } else if (settle()) {
            refuse(400, "half_sent", "The body ended early.");
        }
    }

    private void tooLarge() {
        if (settle()) {
            refuse(413, "too_large", "The body is larger than " + limits.bodyBytes() + " bytes.");
        }
    }

    private void tooMany(Bodies.Room room) {
        if (settle()) {
            call.response().getHeaders().put(HttpHeader.RETRY_AFTER, "5");
            if (room == Bodies.Room.NONE_FOR_CALLER) {
                refuse(
                        429,
                        "too_many_bodies",
                        "You send as many large requests at once as one caller may. Try again when some are answered.");
            } else {
                refuse(503, "too_many_bodies", "The server has as many large requests as it takes. Try again soon.");
            }
        }
    }

    private void late() {
        if (settle()) {
            refused("too_slow");
            services.problems()
                    .answerAndLeave(call.response(), call.callback(), 408, "The body took too long to arrive.");
        }
    }

    private boolean settle() {
        if (!settled.compareAndSet(false, true)) {
            return false;
        }
        Scheduler.Task running = timer;
        if (running != null) {
            running.cancel();
        }
        return true;
    }

    private void refuse(int status, String reason, String sentence) {
        refused(reason);
        services.problems().answer(call.response(), call.callback(), status, sentence);
    }

    private void refused(String reason) {
        services.guards().refused(call.sender(), reason, call.identity());
    }
}
