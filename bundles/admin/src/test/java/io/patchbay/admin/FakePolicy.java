package io.patchbay.admin;

import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.util.function.Supplier;

/** A policy with the decision that a test sets. */
final class FakePolicy implements CallPolicy {

    volatile Supplier<Decision> answer = () -> Decision.ALLOW;

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
        return answer.get();
    }
}
