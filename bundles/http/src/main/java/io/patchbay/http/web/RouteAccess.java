package io.patchbay.http.web;

import io.patchbay.http.request.CredentialRefusal;
import io.patchbay.http.request.ErrorResponses;
import io.patchbay.http.request.Guards;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.web.Route;
import io.patchbay.spi.web.Route.Access;
import io.patchbay.spi.web.WebAnswer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Determines the caller of a request, and whether the caller has what the route needs. Coming from the loopback is no credential. */
final class RouteAccess {

    private static final Logger log = LoggerFactory.getLogger(RouteAccess.class);

    private final Guards guards;

    RouteAccess(Guards guards) {
        this.guards = guards;
    }

    /** Returns the caller; empty if the route needs no credential, or if its credential is optional and none is valid. */
    Optional<Identity.Known> authenticate(Visit visit, Access access) throws RefusedRequest {
        if (access == Access.ANYONE) {
            return Optional.empty();
        }
        try {
            return Optional.of(authenticate(visit, access == Access.OPTIONAL));
        } catch (RefusedRequest e) {
            if (access == Access.OPTIONAL) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Refuses a caller who does not have what the route needs. */
    void check(Visit visit, Route route, Optional<Identity.Known> caller) throws RefusedRequest {
        if (route.access() == Access.PERSON) {
            guards.recordRefusal(visit.request(), "person_required", caller.orElseThrow());
            throw new RefusedRequest(
                    WebProblems.of(403, "This path is for persons who have signed in. A key is not enough."));
        }
        String command = route.writes() ? "write" : "read";
        if (route.access() == Access.OPERATOR && !caller.orElseThrow().mayAdminister(command)) {
            guards.recordRefusal(visit.request(), "operator_required", caller.orElseThrow());
            throw new RefusedRequest(WebProblems.of(
                    403, "This path requires the scope admin:" + command + ", which this key does not have."));
        }
    }

    private Identity.Known authenticate(Visit visit, boolean optional) throws RefusedRequest {
        Identity identity = identify(visit);
        if (identity instanceof Identity.Known known && known.credential().kind() != Credential.Kind.NONE) {
            if (visit.door().admit(known.caller()) || optional) {
                return known;
            }
            throw new RefusedRequest(
                    WebProblems.later(503, "5", "All connections of this server are in use. Retry in a few seconds."));
        }
        CredentialRefusal refusal = identity instanceof Identity.Refused refused
                ? CredentialRefusal.of(refused)
                : CredentialRefusal.NO_CREDENTIAL;
        if (!optional || identity instanceof Identity.Refused) {
            refusal.record(guards, visit.request());
        }
        WebAnswer answer = WebProblems.of(refusal.status(), refusal.sentence());
        throw new RefusedRequest(refusal.challenge()
                .map(challenge -> answer.with("WWW-Authenticate", challenge))
                .orElse(answer));
    }

    private Identity identify(Visit visit) throws RefusedRequest {
        Optional<Authenticator> authenticator = guards.authenticator();
        if (authenticator.isEmpty()) {
            throw new RefusedRequest(WebProblems.later(503, "1", ErrorResponses.NOT_READY));
        }
        try {
            return authenticator.get().authenticate(visit.request());
        } catch (RuntimeException | Error e) {
            log.error("The authenticator failed", e);
            guards.recordRefusal(visit.request(), "authenticator_failed");
            throw new RefusedRequest(WebProblems.of(500, ErrorResponses.INTERNAL));
        }
    }
}
