package io.patchbay.http.mcp;

import io.patchbay.api.Caller;
import io.patchbay.api.Json;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.protocol.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The open event streams of all clients. The class enforces the limits on the number of streams, and keeps the streams alive. */
public final class Streams {

    private static final Reply SERVER_LIMIT_REACHED = refusal(503, "This server has too many open streams.");
    private static final Reply CALLER_LIMIT_REACHED = refusal(429, "This caller has too many open streams.");

    private final Set<OpenStream> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> byCaller = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Supplier<HttpSettings> settings;
    private final BooleanSupplier connectionsScarce;

    /**
     * @param connectionsScarce returns whether the server should close the connection of a request for which it refuses a stream
     */
    public Streams(Supplier<HttpSettings> settings, BooleanSupplier connectionsScarce) {
        this.settings = settings;
        this.connectionsScarce = connectionsScarce;
    }

    public int count() {
        return count.get();
    }

    /** Returns the number of bytes that may wait for a client that does not read its stream. */
    int maxQueueBytes() {
        return settings.get().limits().streamQueueBytes();
    }

    /** Returns the time for which a stream may be silent. */
    Duration heartbeat() {
        return settings.get().limits().heartbeat();
    }

    /** Returns whether the server would accept one more stream of this caller now. */
    boolean hasPlace(Caller caller) {
        HttpSettings.ServerLimits limits = settings.get().limits();
        return count.get() < limits.streamsWithinConnections()
                && byCaller.getOrDefault(key(caller), 0) < limits.streamsPerCallerWithinConnections();
    }

    /** Takes a place for one more stream of a caller. Returns the refusal if no place is free. */
    Optional<Reply> takePlace(Caller caller) {
        HttpSettings.ServerLimits limits = settings.get().limits();
        int own = byCaller.merge(key(caller), 1, Integer::sum);
        boolean full = count.incrementAndGet() > limits.streamsWithinConnections();
        if (own > limits.streamsPerCallerWithinConnections()) {
            releasePlace(caller);
            return Optional.of(refused(full ? SERVER_LIMIT_REACHED : CALLER_LIMIT_REACHED));
        }
        if (full && !endStreamOfBusiestCaller(own)) {
            releasePlace(caller);
            return Optional.of(refused(SERVER_LIMIT_REACHED));
        }
        return Optional.empty();
    }

    /** Adds a stream for which a place was taken. */
    void add(OpenStream stream) {
        open.add(stream);
    }

    /** Removes a stream and releases its place. Returns false if the stream was already removed. */
    boolean remove(OpenStream stream) {
        if (!open.remove(stream)) {
            return false;
        }
        releasePlace(stream.caller());
        return true;
    }

    /** Keeps silent streams alive. One thread calls this method several times during each heartbeat. */
    public void keepAlive() {
        long now = System.nanoTime();
        Duration silence = heartbeat();
        for (OpenStream stream : open) {
            stream.keepAlive(now, silence);
        }
    }

    /** Ends the streams that only listen. Streams of running calls stay open. */
    public void endListeningStreams() {
        for (OpenStream stream : open) {
            if (stream.isListening()) {
                stream.end();
            }
        }
    }

    private void releasePlace(Caller caller) {
        count.decrementAndGet();
        byCaller.computeIfPresent(key(caller), (key, open) -> open == 1 ? null : open - 1);
    }

    private Reply refused(Reply reply) {
        return connectionsScarce.getAsBoolean() ? reply.with("Connection", "close") : reply;
    }

    /**
     * Ends the oldest listening stream of the caller with the most streams, so that a caller with fewer streams can open a stream.
     * The client of the ended stream reconnects.
     */
    private boolean endStreamOfBusiestCaller(int own) {
        Optional<Map.Entry<String, Integer>> busiest =
                byCaller.entrySet().stream().max(Map.Entry.comparingByValue());
        if (busiest.isEmpty() || busiest.get().getValue() <= own) {
            return false;
        }
        Optional<OpenStream> oldest = open.stream()
                .filter(stream -> stream.isListening() && !stream.ended())
                .filter(stream -> key(stream.caller()).equals(busiest.get().getKey()))
                .min(Comparator.comparingLong(OpenStream::arrivedNanos));
        oldest.ifPresent(OpenStream::end);
        return oldest.isPresent();
    }

    /** Returns the key that counts a caller. Callers of different tenants have different keys. */
    public static String key(Caller caller) {
        return caller.tenant().id() + '\n' + caller.id();
    }

    private static Reply refusal(int status, String sentence) {
        byte[] body = Json.of(Map.of("error", sentence)).text().getBytes(StandardCharsets.UTF_8);
        return Reply.json(status, body).with("Retry-After", "5");
    }
}
