package io.patchbay.protocol;

import io.patchbay.api.Arguments;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Presented;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.util.Set;

/**
 * Replaces authentication, policy and audit. The class accepts every call without a check, so that a benchmark measures
 * only the protocol.
 */
final class Unguarded implements Authenticator, CallPolicy, AuditTrail, AuditEntry {

    @Override
    public Identity authenticate(Presented presented) {
        throw new AssertionError("an exchange contains its identity");
    }

    @Override
    public boolean holds(Identity.Known identity) {
        return true;
    }

    @Override
    public long version() {
        return 1;
    }

    @Override
    public Visibility visible(Grants grants, Target target) {
        return Visibility.VISIBLE;
    }

    @Override
    public Decision decide(Operation operation) {
        return Decision.ALLOW;
    }

    @Override
    public AuditEntry open(Opening opening) {
        return this;
    }

    @Override
    public void refused(Refusal refusal) {}

    @Override
    public void target(Target target, Arguments arguments, Set<String> secrets) {}

    @Override
    public void decided(Decision decision) {}

    @Override
    public void intent() {}

    @Override
    public void close(Outcome outcome) {}
}
