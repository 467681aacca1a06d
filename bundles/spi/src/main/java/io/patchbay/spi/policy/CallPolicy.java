package io.patchbay.spi.policy;

import io.patchbay.spi.identity.Grants;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Decides what callers see and which calls run. There is one service; without it {@code /mcp} answers 503. */
@ProviderType
public interface CallPolicy {

    /**
     * Returns a number that increases with every change of settings that can change a result of {@link #visible} or {@link #decide}.
     * The server reads it before it calls these methods, caches their results under it, and decides running calls again after it has
     * increased. Called on any thread. Must be fast.
     */
    long version();

    /**
     * Returns whether callers with these grants see the target, for listing and for calling alike. The result must depend only on the
     * settings, the grants and the target, never on arguments or time. Called on any thread. Must be fast and have no side effects.
     * If the method throws, the target is hidden.
     */
    Visibility visible(Grants grants, Target target);

    /**
     * Returns why an operation is denied with any arguments; empty if the decision depends on the arguments or if the operation may be
     * allowed. Called before the arguments are validated, so that a caller without permission is told so, instead of what is wrong
     * with the arguments. Called on the call's own thread. May block. If the method throws, the call is denied.
     *
     * @param operation without arguments
     */
    default Optional<Decision.Deny> refusal(Operation operation) {
        return Optional.empty();
    }

    /**
     * Decides on one operation whose target is visible and whose arguments are valid. Called on the call's own thread before the
     * operation runs. Called again on another thread if {@link #version} or the grants of the credential change while the operation
     * runs: any result other than {@link Decision.Allow} then stops the operation. May block. If the method throws, the call is denied.
     */
    Decision decide(Operation operation);
}
