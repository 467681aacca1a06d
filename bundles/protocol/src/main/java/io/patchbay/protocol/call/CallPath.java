package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.api.Codes;
import io.patchbay.api.Effect;
import io.patchbay.api.Tasks;
import io.patchbay.protocol.json.ProtocolException;
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
 * The one path of every operation of every revision. {@link #walk} is the security of a call: on record, found among what the caller
 * sees, checked, decided, run, answered. Any thread.
 */
public final class CallPath {

    private final AuditTrail trail;
    private final CallPolicy policy;
    private final Access access;
    private final CallRunner runner;
    private final Continuations tasks;
    private final Settlement settlement;
    private final Lingering lingering;

    public CallPath(
            AuditTrail trail,
            CallPolicy policy,
            Access access,
            CallRunner runner,
            Continuations tasks,
            Settlement settlement,
            Lingering lingering) {
        this.trail = trail;
        this.policy = policy;
        this.access = access;
        this.runner = runner;
        this.tasks = tasks;
        this.settlement = settlement;
        this.lingering = lingering;
    }

    /** Takes a call from its request to its answer. */
    public void take(Call call, Method<?> method) {
        lingering.begin(call);
        try {
            record(call, method);
            lingering.left(call);
        } catch (RuntimeException | Error e) {
            lingering.broke(call);
            throw e;
        }
    }

    private void record(Call call, Method<?> method) {
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
     * Walks one round. A call whose client was asked, and a task, walk again, so that everything is decided anew.
     *
     * @param intended whether the intent to write is on record already
     */
    private <E> void walk(Call call, Method<E> method, AuditEntry entry, boolean intended) {
        try (Leased<E> about = access.lease(call, method)) {
            Optional<Decision.Deny> refusal = policy.refusal(operation(call, about, Arguments.none()));
            if (refusal.isPresent()) {
                tell(call, about, method.given(call), entry);
                deny(call, method, entry, refusal.get());
                return;
            }
            Prepared prepared = method.prepare(call, about);
            Checked checked = prepared.check();
            tell(call, about, checked.arguments(), entry);
            if (checked.violation().isPresent()) {
                settlement.done(call, entry, checked.violation().get());
                return;
            }
            Decision decision = policy.decide(operation(call, about, checked.arguments()));
            if (!(decision instanceof Decision.Allow)) {
                deny(call, method, entry, decision);
                return;
            }
            entry.decided(decision);
            boolean writes = about.target().effect() != Effect.READ_ONLY;
            if (writes && !intended) {
                entry.intent();
            }
            run(call, method, entry, intended || writes, new Admitted(call, method, about, prepared, checked));
        } catch (ProtocolException e) {
            call.progress().asked().ifPresent(asked -> entry.target(asked, Arguments.none(), Set.of()));
            settlement.failed(call, entry, e);
        } catch (AuditException e) {
            settlement.unrecorded(call, e);
        } catch (RuntimeException | Error e) {
            settlement.broken(call, entry, e);
        }
    }

    /** Tells the audit trail, and those who look after running calls, what the call is about. */
    private void tell(Call call, Leased<?> about, Arguments arguments, AuditEntry entry) {
        entry.target(about.target(), arguments, about.secrets());
        call.progress().about(new CallProgress.About(about.target(), arguments, policy.version()));
    }

    /** Runs the connector's code; what was admitted is closed when its code was left, or could not be entered. */
    private void run(Call call, Method<?> method, AuditEntry entry, boolean intended, Admitted admitted)
            throws ProtocolException, AuditException {
        if (admitted.tasks() == Tasks.NEVER) {
            runner.run(admitted, admitted::close, result -> ended(admitted, method, entry, intended, result));
        } else {
            tasks.run(call, entry, admitted, intended, next -> walk(next, method, entry, true));
        }
    }

    private void ended(Admitted admitted, Method<?> method, AuditEntry entry, boolean intended, Result result) {
        settlement.settle(admitted, entry, result, () -> walk(admitted.call(), method, entry, intended));
    }

    private void deny(Call call, Method<?> method, AuditEntry entry, Decision decision)
            throws ProtocolException, AuditException {
        entry.decided(decision);
        if (decision instanceof Decision.Deny deny) {
            settlement.done(
                    call, entry, method.failed(call, new Outcome(Outcome.Kind.DENIED, deny.code()), deny.message()));
        } else if (decision instanceof Decision.Draft draft) {
            settlement.done(
                    call, entry, method.failed(call, new Outcome(Outcome.Kind.DRAFT, Codes.DRAFT), draft.message()));
        } else {
            throw new AssertionError(decision);
        }
    }

    private static Operation operation(Call call, Leased<?> about, Arguments arguments) {
        return new Operation(call.id(), call.identity(), call.request().method(), about.target(), arguments);
    }
}
