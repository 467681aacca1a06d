package io.patchbay.http.web;

import io.patchbay.http.request.Guards;
import io.patchbay.http.request.Sender;
import io.patchbay.http.server.Connections;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Scopes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who is an operator: who comes straight from this machine, where no proxy is known, or holds a credential for {@code admin:read}. */
public final class Operators {

    private static final Logger log = LoggerFactory.getLogger(Operators.class);
    private static final String SCOPE = "admin:read";

    private final Guards guards;
    private final Connections connections;

    public Operators(Guards guards, Connections connections) {
        this.guards = guards;
        this.connections = connections;
    }

    /** What is known of one sender. */
    enum Standing {
        /** An operator. */
        OPERATOR,
        /** Somebody we know, and no operator. */
        OTHER,
        /** Nobody we know. */
        UNKNOWN
    }

    Standing of(Sender sender) {
        if (sender.loopback()) {
            return Standing.OPERATOR;
        }
        Authenticator authenticator = guards.authenticator.get();
        if (authenticator == null) {
            return Standing.UNKNOWN;
        }
        try {
            Identity identity = authenticator.authenticate(sender);
            if (identity instanceof Identity.Known known) {
                sender.client().ifPresent(client -> connections.admits(client, known.caller()));
                return Scopes.cover(known.credential().scopes(), SCOPE) ? Standing.OPERATOR : Standing.OTHER;
            }
            if (identity instanceof Identity.Refused refused) {
                guards.refused(sender, "operator_credential_refused", refused);
            }
        } catch (RuntimeException e) {
            log.error("The authenticator failed", e);
        }
        return Standing.UNKNOWN;
    }
}
