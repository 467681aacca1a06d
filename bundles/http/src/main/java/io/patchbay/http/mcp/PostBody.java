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

/** Reads the body of one POST: checks its type and size, then reads it as it arrives, within a timeout, without holding a thread. */
final class PostBody implements Runnable {

    private static final byte[] NOTHING = {};

    /** Smaller bodies do not count against the memory for all bodies. */
    private static final int MAX_UNCOUNTED_BYTES = 4 * 1024;

    private final McpRequest mcp;
    private final Request request;
    private final McpServices services;
    private final DispatchThreads threads;
    private final HttpSettings.Limits limits;
    private final AtomicBoolean settled = new AtomicBoolean();
    private byte[] bytes = NOTHING;
    private int length;
    private volatile int counted;
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
        long announced = -1;
        String type = null;
        for (HttpField field : request.getHeaders()) {
            HttpHeader header = field.getHeader();
            if (header == HttpHeader.CONTENT_TYPE) {
                type = type == null ? field.getValue() : "";
            } else if (header == HttpHeader.CONTENT_LENGTH) {
                announced = field.getLongValue();
            } else if (header == HttpHeader.CONTENT_ENCODING && !"identity".equalsIgnoreCase(field.getValue())) {
                refuse(415, "unsupported_encoding", "The body must not be compressed.");
                return;
            } else if (header == HttpHeader.TRANSFER_ENCODING
                    && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0) {
                // RFC 9112, section 6.1: its framing is faulty.
                refuse(400, "malformed", "HTTP/1.0 does not support Transfer-Encoding.");
                return;
            }
        }
        if (!MediaType.isJson(type)) {
            refuse(415, "unsupported_media_type", "The body must be application/json in UTF-8.");
        } else if (announced > limits.bodyBytes()) {
            refuseSize();
        } else {
            run();
        }
    }

    /** Reads what has arrived, and asks to be run again when more is to come. */
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
            Bodies.Room room = fits ? makeRoom(size) : Bodies.Room.NONE;
            if (room == Bodies.Room.GIVEN) {
                chunk.getByteBuffer().get(bytes, length, size);
                length += size;
            }
            chunk.release();
            if (room != Bodies.Room.GIVEN) {
                if (fits) {
                    refuseForMemory(room);
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

    /** Makes room for this many more bytes, within the memory for all bodies and for those of one caller. */
    private Bodies.Room makeRoom(int size) {
        if (length + size <= bytes.length) {
            return Bodies.Room.GIVEN;
        }
        int capacity = length == 0 ? size : Math.min(limits.bodyBytes(), Math.max(length + size, 2 * bytes.length));
        if (capacity > MAX_UNCOUNTED_BYTES) {
            String caller = Streams.key(mcp.identity().caller());
            Bodies.Room room = services.bodies().take(caller, capacity - counted, limits.bodyBytes());
            if (room != Bodies.Room.GIVEN) {
                return room;
            }
            if (counted == 0) {
                Request.addCompletionListener(
                        request, failure -> services.bodies().giveBack(caller, counted));
            }
            counted = capacity;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return Bodies.Room.GIVEN;
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

    private void refuseForMemory(Bodies.Room room) {
        if (settle()) {
            mcp.incoming().response().getHeaders().put(HttpHeader.RETRY_AFTER, "5");
            if (room == Bodies.Room.NONE_FOR_CALLER) {
                refuse(
                        429,
                        "too_many_bodies",
                        "Too many large requests of this caller at once. Retry when some of them are answered.");
            } else {
                refuse(
                        503,
                        "too_many_bodies",
                        "Too many large requests on this server at once. Retry in a few seconds.");
            }
        }
    }

    private void timeOut() {
        if (settle()) {
            recordRefusal("too_slow");
            services.request().errors().respondUnread(mcp.incoming(), 408, "The body took too long to arrive.");
        }
    }

    /** Returns true for the first outcome, and ends the timeout. */
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
