package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.api.Effect;
import io.patchbay.api.Tasks;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import java.util.Optional;
import java.util.Set;

/**
 * The only path of all operations in all revisions. {@link #walk} runs the steps of a call: record the call, find the
 * visible entry, check the arguments, ask policy, run the code, answer. Thread-safe.
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

    /** Handles a call from its request to its answer. */
    public void handle(Call call, Method<?> method) {
        lingering.add(call);
        try {
            openRecord(call, method);
            lingering.removeIfAnswered(call);
        } catch (RuntimeException | Error e) {
            lingering.remove(call);
            throw e;
        }
    }

    private void openRecord(Call call, Method<?> method) {
        AuditEntry entry;
        try {
            entry = trail.open(call.opening());
        } catch (RuntimeException | Error e) {
            settlement.failUnrecorded(call, new AuditException("The audit trail failed", e));
            return;
        }
        walk(call, method, entry, false);
    }

    /**
     * Runs the steps of one round. Every later round of a call or of a task repeats the steps, so that policy decides
     * again.
     *
     * @param intended true if the audit trail already contains the intent to write
     */
    private <E> void walk(Call call, Method<E> method, AuditEntry entry, boolean intended) {
        try (Leased<E> about = access.lease(call, method)) {
            Optional<Decision.Deny> refusal = policy.refusal(operation(call, about, Arguments.none()));
            if (refusal.isPresent()) {
                describe(call, about, method.given(call), entry);
                entry.decided(refusal.get());
                settlement.answer(call, entry, Denials.answer(call, method, refusal.get()));
                return;
            }
            Prepared prepared = method.prepare(call, about);
            Checked checked = prepared.check();
            describe(call, about, checked.arguments(), entry);
            if (checked.violation().isPresent()) {
                settlement.answer(call, entry, checked.violation().get());
                return;
            }
            Decision decision = policy.decide(operation(call, about, checked.arguments()));
            entry.decided(decision);
            if (!(decision instanceof Decision.Allow)) {
                settlement.answer(call, entry, Denials.answer(call, method, decision));
                return;
            }
            boolean writes = about.target().effect() != Effect.READ_ONLY;
            if (writes && !intended) {
                entry.intent();
            }
            runAdmitted(call, method, entry, intended || writes, new Admitted(call, method, about, prepared, checked));
        } catch (ProtocolException e) {
            call.progress().asked().ifPresent(asked -> entry.target(asked, Arguments.none(), Set.of()));
            settlement.fail(call, entry, e);
        } catch (AuditException e) {
            settlement.failUnrecorded(call, e);
        } catch (RuntimeException | Error e) {
            settlement.failInternally(call, entry, e);
        }
    }

    /** Records the target and the arguments in the audit trail and in the call's progress. */
    private void describe(Call call, Leased<?> about, Arguments arguments, AuditEntry entry) {
        entry.target(about.target(), arguments, about.secrets());
        call.progress().about(new CallProgress.About(about.target(), arguments, policy.version()));
    }

    /** Runs the connector's code. Closes {@code admitted} after the code has returned or failed to start. */
    private void runAdmitted(Call call, Method<?> method, AuditEntry entry, boolean intended, Admitted admitted)
            throws ProtocolException, AuditException {
        if (admitted.tasks() == Tasks.NEVER) {
            runner.run(admitted, admitted::close, result -> settle(admitted, method, entry, intended, result));
        } else {
            tasks.run(call, entry, admitted, intended, next -> walk(next, method, entry, true));
        }
    }

    private void settle(Admitted admitted, Method<?> method, AuditEntry entry, boolean intended, Result result) {
        settlement.settle(admitted, entry, result, () -> walk(admitted.call(), method, entry, intended));
    }

    private static Operation operation(Call call, Leased<?> about, Arguments arguments) {
        return new Operation(call.id(), call.identity(), call.request().method(), about.target(), arguments);
    }
}
