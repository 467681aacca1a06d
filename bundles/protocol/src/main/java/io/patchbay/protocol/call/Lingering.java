package io.patchbay.protocol.call;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that wait for their answer. A call that takes longer than the heartbeat of its transport is moved to a
 * stream. So its client and proxies see that the server still works on it. A short call costs one place in a set. Any
 * thread.
 */
public final class Lingering {

    private static final Logger log = LoggerFactory.getLogger(Lingering.class);

    /** How often {@link #check} is called. */
    public static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

    /** After this time, a client that can resume a stream is told how to do that. */
    private static final long RESUMABLE_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final InFlight<Call> waiting = new InFlight<>();

    /** Adds a call that begins. */
    void add(Call call) {
        // the session id of a handshake is sent in the response head, which therefore waits for the answer
        if (!call.request().method().equals("initialize")) {
            waiting.add(call);
        }
    }

    /** Removes a call whose thread is done, unless its answer comes later from another thread. */
    void removeIfAnswered(Call call) {
        if (call.answering().isFinished()) {
            waiting.remove(call);
        }
    }

    /** Removes a call that failed. Its exchange is answered elsewhere, or not at all. */
    void remove(Call call) {
        waiting.remove(call);
    }

    /** Opens the streams of calls that take long. Called regularly, by one thread. */
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
            log.debug("Call {} could not be moved to a stream", call.id(), e);
        }
    }

    private static long patienceNanos(Call call) {
        long heartbeat = call.exchange().heartbeat().toNanos();
        return call.answering().isResumable() ? Math.min(RESUMABLE_AFTER_NANOS, heartbeat) : heartbeat;
    }
}
