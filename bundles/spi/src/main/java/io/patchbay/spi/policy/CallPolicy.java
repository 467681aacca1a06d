package io.patchbay.spi.policy;

import io.patchbay.spi.identity.Grants;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Decides what callers see and which calls run. One service; without it {@code /mcp} answers 503. */
@ProviderType
public interface CallPolicy {

    /**
     * Grows with every change of settings that could change an answer of {@link #visible} or {@link #decide}. Read before asking,
     * so that answers can be kept under it. Calls that run are decided again when it has grown.
     */
    long version();

    /**
     * Says whether callers with these grants see the target; asked the same way for listing and for calling. Depends on the
     * settings, the grants and the target alone, never on arguments or time. Pure, fast, any thread. What it throws hides the target.
     */
    Visibility visible(Grants grants, Target target);

    /**
     * Returns why an operation is denied whatever its arguments are; empty if that depends on them or it may be allowed. Asked
     * before the arguments are checked, so that a caller who may not do something at all is told that, and not what is wrong with
     * its arguments. Called on the call's own thread. May block. If it throws, the call is denied.
     *
     * @param operation without arguments
     */
    default Optional<Decision.Deny> refusal(Operation operation) {
        return Optional.empty();
    }

    /**
     * Decides over one operation whose target is visible and whose arguments are checked. Called before it runs on the call's own
     * thread, and again on another when {@link #version} or what the credential grants has changed while it runs: an answer other
     * than {@link Decision.Allow} then stops it. May block. What it throws denies the call.
     */
    Decision decide(Operation operation);
}
