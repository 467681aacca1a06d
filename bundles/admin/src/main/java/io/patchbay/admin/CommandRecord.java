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

/** The entry of one command in the audit trail, which remembers what the trail could not take instead of throwing it. */
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
            failure = Optional.of("there is no audit trail");
        } else {
            attempt(() -> {
                AuditEntry opened = trail.get().open(opening);
                opened.target(target, arguments, Set.of());
                entry = Optional.of(opened);
            });
        }
    }

    void decided(Decision decision) {
        entry.ifPresent(open -> attempt(() -> open.decided(decision)));
    }

    void intent() {
        entry.ifPresent(open -> attempt(open::intent));
    }

    void close(Outcome outcome) {
        entry.ifPresent(open -> attempt(() -> open.close(outcome)));
    }

    /** Returns the first reason why the trail does not have all of this entry. */
    Optional<String> failure() {
        return failure;
    }

    String what() {
        return target.name() + ", by " + opening.identity().caller().id();
    }

    /** Returns what is to be put into the trail once it can be written again. */
    Unrecorded.Late late(Outcome outcome) {
        return new Unrecorded.Late(opening, target, arguments, outcome);
    }

    private void attempt(Attempt work) {
        try {
            work.run();
        } catch (AuditException | RuntimeException e) {
            if (failure.isEmpty()) {
                failure = Optional.of(String.valueOf(e.getMessage()));
            }
        }
    }

    /** One step that the trail may fail in. */
    private interface Attempt {
        void run() throws AuditException;
    }
}
