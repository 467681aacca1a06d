package io.patchbay.protocol.call;

import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.identity.Authenticator;
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
 * Tells whether a call that was started under one set of rights could still be started under those of now. Nothing is kept: identity
 * and policy are asked again. Any thread; policy may block.
 */
public final class Rights {

    private static final Logger log = LoggerFactory.getLogger(Rights.class);
    private static final String DONE_REMAINS = " Changes that it had made before remain.";

    private final Authenticator authenticator;
    private final CallPolicy policy;
    private final Access access;

    public Rights(Authenticator authenticator, CallPolicy policy, Access access) {
        this.authenticator = authenticator;
        this.policy = policy;
        this.access = access;
    }

    /** Whether an identity is the same as when it was given: streams of changes end when it is not. */
    public boolean holds(Identity.Known identity) {
        try {
            return authenticator.holds(identity);
        } catch (RuntimeException e) {
            log.warn(
                    "Whether {} still holds could not be told: what it has open ends",
                    identity.credential().id(),
                    e);
            return false;
        }
    }

    /** What a credential grants now; empty when nothing any more. */
    public Optional<Identity.Known> current(Identity.Known identity) {
        try {
            return authenticator.current(identity);
        } catch (RuntimeException e) {
            log.warn(
                    "Whether {} still holds could not be told: what it has open ends",
                    identity.credential().id(),
                    e);
            return Optional.empty();
        }
    }

    /** Stops a call that could not be started any more; true when it may go on. */
    boolean allow(Call call) {
        Optional<ProtocolException> lost = lost(call);
        lost.ifPresent(call::stop);
        return lost.isEmpty();
    }

    /** Why a call could not be started any more; empty when it could. */
    Optional<ProtocolException> lost(Call call) {
        long version = policy.version();
        boolean same = holds(call.identity());
        if (same && version == call.decidedUnder()) {
            return Optional.empty();
        }
        Optional<Identity.Known> now = same ? Optional.of(call.identity()) : current(call.identity());
        if (now.isEmpty()) {
            return Optional.of(ended(call.identity()));
        }
        Optional<ProtocolException> lost = call.target().flatMap(target -> lost(call, now.get(), target));
        if (same && lost.isEmpty()) {
            call.decidedUnder(version);
        }
        return lost;
    }

    private Optional<ProtocolException> lost(Call call, Identity.Known now, Target target) {
        // lists are made for what is visible: what was begun for one set of scopes is no answer for another
        boolean visible = target.kind() == Target.Kind.FEATURE
                ? now.grants().equals(call.identity().grants())
                : access.visible(now.grants(), target);
        if (!visible) {
            return Optional.of(ProtocolException.stopped(
                    "scope_lost", "This was stopped: the key it was called with may no longer use it." + DONE_REMAINS));
        }
        if (decide(call, now, target) instanceof Decision.Allow) {
            return Optional.empty();
        }
        return Optional.of(ProtocolException.stopped(
                "not_allowed", "This was stopped: the server's policy does not allow it any more." + DONE_REMAINS));
    }

    private Decision decide(Call call, Identity.Known now, Target target) {
        try {
            return policy.decide(new Operation(call.id(), now, call.request().method(), target, call.arguments()));
        } catch (RuntimeException e) {
            log.warn("Policy could not decide again over call {}: it is stopped", call.id(), e);
            return new Decision.Deny("policy_failed", "Policy could not decide.");
        }
    }

    private static ProtocolException ended(Identity.Known identity) {
        boolean expired = identity.credential()
                .expires()
                .filter(end -> !end.isAfter(Instant.now()))
                .isPresent();
        return ProtocolException.stopped(
                expired ? "credential_expired" : "credential_revoked",
                "This was stopped: the key it was called with " + (expired ? "has expired." : "is not valid any more.")
                        + DONE_REMAINS);
    }
}
