package io.patchbay.http.web;

import io.patchbay.http.request.Guards;
import io.patchbay.http.request.Sender;
import io.patchbay.http.server.Connections;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Identity;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a sender is an operator. An operator sends from this machine while no proxy is known, or has a credential with
 * the named scope {@code admin:read}.
 */
public final class Operators {

    private static final Logger log = LoggerFactory.getLogger(Operators.class);
    private static final String COMMAND = "read";

    private final Guards guards;
    private final Connections connections;

    public Operators(Guards guards, Connections connections) {
        this.guards = guards;
        this.connections = connections;
    }

    /** The rights of a sender. */
    enum Standing {
        OPERATOR,
        /** A known caller who is not an operator. */
        OTHER,
        /** A sender without a valid credential. */
        UNKNOWN
    }

    Standing of(Sender sender) {
        if (sender.loopback()) {
            return Standing.OPERATOR;
        }
        Optional<Authenticator> authenticator = guards.authenticator();
        if (authenticator.isEmpty()) {
            return Standing.UNKNOWN;
        }
        try {
            Identity identity = authenticator.get().authenticate(sender);
            if (identity instanceof Identity.Known known) {
                sender.client().ifPresent(client -> connections.admit(client, known.caller()));
                return known.mayAdminister(COMMAND) ? Standing.OPERATOR : Standing.OTHER;
            }
            if (identity instanceof Identity.Refused refused) {
                guards.recordRefusal(sender, "operator_credential_refused", refused);
            }
        } catch (RuntimeException e) {
            log.error("The authenticator failed", e);
        }
        return Standing.UNKNOWN;
    }
}
