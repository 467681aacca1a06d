package io.patchbay.admin;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Codes;
import io.patchbay.api.Effect;
import io.patchbay.spi.admin.Command;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every command through policy and into the audit trail, as calls of clients are. Commands that only look, and those that only
 * take something out of service, also run for an operator while a guard fails: a server that cannot be looked at cannot be repaired.
 */
final class Governance {

    private static final Set<String> REPAIRS = Set.of("stop", "connectors stop", "key revoke", "calls cancel");
    private static final Decision.Deny NOT_FOR_GROUP = new Decision.Deny(
            Codes.NOT_FOR_GROUP,
            "Members of the server's group may not run this command. The setting groupCommands of io.patchbay.admin names those they may.");
    private static final String METHOD = "admin/";
    private static final Logger log = LoggerFactory.getLogger(Governance.class);

    private final Optional<CallPolicy> policy;
    private final Optional<AuditTrail> trail;
    private final Unrecorded unrecorded;

    /** @param unrecorded keeps what the trail could not take */
    Governance(Optional<CallPolicy> policy, Optional<AuditTrail> trail, Unrecorded unrecorded) {
        this.policy = requireNonNull(policy, "policy");
        this.trail = requireNonNull(trail, "trail");
        this.unrecorded = requireNonNull(unrecorded, "unrecorded");
    }

    /**
     * Runs the command if policy allows it, its intent on record first when it writes.
     *
     * @throws Refused if it did not run
     */
    void run(Peer peer, Command command, Request request, Work work) throws Exception {
        boolean runsUnguarded = peer.isOperator() && (!command.writes() || REPAIRS.contains(command.name()));
        if (!runsUnguarded && (policy.isEmpty() || trail.isEmpty())) {
            throw new Refused("The command was not run: policy or the audit trail is missing. \"status\" says why.");
        }
        String callId = UUID.randomUUID().toString();
        Target target = new Target(
                Target.Kind.ADMIN, command.name(), command.writes() ? Effect.DESTRUCTIVE : Effect.READ_ONLY, Set.of());
        Opening opening = new Opening(
                callId,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                peer.identity(),
                METHOD + command.name(),
                "admin",
                "local",
                Optional.empty());
        CommandRecord record = new CommandRecord(trail, opening, target, request.arguments());
        Decision decision = !peer.may(target)
                ? NOT_FOR_GROUP
                : decide(
                        new Operation(callId, peer.identity(), opening.method(), target, request.arguments()),
                        runsUnguarded);
        record.decided(decision);
        if (decision instanceof Decision.Deny deny) {
            record.close(new Outcome(Outcome.Kind.DENIED, deny.code()));
            throw new Refused(deny.message());
        }
        if (!(decision instanceof Decision.Allow)) {
            record.close(new Outcome(Outcome.Kind.DENIED, Codes.DRAFT));
            throw new Refused("Policy wants a second person to approve this; commands are not kept as drafts.");
        }
        if (command.writes()) {
            record.intent();
        }
        if (record.failure().isPresent() && !runsUnguarded) {
            record.close(new Outcome(Outcome.Kind.ERROR, Codes.AUDIT_UNAVAILABLE));
            throw new Refused("The audit trail cannot take the intent ("
                    + record.failure().get() + "); nothing was done.");
        }
        run(record, callId, work);
    }

    private Decision decide(Operation operation, boolean runsUnguarded) {
        if (policy.isEmpty()) {
            return Decision.ALLOW;
        }
        try {
            return policy.get().decide(operation);
        } catch (RuntimeException e) {
            log.error("Policy could not decide over {}", operation.method(), e);
            return runsUnguarded
                    ? Decision.ALLOW
                    : new Decision.Deny(Codes.POLICY_FAILED, "Policy could not decide; nothing was done.");
        }
    }

    private void run(CommandRecord record, String callId, Work work) throws Exception {
        Outcome outcome = Outcome.OK;
        record.failure()
                .ifPresent(why ->
                        log.warn("A command runs without a line in the audit trail: {} ({})", record.what(), why));
        try {
            work.run(callId);
        } catch (IllegalArgumentException e) {
            outcome = new Outcome(Outcome.Kind.FAILED, "");
            throw e;
        } catch (Exception | Error e) {
            outcome = new Outcome(Outcome.Kind.ERROR, "");
            throw e;
        } finally {
            record.close(outcome);
            if (record.failure().isPresent()) {
                unrecorded.add(record.late(outcome));
            }
        }
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
