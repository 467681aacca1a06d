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
 * Applies policy to every command, and records every command in the audit trail. The same happens for calls of clients.
 * While policy or the trail fails, an operator can still run some commands to repair the server. These commands only
 * read, or only take something out of service.
 */
final class Governance {

    private static final Set<String> REPAIR_COMMANDS = Set.of("stop", "connectors stop", "key revoke", "calls cancel");
    private static final Decision.Deny NOT_FOR_GROUP = new Decision.Deny(
            Codes.NOT_FOR_GROUP,
            "Members of the server's group may not run this command. The setting groupCommands in io.patchbay.admin.cfg.json lists the commands that they may run.");
    private static final String METHOD_PREFIX = "admin/";
    private static final Logger log = LoggerFactory.getLogger(Governance.class);

    private final Optional<CallPolicy> policy;
    private final Optional<AuditTrail> trail;
    private final Unrecorded unrecorded;

    /** @param unrecorded keeps the entries that the trail does not accept */
    Governance(Optional<CallPolicy> policy, Optional<AuditTrail> trail, Unrecorded unrecorded) {
        this.policy = requireNonNull(policy, "policy");
        this.trail = requireNonNull(trail, "trail");
        this.unrecorded = requireNonNull(unrecorded, "unrecorded");
    }

    /**
     * Runs the command if policy allows the command. If the command writes, the intent is recorded before the command
     * runs.
     *
     * @throws CommandRefused if the command was not run
     */
    void run(Peer peer, Command command, AdminRequest request, CommandWork work) throws Exception {
        boolean runsUnguarded = peer.isOperator() && (!command.writes() || REPAIR_COMMANDS.contains(command.name()));
        if (!runsUnguarded && (policy.isEmpty() || trail.isEmpty())) {
            throw new CommandRefused(
                    "The command was not run: policy or the audit trail is not available. `patchbay status` shows why.");
        }
        String callId = UUID.randomUUID().toString();
        Target target = new Target(
                Target.Kind.ADMIN, command.name(), command.writes() ? Effect.DESTRUCTIVE : Effect.READ_ONLY, Set.of());
        Opening opening = new Opening(
                callId,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                peer.identity(),
                METHOD_PREFIX + command.name(),
                "admin",
                "local",
                Optional.empty());
        CommandRecord record = new CommandRecord(trail, opening, target, request.arguments());
        Decision decision = !peer.mayRun(target)
                ? NOT_FOR_GROUP
                : decide(
                        new Operation(callId, peer.identity(), opening.method(), target, request.arguments()),
                        runsUnguarded);
        record.recordDecision(decision);
        if (decision instanceof Decision.Deny deny) {
            record.close(new Outcome(Outcome.Kind.DENIED, deny.code()));
            throw new CommandRefused(deny.message());
        }
        if (!(decision instanceof Decision.Allow)) {
            record.close(new Outcome(Outcome.Kind.DENIED, Codes.DRAFT));
            throw new CommandRefused(
                    "The command was not run: policy requires the approval of a second person, and commands cannot be kept as drafts.");
        }
        if (command.writes()) {
            record.recordIntent();
        }
        if (record.failure().isPresent() && !runsUnguarded) {
            record.close(new Outcome(Outcome.Kind.ERROR, Codes.AUDIT_UNAVAILABLE));
            throw new CommandRefused("The command was not run: the audit trail does not accept entries ("
                    + record.failure().get() + ").");
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
            log.error("Policy failed to decide on {}", operation.method(), e);
            return runsUnguarded
                    ? Decision.ALLOW
                    : new Decision.Deny(
                            Codes.POLICY_FAILED,
                            "The command was not run: policy failed to decide. The cause is in the server's log.");
        }
    }

    private void run(CommandRecord record, String callId, CommandWork work) throws Exception {
        Outcome outcome = Outcome.OK;
        record.failure()
                .ifPresent(why -> log.warn(
                        "Running {} without an audit entry, because the audit trail failed: {}. The entry is"
                                + " written when the trail accepts entries again.",
                        record.description(),
                        why));
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
                unrecorded.add(record.lateEntry(outcome));
            }
        }
    }

    /** The work of a command. The work receives the id of the call. */
    interface CommandWork {
        void run(String callId) throws Exception;
    }

    /** Thrown if a command was not run. The message contains the reason. */
    static final class CommandRefused extends Exception {

        private static final long serialVersionUID = 1L;

        CommandRefused(String message) {
            super(message);
        }
    }
}
