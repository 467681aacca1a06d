package io.patchbay.http.web;

import io.patchbay.api.Codes;
import io.patchbay.http.request.ErrorResponses;
import io.patchbay.http.request.Guards;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks policy about a request, records the decision, and refuses what policy does not allow. */
final class RoutePolicy {

    private static final Logger log = LoggerFactory.getLogger(RoutePolicy.class);

    private final Guards guards;

    RoutePolicy(Guards guards) {
        this.guards = guards;
    }

    /** Refuses what policy denies before the body is read. */
    void checkRefusal(Admitted admitted, RouteRecord record) throws RefusedRequest {
        Decision decision = ask(
                admitted,
                (policy, operation) ->
                        policy.refusal(operation).map(Decision.class::cast).orElse(Decision.ALLOW));
        if (!(decision instanceof Decision.Allow)) {
            refuse(decision, record);
        }
    }

    /** Records the decision of policy, and refuses a request that policy does not allow. */
    void decide(Admitted admitted, RouteRecord record) throws RefusedRequest {
        Decision decision = ask(admitted, CallPolicy::decide);
        if (!(decision instanceof Decision.Allow)) {
            refuse(decision, record);
        }
        record.recordDecision(decision);
    }

    private Decision ask(Admitted admitted, Question question) throws RefusedRequest {
        if (admitted.caller().isEmpty()) {
            return Decision.ALLOW;
        }
        Identity.Known caller = admitted.caller().get();
        Optional<CallPolicy> policy = guards.policy();
        if (policy.isEmpty()) {
            if (admitted.needsGuards()) {
                throw new RefusedRequest(
                        WebProblems.later(503, "1", ErrorResponses.NOT_READY),
                        new Outcome(Outcome.Kind.ERROR, Codes.POLICY_FAILED));
            }
            return Decision.ALLOW;
        }
        try {
            return question.ask(policy.get(), admitted.operation(caller));
        } catch (RuntimeException e) {
            log.error("Policy failed to decide on {}", admitted.found().name(), e);
            return admitted.needsGuards()
                    ? new Decision.Deny(
                            Codes.POLICY_FAILED,
                            "The request was refused: policy failed to decide. The cause is in the server's log.")
                    : Decision.ALLOW;
        }
    }

    private static void refuse(Decision decision, RouteRecord record) throws RefusedRequest {
        record.recordDecision(decision);
        if (decision instanceof Decision.Deny deny) {
            throw new RefusedRequest(
                    WebProblems.of(403, deny.message()), new Outcome(Outcome.Kind.DENIED, deny.code()));
        }
        throw new RefusedRequest(
                WebProblems.of(
                        403,
                        "The request was refused: policy requires the approval of a second person, and requests to this path"
                                + " cannot be kept as drafts."),
                new Outcome(Outcome.Kind.DENIED, Codes.DRAFT));
    }

    /** A question to policy. */
    private interface Question {
        Decision ask(CallPolicy policy, Operation operation);
    }
}
