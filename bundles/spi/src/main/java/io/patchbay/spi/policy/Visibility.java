package io.patchbay.spi.policy;

import java.util.Set;

/** Whether a caller sees something. */
public sealed interface Visibility {

    Visibility VISIBLE = new Visible();
    Visibility HIDDEN = new Hidden();

    /** It is there. */
    record Visible() implements Visibility {}

    /** It answers exactly as what does not exist. */
    record Hidden() implements Visibility {}

    /** The caller's roles allow it, an OAuth token lacks these scopes: listed not, called it answers the 403 challenge. */
    record StepUp(Set<String> scopes) implements Visibility {
        public StepUp {
            scopes = Set.copyOf(scopes);
        }
    }
}
