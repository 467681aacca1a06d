package io.patchbay.http.web;

import io.patchbay.api.Arguments;
import io.patchbay.api.Codes;
import io.patchbay.api.Effect;
import io.patchbay.http.request.ErrorResponses;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.web.Route;
import io.patchbay.spi.web.Route.Access;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request that has passed the rules of its route. Policy can still refuse it.
 *
 * @param caller empty if the route needs no credential, or if its credential is optional and none is valid
 */
record Admitted(Visit visit, RouteOwner.Found found, Optional<Identity.Known> caller, String callId) {

    private static final String METHOD_PREFIX = "http/";

    Route route() {
        return found.route();
    }

    /**
     * Returns whether the request is refused while policy or the audit trail fails. An operator's reads run nevertheless, as over the
     * control channel, so that the operator can find out what is wrong.
     */
    boolean needsGuards() {
        return route().writes() || route().access() != Access.OPERATOR && route().access() != Access.OPTIONAL;
    }

    /** Returns the operation of a caller for policy and the audit trail. The path is an argument if the route does not fix it. */
    Operation operation(Identity.Known known) {
        Effect effect = route().writes() ? Effect.DESTRUCTIVE : Effect.READ_ONLY;
        Arguments arguments = route().path().endsWith("*")
                ? Arguments.of(Map.of("path", visit.request().path()))
                : Arguments.none();
        return new Operation(
                callId,
                known,
                METHOD_PREFIX + visit.request().method(),
                new Target(Target.Kind.ROUTE, found.name(), effect, Set.of()),
                arguments);
    }

    /** Returns the beginning of the entry in the audit trail. */
    Opening opening(Identity.Known known) {
        return new Opening(
                callId,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                known,
                METHOD_PREFIX + visit.request().method(),
                "http",
                visit.request().source().getHostAddress(),
                Optional.empty());
    }

    /** Returns the refusal after a failure whose cause is in the log. */
    RefusedRequest internal() {
        return new RefusedRequest(
                WebProblems.of(500, ErrorResponses.INTERNAL + " It has the call id " + callId + "."),
                new Outcome(Outcome.Kind.ERROR, Codes.INTERNAL_ERROR));
    }
}
