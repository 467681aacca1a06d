package io.patchbay.protocol.session;

import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Identity;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the authenticator whether a credential still has the same grants. If the authenticator fails, the credential counts as
 * revoked. Caches nothing. Thread-safe; does not block.
 */
public final class Credentials {

    private static final Logger log = LoggerFactory.getLogger(Credentials.class);

    private final Authenticator authenticator;

    public Credentials(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Returns whether the grants of an identity are unchanged since its authentication. */
    public boolean hold(Identity.Known identity) {
        try {
            return authenticator.holds(identity);
        } catch (RuntimeException e) {
            report(identity, e);
            return false;
        }
    }

    /** Returns the identity with the present grants of its credential; empty if the credential has no grants. */
    public Optional<Identity.Known> current(Identity.Known identity) {
        try {
            return authenticator.current(identity);
        } catch (RuntimeException e) {
            report(identity, e);
            return Optional.empty();
        }
    }

    private static void report(Identity.Known identity, RuntimeException e) {
        log.warn(
                "Cannot check credential {}. Its open streams and calls are closed",
                identity.credential().id(),
                e);
    }
}
