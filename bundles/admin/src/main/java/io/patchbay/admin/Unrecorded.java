package io.patchbay.admin;

import io.patchbay.api.Arguments;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that ran while the audit trail failed, kept until the trail takes them. Used by any thread. */
final class Unrecorded {

    private static final int MOST = 1000;
    private static final String CODE = "recorded_late";
    private static final Logger log = LoggerFactory.getLogger(Unrecorded.class);

    // Guarded by this.
    private final Deque<Late> waiting = new ArrayDeque<>();

    /** One command that ran. */
    record Late(Opening opening, Target target, Arguments arguments, Outcome outcome) {}

    synchronized void add(Late late) {
        if (waiting.size() == MOST) {
            waiting.removeFirst();
        }
        waiting.addLast(late);
    }

    /** Puts what waits into the trail, in order, until the trail does not take one. */
    void putInto(AuditTrail trail) {
        int count = 0;
        for (Late late = first(); late != null && isTaken(trail, late); late = first()) {
            remove(late);
            count++;
        }
        if (count > 0) {
            log.info("The audit trail has the {} command(s) now that ran while it could not be written", count);
        }
    }

    private static boolean isTaken(AuditTrail trail, Late late) {
        try {
            AuditEntry entry = trail.open(late.opening());
            entry.target(late.target(), late.arguments(), Set.of());
            entry.decided(Decision.ALLOW);
            entry.intent(); // durable, or it throws
            entry.close(new Outcome(late.outcome().kind(), CODE));
            return true;
        } catch (AuditException | RuntimeException e) {
            log.debug("The audit trail does not take what ran without it", e);
            return false;
        }
    }

    private synchronized Late first() {
        return waiting.peekFirst();
    }

    private synchronized void remove(Late late) {
        waiting.remove(late);
    }
}
