package io.patchbay.spi.policy;

import java.util.Set;

/** Whether a caller sees a target. */
public sealed interface Visibility {

    /** The target is visible. */
    Visibility VISIBLE = new Visible();

    /** The target is hidden. */
    Visibility HIDDEN = new Hidden();

    /** The caller sees the target. */
    record Visible() implements Visibility {}

    /** The target behaves for the caller exactly as if it did not exist. */
    record Hidden() implements Visibility {}

    /**
     * The caller's roles allow the target, but the OAuth token lacks scopes. The target is not listed. A call is answered with a 403
     * challenge.
     *
     * @param scopes the scopes that the token lacks
     */
    record StepUp(Set<String> scopes) implements Visibility {
        public StepUp {
            scopes = Set.copyOf(scopes);
        }
    }
}
