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
 * What is left of a refused request's body: read and forgotten, within bounds. A client that is still sending while its
 * connection closes would lose the answer with it, and only see that the connection broke.
 */
final class UnreadBody implements Runnable {

    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final Request request;
    private final Callback done;
    private final Duration patience;
    private final AtomicBoolean over = new AtomicBoolean();
    private long left = MOST_BYTES;
    private volatile Optional<Scheduler.Task> timer = Optional.empty();

    private UnreadBody(Request request, Duration patience, Callback done) {
        this.request = request;
        this.patience = patience;
        this.done = done;
    }

    /** Takes what a client still sends of a request that was answered, and then completes the request. */
    static void take(Request request, Duration patience, Callback done) {
        if (request.getLength() == 0 || request.getHeaders().contains(HttpHeader.EXPECT)) {
            done.succeeded(); // there is no body, or its client waits for leave to send it
        } else {
            new UnreadBody(request, patience, done).run();
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
                    .schedule(this::end, patience.toMillis(), TimeUnit.MILLISECONDS));
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
