package io.patchbay.protocol.call;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls whose answers have not been sent yet. If a call takes longer than the heartbeat of its transport, the
 * server opens a stream for the answer. The stream shows the client and proxies that the call still runs. A short call
 * costs only one place in a set. Thread-safe.
 */
public final class Lingering {

    private static final Logger log = LoggerFactory.getLogger(Lingering.class);

    /** The interval between two invocations of {@link #check}. */
    public static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

    /** After this time, the server tells a client how to resume the stream, if the client can resume streams. */
    private static final long RESUMABLE_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final InFlight<Call> waiting = new InFlight<>();

    /** Adds a call that starts. */
    void add(Call call) {
        // a handshake sends the session id in the response head, so the head cannot be sent before the answer
        if (!call.request().method().equals("initialize")) {
            waiting.add(call);
        }
    }

    /** Removes a call whose thread has finished, unless another thread sends the answer later. */
    void removeIfAnswered(Call call) {
        if (call.answering().isFinished()) {
            waiting.remove(call);
        }
    }

    /** Removes a call that failed. Other code answers its exchange, or the exchange gets no answer. */
    void remove(Call call) {
        waiting.remove(call);
    }

    /** Opens the streams of calls that take a long time. Called regularly, by one thread. */
    public void check(long now) {
        waiting.all().forEach(call -> {
            if (call.answering().isFinished()) {
                waiting.remove(call);
            } else if (now - call.started() > patienceNanos(call)) {
                openStream(call);
            }
        });
    }

    private void openStream(Call call) {
        try {
            call.answering().streamIfPossible();
        } catch (RuntimeException e) {
            waiting.remove(call); // the client has just disconnected
            log.debug("The server could not open a stream for call {}", call.id(), e);
        }
    }

    private static long patienceNanos(Call call) {
        long heartbeat = call.exchange().heartbeat().toNanos();
        return call.answering().isResumable() ? Math.min(RESUMABLE_AFTER_NANOS, heartbeat) : heartbeat;
    }
}
