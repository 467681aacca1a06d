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
 * Ends rounds: puts the outcome on record, then answers. Whatever fails here still ends in an answer. Any thread; waits for the
 * audit trail, so no lock is held by who calls it.
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
     * Ends a round, or asks the client's side what it wants to know.
     *
     * @param again starts the next round of a call of the handshake revisions, once its client has answered
     */
    void settle(Admitted admitted, AuditEntry entry, Result result, Runnable again) {
        if (result instanceof Result.Ask ask && !admitted.call().modern()) {
            guarded(
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

    /** Ends a round of a modern call, whose next request brings the answers to what it asks. */
    public void settle(Admitted admitted, AuditEntry entry, Result result) {
        guarded(admitted, entry, () -> end(admitted, entry, result));
    }

    private void end(Admitted admitted, AuditEntry entry, Result result) throws ProtocolException, AuditException {
        Call call = admitted.call();
        if (result instanceof Result.Done done) {
            done(call, entry, done);
        } else if (result instanceof Result.Ask ask) {
            done(call, entry, asking.asked(admitted, asking.askable(call, ask)));
        } else if (result instanceof Result.Opened opened) {
            close(call, entry, Outcome.OK);
            opened.start().run();
        } else if (result instanceof Result.Overdue) {
            done(call, entry, admitted.failed(OVERDUE.outcome(), OVERDUE.getMessage()));
        } else if (result instanceof Result.Cancelled) {
            failed(call, entry, call.progress().reason());
        } else if (result instanceof Result.Broken broken) {
            broke(admitted, entry, broken.cause());
        } else {
            throw new AssertionError(result);
        }
    }

    /** Something that ends a round. */
    private interface Ending {
        void run() throws ProtocolException, AuditException;
    }

    /** What fails in the end of a round becomes its end. */
    private void guarded(Admitted admitted, AuditEntry entry, Ending ending) {
        Call call = admitted.call();
        try {
            ending.run();
        } catch (ProtocolException e) {
            failed(call, entry, e);
        } catch (AuditException e) {
            unrecorded(call, e);
        } catch (Buffer.TooLarge e) {
            tooLarge(admitted, entry);
        } catch (RuntimeException | Error e) {
            broken(call, entry, e);
        }
    }

    /** Answers a result. */
    void done(Call call, AuditEntry entry, Result.Done done) throws AuditException {
        Optional<Continuation> task = call.progress().knownTask();
        byte[] message = task.isPresent()
                ? Messages.encoded(done.body())
                : Messages.result(call.request().id(), done.body());
        close(call, entry, done.outcome());
        done.recorded().run();
        if (task.isPresent()) {
            task.get().complete(message);
        } else {
            call.answering().finish(200, message);
        }
    }

    /** Answers an error of the protocol. */
    public void failed(Call call, AuditEntry entry, ProtocolException e) {
        try {
            close(call, entry, e.outcome());
            error(call, e);
        } catch (AuditException f) {
            unrecorded(call, f);
        }
    }

    /** Answers that the call, which waited for its client, took too long. */
    public void overdue(Call call, AuditEntry entry) {
        failed(call, entry, OVERDUE);
    }

    /** Answers that something of the server's broke. */
    public void broken(Call call, AuditEntry entry, Throwable cause) {
        report("Call " + call.id() + " failed in the server", cause);
        failed(call, entry, ProtocolException.internal(call.id()));
    }

    /** Answers that the audit trail does not accept the call, which therefore counts as not served. */
    void unrecorded(Call call, AuditException e) {
        log.error("Failed to record call {} in the audit trail", call.id(), e);
        call.session().ifPresent(session -> session.endCall(call));
        error(
                call,
                new ProtocolException(
                        ProtocolException.INTERNAL_ERROR,
                        "The server cannot handle this request now. Try again in a few seconds.",
                        Optional.empty(),
                        503));
    }

    private void tooLarge(Admitted admitted, AuditEntry entry) {
        Call call = admitted.call();
        log.warn(
                "Call {}: the answer of {} is larger than a message may be",
                call.id(),
                admitted.target().name());
        try {
            done(
                    call,
                    entry,
                    admitted.failed(
                            new Outcome(Outcome.Kind.ERROR, Codes.RESULT_TOO_LARGE),
                            "The answer was too large to be sent. Ask for less of it."));
        } catch (ProtocolException e) {
            failed(call, entry, e);
        } catch (AuditException e) {
            unrecorded(call, e);
        }
    }

    /** Three kinds of a connector's exceptions are meant for the client; the others are for the log. */
    private void broke(Admitted admitted, AuditEntry entry, Throwable cause) throws ProtocolException, AuditException {
        if (cause instanceof ProtocolException wrong) {
            throw wrong;
        }
        if (cause instanceof CallException chosen) {
            throw ProtocolException.of(chosen);
        }
        if (cause instanceof InvalidArgumentException unfit) {
            invalid(admitted, entry, unfit);
            return;
        }
        Call call = admitted.call();
        report("Call " + call.id() + " to " + admitted.target().name() + " failed", cause);
        done(
                call,
                entry,
                admitted.failed(
                        new Outcome(Outcome.Kind.ERROR, Codes.INTERNAL_ERROR),
                        "This failed unexpectedly (call " + call.id() + ")."));
    }

    /** The schema admits what the connector cannot use: the caller can correct it, and the connector's author should know. */
    private void invalid(Admitted admitted, AuditEntry entry, InvalidArgumentException unfit)
            throws ProtocolException, AuditException {
        String name = admitted.target().name();
        log.debug(
                "Call {}: {} cannot use an argument that its schema admits, at \"{}\"",
                admitted.call().id(),
                name,
                unfit.pointer());
        if (admitted.target().kind() != Target.Kind.TOOL) {
            throw ProtocolException.invalidParams(unfit.getMessage());
        }
        done(
                admitted.call(),
                entry,
                admitted.failed(Violation.INVALID_ARGUMENTS, Violation.ofArguments(name, List.of(unfit.getMessage()))));
    }

    /** A connector's exception may throw itself when it is printed. */
    private static void report(String what, Throwable cause) {
        try {
            log.error(what, cause);
        } catch (RuntimeException | Error e) {
            log.error(
                    "{} with a {} that cannot be printed",
                    what,
                    cause.getClass().getName());
        }
    }

    private static void error(Call call, ProtocolException e) {
        Optional<Continuation> task = call.progress().knownTask();
        if (task.isPresent()) {
            task.get().fail(e);
            return;
        }
        if (e.isSilent()) {
            call.answering().drop();
            return;
        }
        if (e.status() == 429 || e.status() == 503) {
            call.answering().header("Retry-After", "1");
        }
        call.answering()
                .finish(e.status(), Messages.error(Optional.of(call.request().id()), e));
    }

    /** Once for each call: what breaks after it changes nothing on record. */
    private void close(Call round, AuditEntry entry, Outcome outcome) throws AuditException {
        Call call = round.progress().continuation().map(Continuation::first).orElse(round);
        if (!call.progress().settle()) {
            return;
        }
        call.session().ifPresent(session -> session.endCall(call));
        metrics.ended(call, outcome);
        try {
            entry.close(outcome);
        } catch (RuntimeException | Error e) {
            throw new AuditException("The trail broke", e);
        }
    }
}
