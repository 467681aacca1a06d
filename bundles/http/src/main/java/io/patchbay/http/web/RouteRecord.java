package io.patchbay.http.web;

import io.patchbay.api.Codes;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.web.WebAnswer;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry of one request in the audit trail; nothing for a request without a caller. If the trail fails, the request is refused,
 * unless it may run without guards, see {@link Admitted#needsGuards}. For one thread at a time.
 */
final class RouteRecord {

    private static final Logger log = LoggerFactory.getLogger(RouteRecord.class);

    private final Admitted admitted;
    private Optional<AuditEntry> entry = Optional.empty();

    private RouteRecord(Admitted admitted) {
        this.admitted = admitted;
    }

    /** Returns the record of a request. It is not open yet. */
    static RouteRecord of(Admitted admitted) {
        return new RouteRecord(admitted);
    }

    /** Opens the entry, so that refusals by policy are on record too. */
    void open(Optional<AuditTrail> trail) throws RefusedRequest {
        if (admitted.caller().isEmpty()) {
            return;
        }
        Identity.Known caller = admitted.caller().get();
        attempt(() -> {
            AuditEntry opened = trail.orElseThrow(() -> new AuditException("no audit trail is running"))
                    .open(admitted.opening(caller));
            Operation operation = admitted.operation(caller);
            opened.target(operation.target(), operation.arguments(), Set.of());
            entry = Optional.of(opened);
        });
    }

    void recordDecision(Decision decision) throws RefusedRequest {
        attempt(() -> entry.ifPresent(open -> open.decided(decision)));
    }

    void recordIntent() throws RefusedRequest {
        if (entry.isPresent()) {
            attempt(entry.get()::intent);
        }
    }

    /** Completes the entry. */
    void close(Outcome outcome) throws RefusedRequest {
        Optional<AuditEntry> open = entry;
        entry = Optional.empty();
        if (open.isPresent()) {
            attempt(() -> open.get().close(outcome));
        }
    }

    /** Completes the entry of a refused request. Returns its answer: another one if the trail does not accept the entry. */
    WebAnswer closed(RefusedRequest refused) {
        try {
            close(refused.outcome());
            return refused.answer();
        } catch (RefusedRequest unrecorded) {
            return unrecorded.answer();
        }
    }

    /** Completes the entry of a stream, which is answered already. */
    void closeAfterAnswer(Outcome outcome) {
        try {
            close(outcome);
        } catch (RefusedRequest e) {
            log.warn(
                    "The end of a stream of {} is not in the audit trail",
                    admitted.found().name());
        }
    }

    private void attempt(TrailStep step) throws RefusedRequest {
        try {
            step.run();
        } catch (AuditException | RuntimeException e) {
            if (admitted.needsGuards()) {
                log.warn(
                        "A request to {} was refused, because the audit trail failed: {}",
                        admitted.found().name(),
                        e.getMessage());
                throw new RefusedRequest(
                        WebProblems.later(
                                503, "5", "The audit trail does not accept entries, so the request was refused."),
                        new Outcome(Outcome.Kind.ERROR, Codes.AUDIT_UNAVAILABLE));
            }
            log.warn(
                    "A read of {} is not in the audit trail, because the trail failed: {}",
                    admitted.found().name(),
                    e.getMessage());
        }
    }

    /** One write to the trail, which may fail. */
    private interface TrailStep {
        void run() throws AuditException;
    }
}
