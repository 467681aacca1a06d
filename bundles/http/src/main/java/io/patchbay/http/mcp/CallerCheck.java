package io.patchbay.http.mcp;

import io.patchbay.http.request.CredentialRefusal;
import io.patchbay.http.request.ErrorResponses;
import io.patchbay.http.request.Guards;
import io.patchbay.http.request.Incoming;
import io.patchbay.http.request.RequestServices;
import io.patchbay.http.server.ClientEndPoint;
import io.patchbay.http.server.Connections;
import io.patchbay.spi.identity.Identity;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Identifies the caller of a request before its body is read, and refuses requests without a valid credential. */
public final class CallerCheck {

    private static final Logger log = LoggerFactory.getLogger(CallerCheck.class);

    private final RequestServices services;
    private final Connections connections;

    public CallerCheck(RequestServices services, Connections connections) {
        this.services = services;
        this.connections = connections;
    }

    /** Returns the request with its caller, or empty if this method refused and answered the request. */
    Optional<McpRequest> identify(Incoming incoming) {
        Optional<Guards.RequestGuards> guards = services.guards().present();
        if (guards.isEmpty()) {
            incoming.response().getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            services.errors().respond(incoming, 503, ErrorResponses.NOT_READY);
            return Optional.empty();
        }
        Identity identity;
        try {
            identity = guards.get().authenticator().authenticate(incoming.sender());
        } catch (RuntimeException | Error e) {
            log.error("The authenticator failed", e);
            services.refuse(incoming, 500, "authenticator_failed", ErrorResponses.INTERNAL);
            return Optional.empty();
        }
        if (identity instanceof Identity.Known known) {
            return admit(incoming, known)
                    ? Optional.of(new McpRequest(incoming, known, guards.get().dispatcher()))
                    : Optional.empty();
        }
        refuse(incoming, identity);
        return Optional.empty();
    }

    /**
     * Returns whether the caller's connection fits within the limit of connections. If the limit is exceeded, answers the request
     * with 503.
     */
    private boolean admit(Incoming incoming, Identity.Known known) {
        Optional<ClientEndPoint> client = incoming.sender().client();
        if (client.isEmpty() || connections.admit(client.get(), known.caller())) {
            return true;
        }
        incoming.response().getHeaders().put(HttpHeader.RETRY_AFTER, "5");
        incoming.response().getHeaders().put(HttpHeader.CONNECTION, "close");
        services.errors().respond(incoming, 503, "All connections of this server are in use. Retry in a few seconds.");
        return false;
    }

    private void refuse(Incoming incoming, Identity identity) {
        CredentialRefusal refusal = identity instanceof Identity.Refused refused
                ? CredentialRefusal.of(refused)
                : CredentialRefusal.NO_CREDENTIAL;
        refusal.record(services.guards(), incoming.sender());
        refusal.challenge()
                .ifPresent(challenge -> incoming.response().getHeaders().put(HttpHeader.WWW_AUTHENTICATE, challenge));
        services.errors().respond(incoming, refusal.status(), refusal.sentence());
    }
}
