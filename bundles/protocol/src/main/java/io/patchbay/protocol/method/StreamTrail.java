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

/**
 * Records the start and the end of each stream in the audit trail, under one call id. Omits the start if a call records
 * the start.
 */
public final class StreamTrail {

    private static final Logger log = LoggerFactory.getLogger(StreamTrail.class);

    /** The outcome of a stream whose credential was revoked or changed, or has expired. */
    private static final Outcome CREDENTIAL_LOST = new Outcome(Outcome.Kind.CANCELLED, Codes.CREDENTIAL_CHANGED);

    private final AuditTrail trail;
    private final CallThreads threads;
    private final Predicate<Identity.Known> holds;

    /**
     * Creates a recorder of streams.
     *
     * @param holds returns whether a credential is unchanged since the stream began
     */
    public StreamTrail(AuditTrail trail, CallThreads threads, Predicate<Identity.Known> holds) {
        this.trail = trail;
        this.holds = holds;
        this.threads = threads;
    }

    /**
     * Records the start of a stream. Returns false if the audit trail does not accept the entry; in that case the
     * stream must not open.
     */
    boolean recordStart(Opening opening) {
        return record(opening, opening.method() + " start", Outcome.OK);
    }

    /** Records the end of a stream. Does not block, because the thread of the connection may call this method. */
    void recordEnd(Opening opening) {
        threads.execute(() -> record(
                opening, opening.method() + " end", holds.test(opening.identity()) ? Outcome.OK : CREDENTIAL_LOST));
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
