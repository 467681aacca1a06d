package io.patchbay.http;

import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;

/** Lets every caller see and do everything. */
public final class OpenPolicy implements CallPolicy {

    @Override
    public long version() {
        return 0;
    }

    @Override
    public Visibility visible(Grants grants, Target target) {
        return Visibility.VISIBLE;
    }

    @Override
    public Decision decide(Operation operation) {
        return Decision.ALLOW;
    }
}
