package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.api.Effect;
import io.patchbay.api.Tasks;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.task.TaskKeeper;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import java.util.Optional;
import java.util.Set;

/**
 * The one path of every operation of every revision: on record, visible, checked, decided, run, answered. The security of the
 * product is read in {@link #walk}.
 */
public final class CallPath {

    private final AuditTrail trail;
    private final CallPolicy policy;
    private final CallRunner runner;
    private final TaskKeeper tasks;
    private final Settlement settlement;
    private final Lingering lingering;

    public CallPath(
            AuditTrail trail,
            CallPolicy policy,
            CallRunner runner,
            TaskKeeper tasks,
            Settlement settlement,
            Lingering lingering) {
        this.trail = trail;
        this.policy = policy;
        this.runner = runner;
        this.tasks = tasks;
        this.settlement = settlement;
        this.lingering = lingering;
    }

    /** Takes a call from its request to its answer. */
    public void take(Call call, Method method) {
        lingering.begin(call);
        try {
            record(call, method);
            lingering.left(call);
        } catch (RuntimeException | Error e) {
            lingering.broke(call);
            throw e;
        }
    }

    private void record(Call call, Method method) {
        AuditEntry entry;
        try {
            entry = trail.open(call.opening());
        } catch (RuntimeException | Error e) {
            settlement.unrecorded(call, new AuditException("The trail broke", e));
            return;
        }
        walk(call, method, entry, false);
    }

    /**
     * One round; a legacy call whose client was asked, and a task, walks again, so that everything is decided anew.
     *
     * @param intended whether the intent to write is on record already
     */
    private void walk(Call call, Method method, AuditEntry entry, boolean intended) {
        try {
            Prepared prepared = method.prepare(call);
            boolean running = false;
            try {
                call.target(prepared.target(), prepared.arguments());
                entry.target(prepared.target(), prepared.arguments(), prepared.secrets());
                Optional<Result.Done> violation = prepared.violation();
                if (violation.isPresent()) {
                    settlement.done(call, entry, violation.get());
                    return;
                }
                Decision decision = decide(call, prepared);
                entry.decided(decision);
                if (!(decision instanceof Decision.Allow)) {
                    settlement.done(call, entry, refused(prepared, decision));
                    return;
                }
                boolean writes = prepared.target().effect() != Effect.READ_ONLY;
                if (writes && !intended) {
                    entry.intent();
                }
                boolean onRecord = intended || writes;
                running = true; // from here on the runner closes what was prepared
                if (prepared.tasks() == Tasks.NEVER) {
                    runner.run(
                            call,
                            prepared,
                            result -> settlement.settle(
                                    call, entry, prepared, result, () -> walk(call, method, entry, onRecord)));
                } else {
                    tasks.run(call, entry, prepared, onRecord, next -> walk(next, method, entry, true));
                }
            } finally {
                if (!running) {
                    prepared.close();
                }
            }
        } catch (ProtocolException e) {
            call.asked().ifPresent(target -> entry.target(target, Arguments.none(), Set.of()));
            settlement.failed(call, entry, e);
        } catch (AuditException e) {
            settlement.unrecorded(call, e);
        } catch (RuntimeException | Error e) {
            settlement.broken(call, entry, e);
        }
    }

    private Decision decide(Call call, Prepared prepared) {
        call.decidedUnder(policy.version());
        return policy.decide(new Operation(
                call.id(), call.identity(), call.request().method(), prepared.target(), prepared.arguments()));
    }

    private static Result.Done refused(Prepared prepared, Decision decision) throws ProtocolException {
        if (decision instanceof Decision.Deny deny) {
            return prepared.failed(new Outcome(Outcome.Kind.DENIED, deny.code()), deny.message());
        }
        if (decision instanceof Decision.Draft draft) {
            return prepared.failed(new Outcome(Outcome.Kind.DRAFT, "draft"), draft.message());
        }
        throw new AssertionError(decision);
    }
}
