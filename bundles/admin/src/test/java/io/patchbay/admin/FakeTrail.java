package io.patchbay.admin;

import io.patchbay.api.Arguments;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** An audit trail that keeps its calls as texts, and accepts no entry while it is full. */
final class FakeTrail implements AuditTrail, AuditEntry {

    final List<String> notes = new CopyOnWriteArrayList<>();
    volatile boolean full;

    @Override
    public AuditEntry open(Opening opening) {
        notes.add("open " + opening.method() + " " + opening.identity().caller().id());
        return this;
    }

    @Override
    public void refused(Refusal refusal) {
        notes.add("refused " + refusal.reason());
    }

    @Override
    public void target(Target target, Arguments arguments, Set<String> secrets) {
        notes.add("target " + target.label() + " " + target.effect());
    }

    @Override
    public void decided(Decision decision) {
        notes.add("decided " + decision.getClass().getSimpleName());
    }

    @Override
    public void intent() throws AuditException {
        if (full) {
            throw new AuditException("the disk is full");
        }
        notes.add("intent");
    }

    @Override
    public void close(Outcome outcome) throws AuditException {
        if (full) {
            throw new AuditException("the disk is full");
        }
        notes.add("close " + outcome.kind() + (outcome.code().equals("recorded_late") ? " " + outcome.code() : ""));
    }
}
