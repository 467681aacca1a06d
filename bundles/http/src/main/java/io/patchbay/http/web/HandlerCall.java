package io.patchbay.http.web;

import io.patchbay.api.Codes;
import io.patchbay.protocol.CallThreads;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.web.WebAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The call of one handler. If the handler takes too long, the request is answered without it, and its thread is interrupted. */
final class HandlerCall {

    private static final Logger log = LoggerFactory.getLogger(HandlerCall.class);

    private final Admitted admitted;
    private final RouteRecord record;
    private final Duration timeout;
    private final Thread thread = Thread.currentThread();

    /** Whether the handler has returned, or the request was answered without it: whichever came first. */
    private final AtomicBoolean settled = new AtomicBoolean();

    /** Creates a call on this thread. */
    HandlerCall(Admitted admitted, RouteRecord record, Duration timeout) {
        this.admitted = admitted;
        this.record = record;
        this.timeout = timeout;
    }

    /**
     * Calls the handler with a time limit.
     *
     * @return empty if the request was answered without the handler
     */
    Optional<WebAnswer> runWithin(ScheduledExecutorService timer, CallThreads threads, byte[] body)
            throws RefusedRequest {
        Future<?> limit = timer.schedule(() -> threads.execute(this::end), timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return run(body);
        } finally {
            limit.cancel(false);
        }
    }

    /** Calls the handler. */
    Optional<WebAnswer> run(byte[] body) throws RefusedRequest {
        Optional<WebAnswer> answer = Optional.empty();
        Throwable failure = new IllegalStateException("The handler returned null");
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(admitted.visit().owner().loader());
        try {
            answer = Optional.ofNullable(
                    admitted.route().handler().handle(admitted.visit().request().with(admitted.caller(), body)));
        } catch (Throwable e) {
            failure = e;
        } finally {
            thread.setContextClassLoader(before);
        }
        if (!settled.compareAndSet(false, true)) {
            admitted.visit().owner().endRunaway();
            return Optional.empty();
        }
        if (answer.isEmpty()) {
            log.error("The handler of {} failed (call {})", admitted.found().name(), admitted.callId(), failure);
            throw admitted.internal();
        }
        return answer;
    }

    private void end() {
        if (!settled.compareAndSet(false, true)) {
            return;
        }
        admitted.visit().owner().countRunaway();
        log.warn(
                "The handler of {} took more than {} ms (call {})",
                admitted.found().name(),
                timeout.toMillis(),
                admitted.callId());
        thread.interrupt();
        admitted.visit()
                .answer(record.closed(new RefusedRequest(
                        WebProblems.of(503, "The server took too long to answer (call " + admitted.callId() + ")."),
                        new Outcome(Outcome.Kind.TIMEOUT, Codes.DEADLINE_EXCEEDED))));
    }
}
