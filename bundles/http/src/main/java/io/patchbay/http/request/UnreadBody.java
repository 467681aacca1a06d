package io.patchbay.http.request;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads and discards the rest of a refused request's body, within bounds. If the server closed the connection while the client
 * still sends, the client would lose the answer.
 */
public final class UnreadBody implements Runnable {

    private static final long MAX_DISCARDED_BYTES = 64L * 1024 * 1024;

    private final Request request;
    private final Callback done;
    private final Duration timeout;
    private final AtomicBoolean ended = new AtomicBoolean();
    private long remainingBytes = MAX_DISCARDED_BYTES;
    private volatile Optional<Scheduler.Task> timer = Optional.empty();

    private UnreadBody(Request request, Duration timeout, Callback done) {
        this.request = request;
        this.timeout = timeout;
        this.done = done;
    }

    /** Discards the rest of the body of an answered request until the body or the timeout ends. Then completes the request. */
    public static void discard(Request request, Duration timeout, Callback done) {
        if (request.getLength() == 0 || request.getHeaders().contains(HttpHeader.EXPECT)) {
            done.succeeded(); // there is no body, or the client waits for 100-continue
        } else {
            new UnreadBody(request, timeout, done).run();
        }
    }

    @Override
    public void run() {
        while (!ended.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                await();
                return;
            }
            remainingBytes -= chunk.remaining();
            chunk.release();
            if (chunk.isLast() || Content.Chunk.isFailure(chunk) || remainingBytes < 0) {
                end();
            }
        }
    }

    private void await() {
        if (timer.isEmpty()) {
            timer = Optional.of(request.getComponents()
                    .getScheduler()
                    .schedule(this::end, timeout.toMillis(), TimeUnit.MILLISECONDS));
        }
        request.demand(this);
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            timer.ifPresent(Scheduler.Task::cancel);
            done.succeeded();
        }
    }
}
