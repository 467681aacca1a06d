package io.patchbay.spi.policy;

import java.util.Set;

/** The decision of policy on whether a caller sees a target. */
public sealed interface Visibility {

    /** The target is visible. */
    Visibility VISIBLE = new Visible();

    /** The target is hidden. */
    Visibility HIDDEN = new Hidden();

    /** The caller sees the target. */
    record Visible() implements Visibility {}

    /**
     * The caller does not see the target. The server gives the same answer for a hidden target and for a missing
     * target.
     */
    record Hidden() implements Visibility {}

    /**
     * The caller's roles allow the target, but the OAuth token lacks scopes. Lists do not contain the target. The server answers a
     * call with a 403 challenge.
     *
     * @param scopes the scopes that the token lacks
     */
    record StepUp(Set<String> scopes) implements Visibility {
        public StepUp {
            scopes = Set.copyOf(scopes);
        }
    }
}
