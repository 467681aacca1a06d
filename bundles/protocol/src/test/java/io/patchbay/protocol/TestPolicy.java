package io.patchbay.protocol;

import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Shows what the narrowing includes and allows everything, until a test changes that. */
public final class TestPolicy implements CallPolicy {

    private final AtomicLong version = new AtomicLong();
    private final AtomicInteger questions = new AtomicInteger();
    private final List<Operation> decided = new CopyOnWriteArrayList<>();
    private volatile BiFunction<Grants, Target, Visibility> visible = TestPolicy::byNarrowing;
    private volatile Function<Operation, Decision> decide = operation -> Decision.ALLOW;
    private volatile Function<Operation, Optional<Decision.Deny>> refuse = operation -> Optional.empty();

    public static Visibility byNarrowing(Grants grants, Target target) {
        Narrowing narrowing = grants.narrowing();
        boolean included = switch (target.kind()) {
            case TOOL -> narrowing.includes(Narrowing.Kind.TOOLS, target.name());
            case RESOURCE, RESOURCE_TEMPLATE -> narrowing.includes(Narrowing.Kind.RESOURCES, target.name());
            case PROMPT -> narrowing.includes(Narrowing.Kind.PROMPTS, target.name());
            case FEATURE -> narrowing.includes(Narrowing.Kind.FEATURES, target.name());
            case ROUTE -> true;
            case ADMIN -> false;
        };
        return included ? Visibility.VISIBLE : Visibility.HIDDEN;
    }

    /** Changes the visibility of one target. */
    public void show(String label, Visibility answer) {
        BiFunction<Grants, Target, Visibility> before = visible;
        visible((grants, target) -> target.label().equals(label) ? answer : before.apply(grants, target));
    }

    public void visible(BiFunction<Grants, Target, Visibility> answer) {
        visible = answer;
        version.incrementAndGet();
    }

    /** Changes the decision on all operations and the version of the policy. */
    public void change(Function<Operation, Decision> answer) {
        decide = answer;
        version.incrementAndGet();
    }

    public void decide(Function<Operation, Decision> answer) {
        decide = answer;
    }

    /** Sets the decision on one method and allows all others. */
    public void decide(String method, Decision decision) {
        decide(operation -> operation.method().equals(method) ? decision : Decision.ALLOW);
    }

    /** Denies the operations for which the function returns a denial, whatever their arguments are. */
    public void refuse(Function<Operation, Optional<Decision.Deny>> answer) {
        refuse = answer;
    }

    /** Returns the requests for decisions on one method, in order. */
    public List<Operation> decided(String method) {
        return decided.stream()
                .filter(operation -> operation.method().equals(method))
                .toList();
    }

    /** Returns how often it was asked what is visible. */
    public int questions() {
        return questions.get();
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public Visibility visible(Grants grants, Target target) {
        questions.incrementAndGet();
        return visible.apply(grants, target);
    }

    @Override
    public Optional<Decision.Deny> refusal(Operation operation) {
        return refuse.apply(operation);
    }

    @Override
    public Decision decide(Operation operation) {
        decided.add(operation);
        return decide.apply(operation);
    }
}
