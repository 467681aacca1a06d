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

/** Remembers how operations came out. */
public final class OutcomeTrail implements AuditTrail {

    public final Queue<String> outcomes = new ConcurrentLinkedQueue<>();

    @Override
    public AuditEntry open(Opening opening) {
        return new AuditEntry() {
            @Override
            public void target(Target target, Arguments arguments, Set<String> secrets) {
                // everything is in the outcome
            }

            @Override
            public void decided(Decision decision) {
                // always allowed
            }

            @Override
            public void intent() {
                // there are no writes
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
