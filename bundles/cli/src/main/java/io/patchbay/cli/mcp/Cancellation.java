package io.patchbay.cli.mcp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Cancels one request. Thread-safe. The request can be cancelled while it is sent, while its answer is read, and
 * between attempts.
 */
public final class Cancellation {

    private final CountDownLatch cancelled = new CountDownLatch(1);

    @GuardedBy("this")
    private Runnable abort = () -> {};

    /** Ends the request, its answer and every pause between attempts. A waiting thread gets an {@link InterruptedIOException}. */
    public void cancel() {
        cancelled.countDown();
        Runnable now;
        synchronized (this) {
            now = abort;
        }
        now.run();
    }

    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /** Waits between two attempts. Throws InterruptedIOException if the request is cancelled. */
    public void pause(Duration time) throws IOException {
        try {
            if (cancelled.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw cancelledException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelledException();
        }
    }

    /** Waits for the head of an answer. Throws InterruptedIOException if the request is cancelled. */
    <T> T await(CompletableFuture<T> answer) throws IOException {
        setAbort(() -> answer.cancel(true));
        try {
            return answer.get();
        } catch (CancellationException e) {
            throw cancelledException();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw cancelledException();
        } catch (java.util.concurrent.ExecutionException e) {
            if (isCancelled()) {
                throw cancelledException();
            }
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        }
    }

    /** Registers the body of an answer. The body is closed if the request is cancelled. */
    void closeOnCancel(InputStream body) throws IOException {
        setAbort(() -> {
            try {
                body.close();
            } catch (IOException e) {
                // There is nothing left to release.
            }
        });
        if (isCancelled()) {
            throw cancelledException();
        }
    }

    private void setAbort(Runnable next) {
        synchronized (this) {
            abort = next;
        }
        if (isCancelled()) {
            next.run();
        }
    }

    private static InterruptedIOException cancelledException() {
        return new InterruptedIOException("cancelled");
    }
}
