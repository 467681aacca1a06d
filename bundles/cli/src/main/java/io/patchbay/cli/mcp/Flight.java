package io.patchbay.cli.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request and its answer in transit, which any other thread may cancel. */
public final class Flight {

    private final CountDownLatch cancelled = new CountDownLatch(1);
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

    /** Waits between two attempts. */
    public void pause(Duration time) throws IOException {
        try {
            if (cancelled.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw gone();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone();
        }
    }

    /** Waits for the head of an answer. */
    <T> T await(CompletableFuture<T> answer) throws IOException {
        aborting(() -> answer.cancel(true));
        try {
            return answer.get();
        } catch (CancellationException e) {
            throw gone();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw gone();
        } catch (java.util.concurrent.ExecutionException e) {
            if (isCancelled()) {
                throw gone();
            }
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        }
    }

    /** From now on, cancelling closes this body. */
    void reading(InputStream body) throws IOException {
        aborting(() -> {
            try {
                body.close();
            } catch (IOException e) {
                // Nothing more can be done.
            }
        });
        if (isCancelled()) {
            throw gone();
        }
    }

    private void aborting(Runnable next) {
        synchronized (this) {
            abort = next;
        }
        if (isCancelled()) {
            next.run();
        }
    }

    private static InterruptedIOException gone() {
        return new InterruptedIOException("cancelled");
    }
}
