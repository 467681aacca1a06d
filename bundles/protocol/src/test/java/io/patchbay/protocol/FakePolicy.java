package io.patchbay.protocol;

import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.identity.Scopes;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Shows and allows what the scopes cover. Tests can require a step-up for some targets. */
public final class FakePolicy implements CallPolicy {

    public final AtomicLong version = new AtomicLong(1);
    public final AtomicInteger questions = new AtomicInteger();
    public final Map<String, Set<String>> stepUps = new ConcurrentHashMap<>();

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public Visibility visible(Grants grants, Target target) {
        questions.incrementAndGet();
        if (stepUps.containsKey(target.scope())) {
            return new Visibility.StepUp(stepUps.get(target.scope()));
        }
        return Scopes.cover(grants.scopes(), target.scope()) ? Visibility.VISIBLE : Visibility.HIDDEN;
    }

    @Override
    public Decision decide(Operation operation) {
        return Decision.ALLOW;
    }
}
