package io.patchbay.protocol.call;

import io.patchbay.api.CallException;
import io.patchbay.api.InvalidArgumentException;
import io.patchbay.protocol.ask.AskRules;
import io.patchbay.protocol.ask.LegacyInput;
import io.patchbay.protocol.ask.ModernInput;
import io.patchbay.protocol.json.Buffer;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.rpc.Violation;
import io.patchbay.protocol.task.Task;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Target;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends rounds: puts the outcome on record, then answers. Whatever goes wrong here still ends in an answer. */
public final class Settlement {

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    /** Nobody answers more at once. */
    private static final int MOST_REQUESTS = 100;

    private final ModernInput modern;
    private final LegacyInput legacy;
    private final CallMetrics metrics;

    public Settlement(ModernInput modern, LegacyInput legacy, CallMetrics metrics) {
        this.modern = modern;
        this.legacy = legacy;
        this.metrics = metrics;
    }

    /** @param again starts the next round, once the client has answered what it was asked */
    public void settle(Call call, AuditEntry entry, Prepared prepared, Result result, Runnable again) {
        try {
            if (result instanceof Result.Done done) {
                done(call, entry, done);
            } else if (result instanceof Result.Ask ask) {
                ask(call, entry, prepared, ask, again);
            } else if (result instanceof Result.Opened opened) {
                close(call, entry, Outcome.OK);
                opened.start().run();
            } else if (result instanceof Result.Overdue) {
                done(
                        call,
                        entry,
                        prepared.failed(
                                new Outcome(Outcome.Kind.TIMEOUT, "deadline_exceeded"),
                                "This took too long and was ended."));
            } else if (result instanceof Result.Cancelled) {
                failed(call, entry, call.reason());
            } else if (result instanceof Result.Broken broken) {
                broke(call, entry, prepared, broken.cause());
            } else {
                throw new AssertionError(result);
            }
        } catch (ProtocolException e) {
            failed(call, entry, e);
        } catch (AuditException e) {
            unrecorded(call, e);
        } catch (Buffer.TooLarge e) {
            tooLarge(call, entry, prepared);
        } catch (RuntimeException | Error e) {
            broken(call, entry, e);
        }
    }

    /** Answers a result. */
    void done(Call call, AuditEntry entry, Result.Done done) throws AuditException {
        Optional<Task> task = call.asTask();
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
    void failed(Call call, AuditEntry entry, ProtocolException e) {
        try {
            close(call, entry, e.outcome());
            error(call, e);
        } catch (AuditException f) {
            unrecorded(call, f);
        }
    }

    /** Answers that something of ours broke. */
    void broken(Call call, AuditEntry entry, Throwable cause) {
        report("Call " + call.id() + " broke", cause);
        failed(call, entry, ProtocolException.internal(call.id()));
    }

    /** Answers that the trail does not take the call, which therefore counts as not served. */
    void unrecorded(Call call, AuditException e) {
        log.error("Call {} could not be put on record", call.id(), e);
        call.session().ifPresent(session -> session.end(call));
        error(
                call,
                new ProtocolException(
                        ProtocolException.INTERNAL_ERROR,
                        "The server cannot serve this now; try again.",
                        Optional.empty(),
                        503));
    }

    private void tooLarge(Call call, AuditEntry entry, Prepared prepared) {
        log.warn(
                "Call {}: {} answered more than fits into a message",
                call.id(),
                prepared.target().name());
        try {
            done(
                    call,
                    entry,
                    prepared.failed(
                            new Outcome(Outcome.Kind.ERROR, "result_too_large"),
                            "The answer was too large to be sent. Ask for less of it."));
        } catch (ProtocolException e) {
            failed(call, entry, e);
        } catch (AuditException e) {
            unrecorded(call, e);
        }
    }

    private void ask(Call call, AuditEntry entry, Prepared prepared, Result.Ask wanted, Runnable again)
            throws ProtocolException, AuditException {
        if (wanted.requests().size() > MOST_REQUESTS) {
            throw new IllegalStateException(
                    prepared.target().name() + " asked " + wanted.requests().size() + " things at once");
        }
        Result.Ask ask = AskRules.askable(wanted, call.meta().capabilities());
        if (call.asTask().isPresent()) {
            call.asTask().get().ask(prepared, ask);
        } else if (call.modern()) {
            done(call, entry, modern.ask(call, prepared, ask));
        } else {
            legacy.ask(call, prepared, ask, again, cancelled -> settle(call, entry, prepared, cancelled, again));
        }
    }

    /** A connector's own exceptions: three kinds are meant for the client, the rest is for the log. */
    private void broke(Call call, AuditEntry entry, Prepared prepared, Throwable cause)
            throws ProtocolException, AuditException {
        if (cause instanceof ProtocolException wrong) {
            throw wrong;
        }
        if (cause instanceof CallException chosen) {
            throw ProtocolException.of(chosen);
        }
        if (cause instanceof InvalidArgumentException unfit) {
            invalid(call, entry, prepared, unfit);
            return;
        }
        report("Call " + call.id() + " to " + prepared.target().name() + " failed", cause);
        done(
                call,
                entry,
                prepared.failed(
                        new Outcome(Outcome.Kind.ERROR, "internal_error"),
                        "This failed unexpectedly (call " + call.id() + ")."));
    }

    /** The schema admits what the connector cannot use: that is the caller's to put right, and for the connector's author to see. */
    private void invalid(Call call, AuditEntry entry, Prepared prepared, InvalidArgumentException unfit)
            throws ProtocolException, AuditException {
        log.debug(
                "Call {}: {} cannot use an argument that its schema admits, at \"{}\"",
                call.id(),
                prepared.target().name(),
                unfit.pointer());
        if (prepared.target().kind() != Target.Kind.TOOL) {
            throw ProtocolException.invalidParams(unfit.getMessage());
        }
        done(
                call,
                entry,
                prepared.failed(
                        Violation.INVALID_ARGUMENTS,
                        Violation.ofArguments(prepared.target().name(), List.of(unfit.getMessage()))));
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
        if (call.asTask().isPresent()) {
            call.asTask().get().fail(e);
            return;
        }
        if (e.silent()) {
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
        Call call = round.task().isPresent() ? round.task().get().call() : round;
        if (!call.settle()) {
            return;
        }
        call.session().ifPresent(session -> session.end(call));
        metrics.ended(call, outcome);
        try {
            entry.close(outcome);
        } catch (RuntimeException | Error e) {
            throw new AuditException("The trail broke", e);
        }
    }
}
