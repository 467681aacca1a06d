package io.patchbay.protocol.call;

import io.patchbay.api.Codes;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.session.Credentials;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a running call would still be allowed to start. Stores nothing and asks identity and policy each
 * time. Any thread. Policy may block.
 */
public final class Rights {

    private static final Logger log = LoggerFactory.getLogger(Rights.class);
    private static final String DONE_REMAINS = " Changes that the call made are not undone.";

    private final Credentials credentials;
    private final CallPolicy policy;
    private final Access access;

    public Rights(Credentials credentials, CallPolicy policy, Access access) {
        this.credentials = credentials;
        this.policy = policy;
        this.access = access;
    }

    /** Stops a call that would be refused if it started now. Returns whether the call may continue. */
    boolean recheck(Call call) {
        Optional<ProtocolException> lost = reasonToStop(call);
        lost.ifPresent(call::stop);
        return lost.isEmpty();
    }

    /** Returns the reason to stop a call; empty if the call may continue. */
    Optional<ProtocolException> reasonToStop(Call call) {
        long version = policy.version();
        boolean same = credentials.hold(call.identity());
        Optional<CallProgress.About> about = call.progress().about();
        if (same && about.filter(one -> one.policyVersion() == version).isPresent()) {
            return Optional.empty();
        }
        Optional<Identity.Known> now = same ? Optional.of(call.identity()) : credentials.current(call.identity());
        if (now.isEmpty()) {
            return Optional.of(ended(call.identity()));
        }
        Optional<ProtocolException> lost = about.flatMap(one -> reasonToStop(call, now.get(), one));
        if (same && lost.isEmpty()) {
            about.ifPresent(one -> call.progress().about(one.under(version)));
        }
        return lost;
    }

    private Optional<ProtocolException> reasonToStop(Call call, Identity.Known now, CallProgress.About about) {
        Target target = about.target();
        // lists contain only visible entries: a list that began with other scopes is wrong
        boolean visible = target.kind() == Target.Kind.FEATURE
                ? now.grants().equals(call.identity().grants())
                : access.isVisible(now.grants(), target);
        if (!visible) {
            return Optional.of(ProtocolException.stopped(
                    Codes.SCOPE_LOST, "This call was stopped because its key lost the required scope." + DONE_REMAINS));
        }
        if (decide(call, now, about) instanceof Decision.Allow) {
            return Optional.empty();
        }
        return Optional.of(ProtocolException.stopped(
                Codes.NOT_ALLOWED, "This call was stopped because policy no longer allows the call." + DONE_REMAINS));
    }

    private Decision decide(Call call, Identity.Known now, CallProgress.About about) {
        try {
            return policy.decide(
                    new Operation(call.id(), now, call.request().method(), about.target(), about.arguments()));
        } catch (RuntimeException e) {
            log.warn("Policy failed to decide again on call {}. The call is stopped.", call.id(), e);
            return new Decision.Deny(Codes.POLICY_FAILED, "Policy could not decide.");
        }
    }

    private static ProtocolException ended(Identity.Known identity) {
        boolean expired = identity.credential()
                .expires()
                .filter(end -> !end.isAfter(Instant.now()))
                .isPresent();
        return ProtocolException.stopped(
                expired ? Codes.CREDENTIAL_EXPIRED : Codes.CREDENTIAL_REVOKED,
                "This call was stopped because its key " + (expired ? "has expired." : "is no longer valid.")
                        + DONE_REMAINS);
    }
}
