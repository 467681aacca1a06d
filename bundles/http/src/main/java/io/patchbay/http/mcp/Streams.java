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

/** The open event streams: counted against their limits, kept alive together. */
public final class Streams {

    private static final Reply FULL = refusal(503, "The server has as many open streams as it takes.");
    private static final Reply TOO_MANY = refusal(429, "You have as many open streams as one caller may have.");

    private final Set<HttpEventStream> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> byCaller = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Supplier<HttpSettings> settings;
    private final BooleanSupplier pressed;

    /** @param pressed whether a connection that gets no stream should go */
    public Streams(Supplier<HttpSettings> settings, BooleanSupplier pressed) {
        this.settings = settings;
        this.pressed = pressed;
    }

    public int count() {
        return count.get();
    }

    int queueBytes() {
        return settings.get().limits().streamQueueBytes();
    }

    /** How long a stream may be silent. */
    Duration heartbeat() {
        return settings.get().limits().heartbeat();
    }

    /** Whether there is a place for one more stream of a caller, as it looks now. */
    boolean room(Caller caller) {
        HttpSettings.Limits limits = settings.get().limits();
        return count.get() < limits.streamsWithinConnections()
                && byCaller.getOrDefault(key(caller), 0) < limits.streamsPerCallerWithinConnections();
    }

    /** Takes a place for one more stream of a caller, or says why there is none. */
    Optional<Reply> enter(Caller caller) {
        HttpSettings.Limits limits = settings.get().limits();
        int own = byCaller.merge(key(caller), 1, Integer::sum);
        boolean full = count.incrementAndGet() > limits.streamsWithinConnections();
        if (own > limits.streamsPerCallerWithinConnections()) {
            leave(caller);
            return Optional.of(refused(full ? FULL : TOO_MANY));
        }
        if (full && !endsOneOfTheBusiest(own)) {
            leave(caller);
            return Optional.of(refused(FULL));
        }
        return Optional.empty();
    }

    void opened(HttpEventStream stream) {
        open.add(stream);
    }

    /** Gives the place back; true the first time. */
    boolean closed(HttpEventStream stream) {
        if (!open.remove(stream)) {
            return false;
        }
        leave(stream.exchange().identity().caller());
        return true;
    }

    /** To be called a few times during each heartbeat, from one thread. */
    public void keepAlive() {
        long now = System.nanoTime();
        long silence = heartbeat().toNanos();
        for (HttpEventStream stream : open) {
            stream.keepAlive(now, silence);
        }
    }

    /** Ends what only listens. What still carries a running call goes on. */
    public void endListening() {
        for (HttpEventStream stream : open) {
            if (!stream.exchange().dispatching()) {
                stream.end();
            }
        }
    }

    private void leave(Caller caller) {
        count.decrementAndGet();
        byCaller.computeIfPresent(key(caller), (key, open) -> open == 1 ? null : open - 1);
    }

    private Reply refused(Reply reply) {
        return pressed.getAsBoolean() ? reply.with("Connection", "close") : reply;
    }

    /** The caller with most streams makes room for one with fewer: the oldest that only listens ends, and its client opens another. */
    private boolean endsOneOfTheBusiest(int own) {
        Optional<Map.Entry<String, Integer>> busiest =
                byCaller.entrySet().stream().max(Map.Entry.comparingByValue());
        if (busiest.isEmpty() || busiest.get().getValue() <= own) {
            return false;
        }
        Optional<HttpEventStream> oldest = open.stream()
                .filter(stream -> !stream.exchange().dispatching() && !stream.ended())
                .filter(stream -> key(stream.exchange().identity().caller())
                        .equals(busiest.get().getKey()))
                .min(Comparator.comparingLong(stream -> stream.exchange().arrivedNanos()));
        oldest.ifPresent(HttpEventStream::end);
        return oldest.isPresent();
    }

    /** Whose streams, distinct between tenants. */
    static String key(Caller caller) {
        return caller.tenant().id() + '\n' + caller.id();
    }

    private static Reply refusal(int status, String sentence) {
        byte[] body = Json.of(Map.of("error", sentence)).text().getBytes(StandardCharsets.UTF_8);
        return Reply.json(status, body).with("Retry-After", "5");
    }
}
