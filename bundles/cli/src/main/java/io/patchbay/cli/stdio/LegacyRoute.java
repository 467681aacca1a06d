package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.CallOutcome;
import io.patchbay.cli.mcp.Flight;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.HttpCall;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Passes messages of the legacy era: with a session, and a stream for messages that belong to no request. */
final class LegacyRoute {

    private static final int NO_SESSION = 404;

    private final Http http;
    private final Outbox outbox;
    private final Failures failures;
    private final Duration patience;
    private final StdioSession session;
    private final Flight feed = new Flight();

    LegacyRoute(Http http, Outbox outbox, Failures failures, Duration patience) {
        this.http = http;
        this.outbox = outbox;
        this.failures = failures;
        this.patience = patience;
        this.session = new StdioSession(http);
    }

    /** Returns the revision of the session; empty before the handshake. */
    String revision() {
        return session.ticket().revision();
    }

    /** Sends a request, and passes the answer back. */
    void carry(StdioRequest request) {
        RetryPause left = new RetryPause(request.flight(), patience);
        boolean renewed = false;
        boolean repeated = false;
        while (true) {
            StdioSession.Ticket ticket = request.method().equals("initialize")
                    ? new StdioSession.Ticket(Optional.empty(), "")
                    : session.ticket();
            MessageRelay delivery = new MessageRelay(request, outbox, answered -> remember(request, answered));
            CallOutcome outcome = new HttpCall(http, request.flight(), delivery).post(request.line(), ticket.headers());
            if (delivery.isAnswered() || request.isGivenUp()) {
                return;
            }
            if (!renewed && gone(outcome, ticket)) {
                renewed = true;
                if (renew(ticket, request.flight())) {
                    continue;
                }
            }
            boolean unsent = outcome instanceof CallOutcome.NeverSent
                    || request.isHarmless() && !repeated && Failures.isPassing(outcome);
            repeated |= outcome instanceof CallOutcome.Lost;
            if (!unsent || !left.again()) {
                failures.tell(request, outcome);
                return;
            }
        }
    }

    /** Sends a notification, or an answer to a question of the server. */
    void send(String line) {
        RetryPause left = new RetryPause(feed, patience);
        CallOutcome outcome;
        do {
            outcome = new HttpCall(http, feed, text -> true)
                    .post(line, session.ticket().headers());
        } while (outcome instanceof CallOutcome.NeverSent && left.again());
        if (!(outcome instanceof CallOutcome.Done || outcome instanceof CallOutcome.Cancelled)) {
            failures.log("A notification was not delivered: " + failures.reason(outcome));
        }
    }

    /** Reads messages that belong to no request, as long as there is a session. Called on a thread of its own. */
    void feed() {
        Duration pause = RetryPause.MIN_PAUSE;
        while (!feed.isCancelled()) {
            StdioSession.Ticket ticket = session.ticket();
            long began = System.nanoTime();
            CallOutcome outcome = new HttpCall(http, feed, this::fed).listen(ticket.headers(), Optional.empty());
            if (outcome instanceof CallOutcome.Refused refused
                    && List.of(401, 403, 405).contains(refused.status())) {
                return;
            }
            if (gone(outcome, ticket) && renew(ticket, feed)) {
                continue;
            }
            boolean lived = System.nanoTime() - began > RetryPause.MAX_PAUSE.toNanos();
            pause = lived ? RetryPause.MIN_PAUSE : RetryPause.doubled(pause);
            try {
                feed.pause(pause);
            } catch (IOException e) {
                return;
            }
        }
    }

    void end() {
        feed.cancel();
        session.end();
    }

    private void remember(StdioRequest request, MessageRelay answered) {
        answered.result().ifPresent(result -> {
            if (request.method().equals("initialize")) {
                session.begun(request.params(), answered.session(), result);
            } else {
                session.done(request);
            }
        });
    }

    private boolean renew(StdioSession.Ticket ticket, Flight flight) {
        if (!session.renew(ticket, flight)) {
            return false;
        }
        failures.log("The server no longer knew the session, so a new session was started.");
        for (String kind : List.of("tools", "resources", "prompts")) {
            if (Boolean.TRUE.equals(
                    PlainJson.member(session.capabilities(), kind).get("listChanged"))) {
                outbox.send(Map.of("jsonrpc", "2.0", "method", "notifications/" + kind + "/list_changed"));
            }
        }
        return true;
    }

    private boolean fed(String text) {
        try {
            PlainJson.object(text);
            outbox.pass(text);
        } catch (IllegalArgumentException e) {
            failures.log("The server sent something that is not a message.");
        }
        return false;
    }

    private static boolean gone(CallOutcome outcome, StdioSession.Ticket ticket) {
        return outcome instanceof CallOutcome.Refused refused
                && refused.status() == NO_SESSION
                && ticket.id().isPresent();
    }
}
