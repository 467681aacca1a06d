package io.patchbay.protocol;

import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;

/** Delegates to another policy, so that tests can change one method. */
public class DelegatingPolicy implements CallPolicy {

    private final CallPolicy policy;

    public DelegatingPolicy(CallPolicy policy) {
        this.policy = policy;
    }

    @Override
    public long version() {
        return policy.version();
    }

    @Override
    public Visibility visible(Grants grants, Target target) {
        return policy.visible(grants, target);
    }

    @Override
    public Decision decide(Operation operation) {
        return policy.decide(operation);
    }
}
