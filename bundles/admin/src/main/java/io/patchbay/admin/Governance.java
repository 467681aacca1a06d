package io.patchbay.admin;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Effect;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Takes every command through policy and onto the record, as calls of clients are. */
final class Governance {

    private static final String METHOD = "admin/";
    private static final Set<String> NO_SECRETS = Set.of();

    private final CallPolicy policy;
    private final AuditTrail trail;

    Governance(CallPolicy policy, AuditTrail trail) {
        this.policy = requireNonNull(policy, "policy");
        this.trail = requireNonNull(trail, "trail");
    }

    /**
     * Runs the command if policy allows it, its intent on record first when it writes.
     *
     * @throws Refused when it did not run
     */
    void run(Peer peer, Command command, Request request, Work work) throws Exception {
        String callId = UUID.randomUUID().toString();
        Target target = new Target(
                Target.Kind.ADMIN, command.name(), command.writes() ? Effect.DESTRUCTIVE : Effect.READ_ONLY, Set.of());
        AuditEntry entry = trail.open(new Opening(
                callId, Instant.now().truncatedTo(ChronoUnit.MILLIS), peer.identity(), METHOD + command.name(), "admin", "local", Optional.empty()));
        entry.target(target, request.arguments(), NO_SECRETS);
        Decision decision = decide(new Operation(callId, peer.identity(), METHOD + command.name(), target, request.arguments()));
        entry.decided(decision);
        if (decision instanceof Decision.Deny deny) {
            entry.close(new Outcome(Outcome.Kind.DENIED, deny.code()));
            throw new Refused(deny.message());
        }
        if (!(decision instanceof Decision.Allow)) {
            entry.close(new Outcome(Outcome.Kind.DENIED, "draft"));
            throw new Refused("Policy wants somebody else to decide over this; commands are not kept as drafts.");
        }
        if (command.writes()) {
            intent(entry);
        }
        run(entry, callId, work);
    }

    private Decision decide(Operation operation) {
        try {
            return policy.decide(operation);
        } catch (RuntimeException e) {
            return new Decision.Deny("policy_failed", "Policy could not decide; nothing was done.");
        }
    }

    private static void intent(AuditEntry entry) throws AuditException, Refused {
        try {
            entry.intent();
        } catch (AuditException e) {
            entry.close(new Outcome(Outcome.Kind.ERROR, "audit_unavailable"));
            throw new Refused("The audit trail cannot take the intent (" + e.getMessage() + "); nothing was done.");
        }
    }

    private static void run(AuditEntry entry, String callId, Work work) throws Exception {
        try {
            work.run(callId);
        } catch (IllegalArgumentException e) {
            entry.close(new Outcome(Outcome.Kind.FAILED, ""));
            throw e;
        } catch (Exception | Error e) {
            entry.close(new Outcome(Outcome.Kind.ERROR, ""));
            throw e;
        }
        entry.close(Outcome.OK);
    }

    /** What a command does, under a call's id. */
    interface Work {
        void run(String callId) throws Exception;
    }

    /** The command did not run, and why. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
