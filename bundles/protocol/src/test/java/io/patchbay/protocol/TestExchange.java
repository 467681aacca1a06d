package io.patchbay.protocol;

import io.patchbay.spi.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** An exchange without HTTP that records its answer. Tests can disconnect its client. */
public final class TestExchange implements Exchange {

    private final String method;
    private final byte[] body;
    private final Identity.Known identity;
    private final Map<String, List<String>> headers = new ConcurrentHashMap<>();
    private final List<Event> sent = new ArrayList<>();
    private final List<byte[]> events = new ArrayList<>();
    private final List<Runnable> onDisconnect = new ArrayList<>();
    private Optional<Reply> reply = Optional.empty();
    private List<Reply.Header> streamHeaders = List.of();
    private boolean streaming;
    private boolean ended;
    private boolean gone;
    private BooleanSupplier room = () -> true;
    private volatile Duration heartbeat = Duration.ofSeconds(15);
    private Transport transport = Transport.STREAMABLE_HTTP;
    private int answers;

    public TestExchange(String method, byte[] body, Identity.Known identity) {
        this.method = method;
        this.body = body;
        this.identity = identity;
    }

    public static TestExchange post(String body, Identity.Known identity) {
        return new TestExchange("POST", body.getBytes(StandardCharsets.UTF_8), identity);
    }

    /** Adds a value of a header. */
    public TestExchange header(String name, String value) {
        headers.computeIfAbsent(name.toLowerCase(java.util.Locale.ROOT), key -> new ArrayList<>())
                .add(value);
        return this;
    }

    /** Sets a header to one value, or removes it if no value is given. */
    public TestExchange only(String name, Optional<String> value) {
        headers.remove(name.toLowerCase(java.util.Locale.ROOT));
        value.ifPresent(one -> header(name, one));
        return this;
    }

    /** Sets the transport. */
    TestExchange over(Transport other) {
        transport = other;
        return this;
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of());
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public Identity.Known identity() {
        return identity;
    }

    @Override
    public String source() {
        return "192.0.2.1";
    }

    @Override
    public synchronized boolean send(Reply answer) {
        if (streaming || reply.isPresent()) {
            return false;
        }
        answers++;
        reply = Optional.of(answer);
        notifyAll();
        return !gone;
    }

    @Override
    public synchronized EventStream stream(List<Reply.Header> more) {
        if (streaming || reply.isPresent()) {
            throw new IllegalStateException("answered already");
        }
        answers++;
        if (!room.getAsBoolean()) {
            reply = Optional.of(Reply.empty(503));
            ended = true;
            notifyAll();
            return new Stream();
        }
        streaming = true;
        streamHeaders = List.copyOf(more);
        notifyAll();
        return new Stream();
    }

    @Override
    public boolean streamable() {
        return room.getAsBoolean();
    }

    @Override
    public Duration heartbeat() {
        return heartbeat;
    }

    /** Simulates a proxy that treats a silent connection as dead very soon. */
    public TestExchange impatient() {
        heartbeat = Duration.ofMillis(1);
        return this;
    }

    @Override
    public void onDisconnect(Runnable action) {
        synchronized (this) {
            if (!gone) {
                onDisconnect.add(action);
                return;
            }
        }
        action.run();
    }

    /** Simulates a server with too many streams. */
    public TestExchange refusingStreams() {
        return onlyOnce(() -> false);
    }

    /** Simulates a server with too many streams until the condition holds. */
    public TestExchange onlyOnce(BooleanSupplier free) {
        room = free;
        return this;
    }

    /** Disconnects the client. */
    public void disconnect() {
        List<Runnable> actions;
        synchronized (this) {
            if (gone) {
                return;
            }
            gone = true;
            actions = ended || reply.isPresent() ? List.of() : List.copyOf(onDisconnect);
            notifyAll();
        }
        actions.forEach(Runnable::run);
    }

    public synchronized boolean answered() {
        return streaming || reply.isPresent();
    }

    public synchronized boolean complete() {
        return ended || reply.isPresent();
    }

    /** Waits for the complete answer: the reply or the end of the stream. */
    public void await() {
        Waiting.on(this, "an answer to " + new String(body, StandardCharsets.UTF_8), this::complete);
    }

    /** Waits until a stream is open. */
    public TestExchange awaitStream() {
        Waiting.on(this, "a stream", () -> streaming || reply.isPresent());
        if (!streamed()) {
            throw new AssertionError("answered whole: " + new String(reply().body(), StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Waits for this many events. */
    public TestExchange awaitEvents(int count) {
        Waiting.on(this, count + " events", () -> events.size() >= count || complete());
        if (events().size() < count) {
            throw new AssertionError("ended after " + events().size() + " events instead of " + count);
        }
        return this;
    }

    public synchronized Reply reply() {
        return reply.orElseThrow(() -> new AssertionError("not answered whole"));
    }

    public synchronized boolean streamed() {
        return streaming;
    }

    synchronized List<Reply.Header> answerHeaders() {
        return reply.map(Reply::headers).orElse(streamHeaders);
    }

    /** Returns all events so far, including those without data. */
    public synchronized List<Event> sent() {
        return List.copyOf(sent);
    }

    /** Waits for this many events, including those without data, and returns the id of the last. */
    public String awaitId(int count) {
        Waiting.on(this, count + " events", () -> sent.size() >= count || complete());
        return sent().get(count - 1).id().orElseThrow();
    }

    /** Waits until a resumable stream is open, and returns the id to resume with. */
    public String awaitStreamStarted() {
        awaitStream();
        return awaitId(1);
    }

    /** Returns the data of all events so far that have data. */
    public synchronized List<byte[]> events() {
        return List.copyOf(events);
    }

    public synchronized boolean ended() {
        return ended;
    }

    /** Returns how often the exchange was answered. */
    synchronized int answers() {
        return answers;
    }

    /** Records events. */
    private final class Stream implements EventStream {

        @Override
        public boolean send(Event event) {
            synchronized (TestExchange.this) {
                if (ended || gone) {
                    return false;
                }
                sent.add(event);
                if (event.data().length > 0) {
                    events.add(event.data());
                }
                TestExchange.this.notifyAll();
                return true;
            }
        }

        @Override
        public boolean ended() {
            synchronized (TestExchange.this) {
                return ended || gone;
            }
        }

        @Override
        public void end() {
            synchronized (TestExchange.this) {
                ended = true;
                TestExchange.this.notifyAll();
            }
        }
    }
}
