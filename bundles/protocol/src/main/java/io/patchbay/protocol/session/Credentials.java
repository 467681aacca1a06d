package io.patchbay.protocol.session;

import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Identity;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks identity whether a credential still grants what it granted. If identity fails, the credential counts as lost. Caches
 * nothing. Thread-safe; does not block.
 */
public final class Credentials {

    private static final Logger log = LoggerFactory.getLogger(Credentials.class);

    private final Authenticator authenticator;

    public Credentials(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Returns whether an identity is unchanged since it was authenticated. */
    public boolean hold(Identity.Known identity) {
        try {
            return authenticator.holds(identity);
        } catch (RuntimeException e) {
            report(identity, e);
            return false;
        }
    }

    /** Returns what the credential of an identity grants now; empty if it grants nothing. */
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
                "Cannot check credential {}; closing what it has open",
                identity.credential().id(),
                e);
    }
}
