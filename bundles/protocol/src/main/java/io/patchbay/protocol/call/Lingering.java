package io.patchbay.protocol.call;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that wait for their answer. One that takes longer than a heartbeat of its transport becomes a stream, so that its
 * client and the proxies in between see that the server still works on it. A short call costs one place in a set. Any thread.
 */
public final class Lingering {

    private static final Logger log = LoggerFactory.getLogger(Lingering.class);

    /** How often the calls are looked at. */
    public static final Duration LOOK = Duration.ofMillis(200);

    /** A client that can resume a stream is told after this time how to do that. */
    private static final long RESUMABLE = TimeUnit.SECONDS.toNanos(1);

    private final InFlight<Call> waiting = new InFlight<>();

    /** A call begins. */
    void begin(Call call) {
        // the session id of a handshake goes out in the head, which therefore waits for the answer
        if (!call.request().method().equals("initialize")) {
            waiting.add(call);
        }
    }

    /** The thread of a call has done its part. Where the answer comes later, from elsewhere, the call still counts. */
    void left(Call call) {
        if (call.answering().finished()) {
            waiting.remove(call);
        }
    }

    /** A call broke: its exchange is answered elsewhere, or not at all. */
    void broke(Call call) {
        waiting.remove(call);
    }

    /** Opens the streams of the calls that take long; called regularly, by one thread. */
    public void look(long now) {
        waiting.all().forEach(call -> {
            if (call.answering().finished()) {
                waiting.remove(call);
            } else if (now - call.started() > patience(call)) {
                open(call);
            }
        });
    }

    private void open(Call call) {
        try {
            call.answering().linger();
        } catch (RuntimeException e) {
            waiting.remove(call); // its client went away in this moment
            log.debug("Call {} could not become a stream", call.id(), e);
        }
    }

    private static long patience(Call call) {
        long heartbeat = call.exchange().heartbeat().toNanos();
        return call.answering().resumable() ? Math.min(RESUMABLE, heartbeat) : heartbeat;
    }
}
