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

/**
 * Reads the body of one POST. Checks the type and size, then reads the bytes when they arrive. The read has a timeout and does not
 * block a thread.
 */
final class PostBody implements Runnable {

    private static final byte[] NOTHING = {};

    /** Bodies up to this size do not count against the memory of all bodies. */
    private static final int MAX_UNCOUNTED_BYTES = 4 * 1024;

    private final McpRequest mcp;
    private final Request request;
    private final McpServices services;
    private final DispatchThreads threads;
    private final HttpSettings.ServerLimits limits;
    private final AtomicBoolean settled = new AtomicBoolean();
    private byte[] bytes = NOTHING;
    private int length;
    private volatile int reservedBytes;
    private boolean waited;
    private volatile Scheduler.Task timer;

    PostBody(McpRequest mcp, McpServices services, DispatchThreads threads) {
        this.mcp = mcp;
        this.request = mcp.incoming().request();
        this.services = services;
        this.threads = threads;
        this.limits = services.request().settings().get().limits();
    }

    void start() {
        long contentLength = -1;
        String type = null;
        for (HttpField field : request.getHeaders()) {
            HttpHeader header = field.getHeader();
            if (header == HttpHeader.CONTENT_TYPE) {
                type = type == null ? field.getValue() : "";
            } else if (header == HttpHeader.CONTENT_LENGTH) {
                contentLength = field.getLongValue();
            } else if (header == HttpHeader.CONTENT_ENCODING && !"identity".equalsIgnoreCase(field.getValue())) {
                refuse(415, "unsupported_encoding", "The body must not be compressed.");
                return;
            } else if (header == HttpHeader.TRANSFER_ENCODING
                    && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0) {
                // RFC 9112, section 6.1: the framing of an HTTP/1.0 request with Transfer-Encoding is faulty
                refuse(400, "malformed", "HTTP/1.0 does not support Transfer-Encoding.");
                return;
            }
        }
        if (!MediaType.isJson(type)) {
            refuse(415, "unsupported_media_type", "The body must be application/json in UTF-8.");
        } else if (contentLength > limits.bodyBytes()) {
            refuseSize();
        } else {
            run();
        }
    }

    /** Reads the bytes that have arrived. Jetty calls this method again when more bytes arrive. */
    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                await();
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                fail(chunk.getFailure());
                return;
            }
            boolean last = chunk.isLast();
            int size = chunk.getByteBuffer().remaining();
            boolean fits = size <= limits.bodyBytes() - length;
            BodyMemory.Reservation reservation = fits ? makeRoom(size) : BodyMemory.Reservation.SERVER_LIMIT;
            if (reservation == BodyMemory.Reservation.GRANTED) {
                chunk.getByteBuffer().get(bytes, length, size);
                length += size;
            }
            chunk.release();
            if (reservation != BodyMemory.Reservation.GRANTED) {
                if (fits) {
                    refuseForMemory(reservation);
                } else {
                    refuseSize();
                }
                return;
            }
            if (last) {
                complete();
                return;
            }
        }
    }

    private void await() {
        if (!waited) {
            waited = true;
            timer = request.getComponents()
                    .getScheduler()
                    .schedule(this::timeOut, limits.request().toMillis(), TimeUnit.MILLISECONDS);
        }
        request.demand(this);
    }

    /** Reserves memory for additional bytes, within the limits for all bodies and for the bodies of one caller. */
    private BodyMemory.Reservation makeRoom(int size) {
        if (length + size <= bytes.length) {
            return BodyMemory.Reservation.GRANTED;
        }
        int capacity = length == 0 ? size : Math.min(limits.bodyBytes(), Math.max(length + size, 2 * bytes.length));
        if (capacity > MAX_UNCOUNTED_BYTES) {
            String caller = Streams.key(mcp.identity().caller());
            BodyMemory.Reservation reservation =
                    services.bodyMemory().reserve(caller, capacity - reservedBytes, limits.bodyBytes());
            if (reservation != BodyMemory.Reservation.GRANTED) {
                return reservation;
            }
            if (reservedBytes == 0) {
                Request.addCompletionListener(
                        request, failure -> services.bodyMemory().release(caller, reservedBytes));
            }
            reservedBytes = capacity;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return BodyMemory.Reservation.GRANTED;
    }

    private void complete() {
        if (settle()) {
            threads.dispatch(mcp, length == bytes.length ? bytes : Arrays.copyOf(bytes, length), !waited);
        }
    }

    private void fail(Throwable cause) {
        if (cause instanceof TimeoutException) {
            timeOut();
        } else if (settle()) {
            refuse(400, "half_sent", "The body ended before it was complete.");
        }
    }

    private void refuseSize() {
        if (settle()) {
            refuse(413, "too_large", "The body is larger than " + limits.bodyBytes() + " bytes.");
        }
    }

    private void refuseForMemory(BodyMemory.Reservation reservation) {
        if (settle()) {
            mcp.incoming().response().getHeaders().put(HttpHeader.RETRY_AFTER, "5");
            if (reservation == BodyMemory.Reservation.CALLER_LIMIT) {
                refuse(
                        429,
                        "too_many_bodies",
                        "This caller has too many large requests at the same time. Retry in a few seconds.");
            } else {
                refuse(
                        503,
                        "too_many_bodies",
                        "This server has too many large requests at the same time. Retry in a few seconds.");
            }
        }
    }

    private void timeOut() {
        if (settle()) {
            recordRefusal("too_slow");
            services.request().errors().respondUnread(mcp.incoming(), 408, "The body took too long to arrive.");
        }
    }

    /** Ends the timeout. Returns true for the first call, which decides the outcome. */
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
        recordRefusal(reason);
        services.request().errors().respond(mcp.incoming(), status, sentence);
    }

    private void recordRefusal(String reason) {
        services.request().guards().recordRefusal(mcp.incoming().sender(), reason, mcp.identity());
    }
}
