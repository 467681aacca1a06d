package io.patchbay.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An open stream of what the server says of its own accord, read by a thread of its own. */
final class Subscription implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EventReader events;
    private final InputStream body;
    private final LinkedBlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
    private final List<JsonNode> seen = new ArrayList<>();
    private final Thread reader;

    Subscription(InputStream body) {
        this.body = body;
        this.events = new EventReader(body);
        this.reader = new Thread(this::read, "subscription");
        reader.setDaemon(true);
        reader.start();
    }

    /** The next message of this method, whatever comes before it. */
    JsonNode await(String method) throws InterruptedException {
        return await(message -> message.path("method").asText().equals(method), method);
    }

    JsonNode await(Predicate<JsonNode> wanted, String what) throws InterruptedException {
        return arrival(wanted, what).message();
    }

    /** The next message of this method, with when it came. */
    Arrival arrival(String method) throws InterruptedException {
        return arrival(message -> message.path("method").asText().equals(method), method);
    }

    private Arrival arrival(Predicate<JsonNode> wanted, String what) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Arrival arrival = arrived.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (arrival == null) {
                throw new AssertionError("No " + what + " after " + PATIENCE + ", but " + seen);
            }
            seen.add(arrival.message());
            if (wanted.test(arrival.message())) {
                return arrival;
            }
        }
    }

    /** All messages that were taken by {@code await} so far. */
    List<JsonNode> seen() {
        return List.copyOf(seen);
    }

    /** Waits until the server has ended the stream. */
    void awaitEnd() throws InterruptedException {
        reader.join(PATIENCE.toMillis());
        if (reader.isAlive()) {
            throw new AssertionError("The stream is still open after " + PATIENCE);
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private void read() {
        try {
            for (var message = events.next(); message.isPresent(); message = events.next()) {
                arrived.add(new Arrival(message.get(), System.nanoTime()));
            }
        } catch (IOException e) {
            // closed by us, or cut off: both end the stream
        }
    }

    /** @param nanos when it was read, of {@link System#nanoTime()} */
    record Arrival(JsonNode message, long nanos) {}
}
