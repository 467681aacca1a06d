package io.patchbay.testing;

import io.patchbay.api.Codes;
import io.patchbay.api.Effect;
import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;

/** Shows every target to every caller, and denies writes until the test calls {@link #allowWrites}. */
final class HarnessPolicy implements CallPolicy {

    private static final Decision NO_WRITES = new Decision.Deny(
            Codes.OPERATION_NOT_SUPPORTED,
            "Writes are not allowed in this harness. To allow them, call allowingWrites().");

    private volatile boolean writes;

    void allowWrites() {
        writes = true;
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
        return writes || operation.target().effect() == Effect.READ_ONLY ? Decision.ALLOW : NO_WRITES;
    }
}
