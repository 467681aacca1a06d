package io.patchbay.admin;

import io.patchbay.api.Arguments;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.util.Optional;
import java.util.Set;

/**
 * The entry of one command in the audit trail. If the trail fails, the methods keep the failure and do not throw it.
 * Only one thread uses an entry.
 */
final class CommandRecord {

    private final Opening opening;
    private final Target target;
    private final Arguments arguments;
    private Optional<AuditEntry> entry = Optional.empty();
    private Optional<String> failure = Optional.empty();

    CommandRecord(Optional<AuditTrail> trail, Opening opening, Target target, Arguments arguments) {
        this.opening = opening;
        this.target = target;
        this.arguments = arguments;
        if (trail.isEmpty()) {
            failure = Optional.of("no audit trail is running");
        } else {
            attempt(() -> {
                AuditEntry opened = trail.get().open(opening);
                opened.target(target, arguments, Set.of());
                entry = Optional.of(opened);
            });
        }
    }

    void recordDecision(Decision decision) {
        entry.ifPresent(open -> attempt(() -> open.decided(decision)));
    }

    void recordIntent() {
        entry.ifPresent(open -> attempt(open::intent));
    }

    void close(Outcome outcome) {
        entry.ifPresent(open -> attempt(() -> open.close(outcome)));
    }

    /** Returns the first failure of the trail. Returns an empty result if the trail has the whole entry. */
    Optional<String> failure() {
        return failure;
    }

    /** Returns the name of the command and its caller, for the log. */
    String description() {
        return target.name() + ", by " + opening.identity().caller().id();
    }

    /** Returns the entry that is written later, when the trail accepts entries again. */
    Unrecorded.LateEntry lateEntry(Outcome outcome) {
        return new Unrecorded.LateEntry(opening, target, arguments, outcome);
    }

    private void attempt(TrailStep step) {
        try {
            step.run();
        } catch (AuditException | RuntimeException e) {
            if (failure.isEmpty()) {
                failure = Optional.of(String.valueOf(e.getMessage()));
            }
        }
    }

    /** One write to the trail, which may fail. */
    private interface TrailStep {
        void run() throws AuditException;
    }
}
