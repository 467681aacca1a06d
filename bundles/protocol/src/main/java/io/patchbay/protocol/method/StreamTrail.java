package io.patchbay.protocol.method;

import io.patchbay.api.Arguments;
import io.patchbay.api.Codes;
import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.call.Capabilities;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.policy.Target;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts streams on record: at their start, where no call does that, and at their end, under the same call id. */
public final class StreamTrail {

    private static final Logger log = LoggerFactory.getLogger(StreamTrail.class);

    /** The credential was revoked or changed, or has expired. */
    private static final Outcome LOST = new Outcome(Outcome.Kind.CANCELLED, Codes.CREDENTIAL_CHANGED);

    private final AuditTrail trail;
    private final CallThreads threads;
    private final Predicate<Identity.Known> holds;

    /** @param holds whether a credential is what it was when a stream began */
    public StreamTrail(AuditTrail trail, CallThreads threads, Predicate<Identity.Known> holds) {
        this.trail = trail;
        this.holds = holds;
        this.threads = threads;
    }

    /** False when the trail does not take it: the stream must not open. */
    boolean started(Opening opening) {
        return record(opening, opening.method() + " start", Outcome.OK);
    }

    /** Never blocks: the connection's own thread may say so. */
    void ended(Opening opening) {
        threads.execute(
                () -> record(opening, opening.method() + " end", holds.test(opening.identity()) ? Outcome.OK : LOST));
    }

    private boolean record(Opening opening, String method, Outcome outcome) {
        AuditEntry entry = trail.open(new Opening(
                opening.callId(),
                Instant.now(),
                opening.identity(),
                method,
                opening.revision(),
                opening.source(),
                opening.client()));
        entry.target(Target.feature(Capabilities.SUBSCRIPTIONS), Arguments.none(), Set.of());
        try {
            entry.close(outcome);
            return true;
        } catch (AuditException e) {
            log.error("Failed to record a stream in the audit trail: {}", e.getMessage());
            return false;
        }
    }
}
