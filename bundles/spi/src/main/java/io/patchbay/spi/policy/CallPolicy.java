package io.patchbay.spi.policy;

import io.patchbay.spi.identity.Grants;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Decides what callers see and which calls run. The server needs exactly one service of this type. Without the service,
 * {@code /mcp} answers 503.
 */
@ProviderType
public interface CallPolicy {

    /**
     * Returns a number that must increase when changed settings can affect a result of {@link #visible} or
     * {@link #decide}. The server reads the number before it calls these methods, and caches their results under the
     * number. When the number increases, the server calls {@link #decide} again for running calls. The server calls
     * this method on any thread. The method must be fast.
     */
    long version();

    /**
     * Returns whether callers with these grants see the target. The result applies to lists and to calls. The result must depend
     * only on the settings, the grants and the target, never on arguments or time. The server calls this method on any thread. The
     * method must be fast and must have no side effects. If the method throws an exception, the target is hidden.
     */
    Visibility visible(Grants grants, Target target);

    /**
     * If policy denies an operation regardless of its arguments, returns the denial. Otherwise returns empty. The
     * server calls this method before it validates the arguments. Therefore a caller without permission learns about
     * the missing permission and not about wrong arguments. The server calls this method on the call's own thread,
     * which may block. If the method throws an exception, the server denies the call.
     *
     * @param operation the operation, without arguments
     */
    default Optional<Decision.Deny> refusal(Operation operation) {
        return Optional.empty();
    }

    /**
     * Decides on one operation whose target is visible and whose arguments are valid. The server calls this method on the call's
     * own thread before the operation runs. If {@link #version} or the grants of the credential change while the operation runs,
     * the server calls this method again on another thread. Any result except {@link Decision.Allow} then stops the operation. The
     * method may block. If the method throws an exception, the server denies the call.
     */
    Decision decide(Operation operation);
}
