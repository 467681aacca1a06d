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
 * Reads and discards the rest of a refused request's body, within bounds. If the connection were closed while the client
 * still sends, the client would lose the answer and only see that the connection broke.
 */
final class UnreadBody implements Runnable {

    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private final Request request;
    private final Callback done;
    private final Duration timeout;
    private final AtomicBoolean over = new AtomicBoolean();
    private long left = MAX_BYTES;
    private volatile Optional<Scheduler.Task> timer = Optional.empty();

    private UnreadBody(Request request, Duration timeout, Callback done) {
        this.request = request;
        this.timeout = timeout;
        this.done = done;
    }

    /** Discards what a client still sends of a request that was answered, until the timeout at most, and completes the request. */
    static void discard(Request request, Duration timeout, Callback done) {
        if (request.getLength() == 0 || request.getHeaders().contains(HttpHeader.EXPECT)) {
            done.succeeded(); // there is no body, or the client waits for 100-continue
        } else {
            new UnreadBody(request, timeout, done).run();
        }
    }

    @Override
    public void run() {
        while (!over.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                await();
                return;
            }
            left -= chunk.remaining();
            chunk.release();
            if (chunk.isLast() || Content.Chunk.isFailure(chunk) || left < 0) {
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
        if (over.compareAndSet(false, true)) {
            timer.ifPresent(Scheduler.Task::cancel);
            done.succeeded();
        }
    }
}
