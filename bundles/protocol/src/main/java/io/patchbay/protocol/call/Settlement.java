package io.patchbay.protocol.call;

import io.patchbay.api.CallException;
import io.patchbay.api.Codes;
import io.patchbay.api.InvalidArgumentException;
import io.patchbay.protocol.json.Buffer;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.schema.Violation;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Target;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends rounds: records the outcome, then sends the answer. If this class itself fails, the client still receives an
 * answer. Thread-safe. The methods wait for the audit trail, so their callers must not hold a lock.
 */
public final class Settlement {

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);
    private static final ProtocolException OVERDUE = ProtocolException.failed(
            new Outcome(Outcome.Kind.TIMEOUT, Codes.DEADLINE_EXCEEDED), "This call took too long and was stopped.");

    private final Asking asking;
    private final CallMetrics metrics;

    public Settlement(Asking asking, CallMetrics metrics) {
        this.asking = asking;
        this.metrics = metrics;
    }

    /**
     * Ends a round, or asks the client for input.
     *
     * @param again starts the next round of a legacy call after its client has answered
     */
    void settle(Admitted admitted, AuditEntry entry, Result result, Runnable again) {
        if (result instanceof Result.Ask ask && !admitted.call().modern()) {
            runGuarded(
                    admitted,
                    entry,
                    () -> asking.ask(
                            admitted,
                            asking.askable(admitted.call(), ask),
                            again,
                            ended -> settle(admitted, entry, ended, again)));
        } else {
            settle(admitted, entry, result);
        }
    }

    /**
     * Ends a round of a modern call or of a task. If the round asks questions, the next request of the client contains
     * the answers.
     */
    public void settle(Admitted admitted, AuditEntry entry, Result result) {
        runGuarded(admitted, entry, () -> end(admitted, entry, result));
    }

    private void end(Admitted admitted, AuditEntry entry, Result result) throws ProtocolException, AuditException {
        Call call = admitted.call();
        if (result instanceof Result.Done done) {
            answer(call, entry, done);
        } else if (result instanceof Result.Ask ask) {
            answer(call, entry, asking.inputRequired(admitted, asking.askable(call, ask)));
        } else if (result instanceof Result.Opened opened) {
            recordOutcome(call, entry, Outcome.OK);
            opened.start().run();
        } else if (result instanceof Result.Overdue) {
            answer(call, entry, admitted.failure(OVERDUE.outcome(), OVERDUE.getMessage()));
        } else if (result instanceof Result.Cancelled) {
            fail(call, entry, call.progress().reason());
        } else if (result instanceof Result.Broken broken) {
            answerException(admitted, entry, broken.cause());
        } else {
            throw new AssertionError(result);
        }
    }

    /** An action that ends a round. */
    private interface Ending {
        void run() throws ProtocolException, AuditException;
    }

    /** Runs an action that ends a round. If the action fails, the round ends with that failure. */
    private void runGuarded(Admitted admitted, AuditEntry entry, Ending ending) {
        Call call = admitted.call();
        try {
            ending.run();
        } catch (ProtocolException e) {
            fail(call, entry, e);
        } catch (AuditException e) {
            failUnrecorded(call, e);
        } catch (Buffer.TooLarge e) {
            answerTooLarge(admitted, entry);
        } catch (RuntimeException | Error e) {
            failInternally(call, entry, e);
        }
    }

    /** Answers with a result. */
    void answer(Call call, AuditEntry entry, Result.Done done) throws AuditException {
        Optional<Continuation> task = call.progress().knownTask();
        byte[] message = task.isPresent()
                ? Messages.encoded(done.body())
                : Messages.result(call.request().id(), done.body());
        recordOutcome(call, entry, done.outcome());
        done.recorded().run();
        if (task.isPresent()) {
            task.get().complete(message);
        } else {
            call.answering().finish(200, message);
        }
    }

    /** Answers with an error of the protocol. */
    public void fail(Call call, AuditEntry entry, ProtocolException e) {
        try {
            recordOutcome(call, entry, e.outcome());
            answerError(call, e);
        } catch (AuditException f) {
            failUnrecorded(call, f);
        }
    }

    /** Answers a call that has waited too long for its client. */
    public void failOverdue(Call call, AuditEntry entry) {
        fail(call, entry, OVERDUE);
    }

    /** Answers with an internal error of the server. */
    public void failInternally(Call call, AuditEntry entry, Throwable cause) {
        logException("Call " + call.id() + " failed in the server", cause);
        fail(call, entry, ProtocolException.internal(call.id()));
    }

    /**
     * Answers with an error because the audit trail did not accept the call. The error tells the client to try again.
     */
    void failUnrecorded(Call call, AuditException e) {
        log.error("Failed to record call {} in the audit trail", call.id(), e);
        call.session().ifPresent(session -> session.endCall(call));
        answerError(
                call,
                new ProtocolException(
                        ProtocolException.INTERNAL_ERROR,
                        "The server cannot handle this request now. Try again in a few seconds.",
                        Optional.empty(),
                        503));
    }

    private void answerTooLarge(Admitted admitted, AuditEntry entry) {
        Call call = admitted.call();
        log.warn(
                "Call {}: the answer of {} exceeds the maximum size of a message",
                call.id(),
                admitted.target().name());
        try {
            answer(
                    call,
                    entry,
                    admitted.failure(
                            new Outcome(Outcome.Kind.ERROR, Codes.RESULT_TOO_LARGE),
                            "The answer is too large to be sent. Ask for less data."));
        } catch (ProtocolException e) {
            fail(call, entry, e);
        } catch (AuditException e) {
            failUnrecorded(call, e);
        }
    }

    /**
     * Answers a call whose connector threw an exception. Three types of exceptions are meant for the client. All other
     * exceptions are logged.
     */
    private void answerException(Admitted admitted, AuditEntry entry, Throwable cause)
            throws ProtocolException, AuditException {
        if (cause instanceof ProtocolException wrong) {
            throw wrong;
        }
        if (cause instanceof CallException chosen) {
            throw ProtocolException.of(chosen);
        }
        if (cause instanceof InvalidArgumentException unfit) {
            answerInvalidArgument(admitted, entry, unfit);
            return;
        }
        Call call = admitted.call();
        logException("Call " + call.id() + " to " + admitted.target().name() + " failed", cause);
        answer(
                call,
                entry,
                admitted.failure(
                        new Outcome(Outcome.Kind.ERROR, Codes.INTERNAL_ERROR),
                        "This call failed unexpectedly (call " + call.id() + ")."));
    }

    /**
     * Answers a call with an argument that fits the schema but that the connector cannot use. The answer lets the
     * caller correct the argument, and the log informs the author of the connector.
     */
    private void answerInvalidArgument(Admitted admitted, AuditEntry entry, InvalidArgumentException unfit)
            throws ProtocolException, AuditException {
        String name = admitted.target().name();
        log.debug(
                "Call {}: {} cannot use an argument although the argument fits the schema, at \"{}\"",
                admitted.call().id(),
                name,
                unfit.pointer());
        if (admitted.target().kind() != Target.Kind.TOOL) {
            throw ProtocolException.invalidParams(unfit.getMessage());
        }
        answer(
                admitted.call(),
                entry,
                admitted.failure(
                        Violation.INVALID_ARGUMENTS, Violation.ofArguments(name, List.of(unfit.getMessage()))));
    }

    /** Logs an exception, even if printing a connector's exception throws another exception. */
    private static void logException(String what, Throwable cause) {
        try {
            log.error(what, cause);
        } catch (RuntimeException | Error e) {
            log.error(
                    "{}: the exception {} cannot be printed",
                    what,
                    cause.getClass().getName());
        }
    }

    private static void answerError(Call call, ProtocolException e) {
        Optional<Continuation> task = call.progress().knownTask();
        if (task.isPresent()) {
            task.get().fail(e);
            return;
        }
        if (e.isSilent()) {
            call.answering().finishWithoutResult();
            return;
        }
        if (e.status() == 429 || e.status() == 503) {
            call.answering().header("Retry-After", "1");
        }
        call.answering()
                .finish(e.status(), Messages.error(Optional.of(call.request().id()), e));
    }

    /** Records the outcome, once for each call. A later failure does not change the record. */
    private void recordOutcome(Call round, AuditEntry entry, Outcome outcome) throws AuditException {
        Call call = round.progress().continuation().map(Continuation::first).orElse(round);
        if (!call.progress().settle()) {
            return;
        }
        call.session().ifPresent(session -> session.endCall(call));
        metrics.ended(call, outcome);
        try {
            entry.close(outcome);
        } catch (RuntimeException | Error e) {
            throw new AuditException("The audit trail failed", e);
        }
    }
}
