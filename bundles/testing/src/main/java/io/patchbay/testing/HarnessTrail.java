package io.patchbay.testing;

import io.patchbay.api.Arguments;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** An audit trail in memory. */
final class HarnessTrail implements AuditTrail {

    private final List<Recorded> recorded = new CopyOnWriteArrayList<>();

    List<Recorded> recorded() {
        return List.copyOf(recorded);
    }

    @Override
    public AuditEntry open(Opening opening) {
        return new Entry(opening.method());
    }

    @Override
    public void refused(Refusal refusal) {
        // tests of connectors check the client's error instead
    }

    /** The entry of one operation. */
    private final class Entry implements AuditEntry {

        private final String method;
        private Target target = Target.feature("");
        private Arguments arguments = Arguments.none();
        private Set<String> secrets = Set.of();
        private boolean intent;

        Entry(String method) {
            this.method = method;
        }

        @Override
        public synchronized void target(Target about, Arguments given, Set<String> hidden) {
            target = about;
            arguments = given;
            secrets = hidden;
        }

        @Override
        public void decided(Decision decision) {
            // the outcome contains the decision
        }

        @Override
        public synchronized void intent() {
            intent = true;
        }

        @Override
        public synchronized void close(Outcome outcome) {
            recorded.add(new Recorded(method, target.label(), arguments, secrets, intent, outcome));
        }
    }
}
