package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.Revisions;
import io.patchbay.cli.mcp.RpcErrors;
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

/** Passes messages between a client on stdio and a server on HTTP. Requests run in parallel, up to a limit; all other messages stay in order. */
public final class Bridge {

    /** How long to wait for a server that is not reachable, and for running calls after the client has ended its input. */
    public record Limits(Duration patience, Duration farewell) {}

    private static final Duration POLL = Duration.ofMillis(20);
    private static final int MAX_REQUESTS_AT_ONCE = 200;
    private static final String BATCHES = "2025-03-26";

    private final LineReader lines;
    private final Outbox outbox;
    private final Failures failures;
    private final Limits limits;
    private final LegacyRoute legacy;
    private final ModernRoute modern;
    private final Map<String, StdioRequest> running = new ConcurrentHashMap<>();
    private final ExecutorService listeners = Executors.newCachedThreadPool(Bridge::thread);
    private final ExecutorService callers = Executors.newFixedThreadPool(MAX_REQUESTS_AT_ONCE, Bridge::thread);
    private final ExecutorService ordered = Executors.newSingleThreadExecutor(Bridge::thread);
    private final AtomicBoolean feeding = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile CompletableFuture<Void> before = CompletableFuture.completedFuture(null);

    public Bridge(InputStream in, PrintStream out, PrintStream log, Http http, Limits limits) {
        this.lines = new LineReader(in);
        this.outbox = new Outbox(out);
        this.failures = new Failures(http.endpoint(), outbox, log);
        this.limits = limits;
        this.legacy = new LegacyRoute(http, outbox, failures, limits.patience());
        this.modern = new ModernRoute(http, outbox, failures, limits.patience());
    }

    /** Passes messages until the client ends its input, waits a limited time for running requests, and ends the session. */
    public void run() throws IOException {
        for (Optional<byte[]> line = lines.next(); line.isPresent() && !outbox.isBroken(); line = lines.next()) {
            take(line.get());
        }
        long end = System.nanoTime() + limits.farewell().toNanos();
        while (isBusy() && System.nanoTime() < end && !outbox.isBroken()) {
            pause();
        }
        end();
    }

    /** Ends everything at once. Any thread. */
    public void end() {
        if (ended.compareAndSet(false, true)) {
            running.values().forEach(request -> request.flight().cancel());
            legacy.end();
            listeners.shutdownNow();
            callers.shutdownNow();
            ordered.shutdownNow();
        }
    }

    private void take(byte[] line) {
        try {
            String text = LineReader.text(line);
            if (!text.isBlank()) {
                take(PlainJson.read(text), text.strip());
            }
        } catch (IllegalArgumentException e) {
            outbox.error(null, RpcErrors.PARSE_ERROR, "Parse error: " + e.getMessage());
        }
    }

    private void take(Object value, String text) {
        Optional<Map<String, Object>> message = PlainJson.object(value);
        if (message.isPresent()) {
            take(message.get(), text);
        } else if (value instanceof List<?> batch
                && !batch.isEmpty()
                && legacy.revision().equals(BATCHES)) {
            // One by one: answers may arrive in any order, each by itself.
            batch.forEach(one -> take(PlainJson.object(one).orElseGet(Map::of), PlainJson.write(one)));
        } else {
            outbox.error(null, RpcErrors.INVALID_REQUEST, "A message must be one JSON object.");
        }
    }

    private void take(Map<String, Object> message, String text) {
        Object id = message.get("id");
        Optional<String> method = PlainJson.string(message, "method");
        if (method.isEmpty() && id != null && (message.containsKey("result") || message.containsKey("error"))) {
            inOrder(() -> legacy.send(text));
        } else if (method.isEmpty()
                || message.containsKey("id") && !(id instanceof String || id instanceof BigDecimal)) {
            outbox.error(
                    null,
                    RpcErrors.INVALID_REQUEST,
                    "The message is neither a request nor a notification nor an answer.");
        } else if (id == null) {
            notification(method.get(), PlainJson.member(message, "params"), text);
        } else {
            request(StdioRequest.of(message, method.get(), text));
        }
    }

    private void notification(String method, Map<String, Object> params, String text) {
        Optional<StdioRequest> cancelled = Optional.of(params)
                .filter(whose -> method.equals("notifications/cancelled"))
                .map(whose -> running.get(PlainJson.write(whose.get("requestId"))));
        if (cancelled.filter(request -> request.claimed().isPresent()).isPresent()) {
            // Closing the connection cancels the request.
            cancelled.get().flight().cancel();
            return;
        }
        if (Revisions.claimed(params).isPresent()) {
            return;
        }
        cancelled.ifPresent(StdioRequest::giveUp);
        inOrder(() -> {
            if (legacy.revision().isEmpty()) {
                return;
            }
            legacy.send(text);
            cancelled.ifPresent(request -> request.flight().cancel());
            if (method.equals("notifications/initialized") && feeding.compareAndSet(false, true)) {
                listeners.execute(legacy::feed);
            }
        });
    }

    private void request(StdioRequest request) {
        if (running.putIfAbsent(request.key(), request) != null) {
            outbox.error(request.id(), RpcErrors.INVALID_REQUEST, "A request with this id is already running.");
            return;
        }
        CompletableFuture<Void> earlier = before;
        CompletableFuture<Void> carried = new CompletableFuture<>();
        if (request.begins()) {
            // Requests that follow without waiting belong to the new session.
            before = carried;
        }
        (request.listens() ? listeners : callers).execute(() -> {
            try {
                if (request.claimed().isPresent()) {
                    modern.carry(request);
                } else {
                    earlier.join();
                    legacy.carry(request);
                }
            } catch (RuntimeException e) {
                failures.log(request.method() + ": " + e);
                outbox.error(
                        request.id(),
                        RpcErrors.INTERNAL_ERROR,
                        "The bridge failed: " + e.getClass().getSimpleName());
            } finally {
                running.remove(request.key());
                carried.complete(null);
            }
        });
    }

    private void inOrder(Runnable step) {
        before = before.thenRunAsync(step, ordered).exceptionally(e -> {
            failures.log(String.valueOf(e.getCause()));
            return null;
        });
    }

    private boolean isBusy() {
        return !before.isDone() || running.values().stream().anyMatch(request -> !request.listens());
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "bridge");
        thread.setDaemon(true);
        return thread;
    }
}
