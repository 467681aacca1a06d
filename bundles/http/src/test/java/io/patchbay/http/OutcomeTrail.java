package io.patchbay.http;

import io.patchbay.api.Arguments;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An audit trail that keeps the outcomes of operations. */
public final class OutcomeTrail implements AuditTrail {

    public final Queue<String> outcomes = new ConcurrentLinkedQueue<>();

    @Override
    public AuditEntry open(Opening opening) {
        return new AuditEntry() {
            @Override
            public void target(Target target, Arguments arguments, Set<String> secrets) {
                // the outcome has everything that the tests check
            }

            @Override
            public void decided(Decision decision) {
                // every operation is allowed
            }

            @Override
            public void intent() {
                // no operation writes
            }

            @Override
            public void close(Outcome outcome) {
                outcomes.add(opening.method() + " " + outcome.kind());
            }
        };
    }

    @Override
    public void refused(Refusal refusal) {
        outcomes.add("refused " + refusal.reason());
    }
}
