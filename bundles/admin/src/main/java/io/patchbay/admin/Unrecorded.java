package io.patchbay.admin;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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

/**
 * The entries of commands that ran while the audit trail failed. The entries are kept until the trail accepts them. Any thread may
 * call the methods.
 */
final class Unrecorded {

    private static final int MAX_ENTRIES = 1000;
    private static final String LATE_CODE = "recorded_late";
    private static final Logger log = LoggerFactory.getLogger(Unrecorded.class);

    @GuardedBy("this")
    private final Deque<LateEntry> waiting = new ArrayDeque<>();

    /** The entry of one command that ran. */
    record LateEntry(Opening opening, Target target, Arguments arguments, Outcome outcome) {}

    /** Keeps an entry. If there are too many entries, drops the oldest entry. */
    synchronized void add(LateEntry late) {
        if (waiting.size() == MAX_ENTRIES) {
            waiting.removeFirst();
        }
        waiting.addLast(late);
    }

    /** Writes the entries to the trail in order, and stops at the first entry that the trail does not accept. */
    void writeTo(AuditTrail trail) {
        int count = 0;
        for (LateEntry late = first(); late != null && wasWritten(trail, late); late = first()) {
            remove(late);
            count++;
        }
        if (count > 0) {
            log.info(
                    "The audit trail accepts entries again. The trail now has the entries of {} command(s) that ran meanwhile",
                    count);
        }
    }

    private static boolean wasWritten(AuditTrail trail, LateEntry late) {
        try {
            AuditEntry entry = trail.open(late.opening());
            entry.target(late.target(), late.arguments(), Set.of());
            entry.decided(Decision.ALLOW);
            entry.intent(); // the intent is durable when this call returns
            entry.close(new Outcome(late.outcome().kind(), LATE_CODE));
            return true;
        } catch (AuditException | RuntimeException e) {
            log.debug("The audit trail does not accept the late entries yet", e);
            return false;
        }
    }

    private synchronized LateEntry first() {
        return waiting.peekFirst();
    }

    private synchronized void remove(LateEntry late) {
        waiting.remove(late);
    }
}
