package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.Revisions;
import io.patchbay.cli.mcp.RpcErrors;
import io.patchbay.support.DaemonThread;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Passes messages between a client on stdio and a server on HTTP. Requests run in parallel, up to a limit. All other messages stay
 * in order.
 */
public final class Bridge {

    /**
     * @param patience how long a request waits while the server is not reachable
     * @param farewell how long running calls may take after the client has ended its input
     */
    public record Timeouts(Duration patience, Duration farewell) {}

    private static final Duration POLL = Duration.ofMillis(20);
    private static final int MAX_REQUESTS_AT_ONCE = 200;
    private static final String BATCH_REVISION = "2025-03-26";

    private final StdinReader lines;
    private final Outbox outbox;
    private final Failures failures;
    private final Timeouts timeouts;
    private final LegacyRoute legacy;
    private final ModernRoute modern;
    private final Map<String, StdioRequest> running = new ConcurrentHashMap<>();
    private final ExecutorService listeners = Executors.newCachedThreadPool(Bridge::thread);
    private final ExecutorService callers = Executors.newFixedThreadPool(MAX_REQUESTS_AT_ONCE, Bridge::thread);
    private final ExecutorService ordered = Executors.newSingleThreadExecutor(Bridge::thread);
    private final AtomicBoolean feedStarted = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile CompletableFuture<Void> before = CompletableFuture.completedFuture(null);

    public Bridge(InputStream in, PrintStream out, PrintStream log, Http http, Timeouts timeouts) {
        this.lines = new StdinReader(in);
        this.outbox = new Outbox(out);
        this.failures = new Failures(http.endpoint(), outbox, log);
        this.timeouts = timeouts;
        this.legacy = new LegacyRoute(http, outbox, failures, timeouts.patience());
        this.modern = new ModernRoute(http, outbox, failures, timeouts.patience());
    }

    /**
     * Passes messages until the client ends its input. Then waits a limited time for running requests, and ends the
     * session.
     */
    public void run() throws IOException {
        for (Optional<byte[]> line = lines.next(); line.isPresent() && !outbox.isBroken(); line = lines.next()) {
            handleLine(line.get());
        }
        long end = System.nanoTime() + timeouts.farewell().toNanos();
        while (isBusy() && System.nanoTime() < end && !outbox.isBroken()) {
            sleep();
        }
        end();
    }

    /** Cancels all requests and ends the session. Called on any thread. */
    public void end() {
        if (ended.compareAndSet(false, true)) {
            running.values().forEach(request -> request.cancellation().cancel());
            legacy.end();
            listeners.shutdownNow();
            callers.shutdownNow();
            ordered.shutdownNow();
        }
    }

    private void handleLine(byte[] line) {
        try {
            String text = StdinReader.text(line);
            if (!text.isBlank()) {
                handleValue(PlainJson.read(text), text.strip());
            }
        } catch (IllegalArgumentException e) {
            outbox.sendError(null, RpcErrors.PARSE_ERROR, "Parse error: " + e.getMessage());
        }
    }

    private void handleValue(Object value, String text) {
        Optional<Map<String, Object>> message = PlainJson.object(value);
        if (message.isPresent()) {
            handleMessage(message.get(), text);
        } else if (value instanceof List<?> batch
                && !batch.isEmpty()
                && legacy.revision().equals(BATCH_REVISION)) {
            // The answers to a batch may be sent separately and in any order.
            batch.forEach(one -> handleMessage(PlainJson.object(one).orElseGet(Map::of), PlainJson.write(one)));
        } else {
            outbox.sendError(null, RpcErrors.INVALID_REQUEST, "A message must be one JSON object.");
        }
    }

    private void handleMessage(Map<String, Object> message, String text) {
        Object id = message.get("id");
        Optional<String> method = PlainJson.string(message, "method");
        if (method.isEmpty() && id != null && (message.containsKey("result") || message.containsKey("error"))) {
            runInOrder(() -> legacy.send(text));
        } else if (method.isEmpty()
                || message.containsKey("id") && !(id instanceof String || id instanceof BigDecimal)) {
            outbox.sendError(
                    null, RpcErrors.INVALID_REQUEST, "A message must be a request, a notification or an answer.");
        } else if (id == null) {
            handleNotification(method.get(), PlainJson.member(message, "params"), text);
        } else {
            startRequest(StdioRequest.of(message, method.get(), text));
        }
    }

    private void handleNotification(String method, Map<String, Object> params, String text) {
        Optional<StdioRequest> cancelled = Optional.of(params)
                .filter(each -> method.equals("notifications/cancelled"))
                .map(each -> running.get(PlainJson.write(each.get("requestId"))));
        if (cancelled.filter(request -> request.declaredRevision().isPresent()).isPresent()) {
            // Closing the connection cancels the request.
            cancelled.get().cancellation().cancel();
            return;
        }
        if (Revisions.declaredRevision(params).isPresent()) {
            return;
        }
        cancelled.ifPresent(StdioRequest::giveUp);
        runInOrder(() -> {
            if (legacy.revision().isEmpty()) {
                return;
            }
            legacy.send(text);
            cancelled.ifPresent(request -> request.cancellation().cancel());
            if (method.equals("notifications/initialized") && feedStarted.compareAndSet(false, true)) {
                listeners.execute(legacy::readFeed);
            }
        });
    }

    private void startRequest(StdioRequest request) {
        if (running.putIfAbsent(request.key(), request) != null) {
            outbox.sendError(request.id(), RpcErrors.INVALID_REQUEST, "A request with this id is already running.");
            return;
        }
        CompletableFuture<Void> earlier = before;
        CompletableFuture<Void> finished = new CompletableFuture<>();
        if (request.beginsSession()) {
            // A client may send more requests without waiting for the answer. These requests belong to the new session.
            before = finished;
        }
        (request.isSubscription() ? listeners : callers).execute(() -> {
            try {
                if (request.declaredRevision().isPresent()) {
                    modern.forward(request);
                } else {
                    earlier.join();
                    legacy.forward(request);
                }
            } catch (RuntimeException e) {
                failures.log(request.method() + ": " + e);
                outbox.sendError(
                        request.id(),
                        RpcErrors.INTERNAL_ERROR,
                        "The bridge failed: " + e.getClass().getSimpleName());
            } finally {
                running.remove(request.key());
                finished.complete(null);
            }
        });
    }

    private void runInOrder(Runnable step) {
        before = before.thenRunAsync(step, ordered).exceptionally(e -> {
            failures.log(String.valueOf(e.getCause()));
            return null;
        });
    }

    private boolean isBusy() {
        return !before.isDone() || running.values().stream().anyMatch(request -> !request.isSubscription());
    }

    private static void sleep() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = DaemonThread.of(work, "bridge");
        return thread;
    }
}
