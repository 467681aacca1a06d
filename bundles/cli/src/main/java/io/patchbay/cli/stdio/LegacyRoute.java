package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.CallOutcome;
import io.patchbay.cli.mcp.Cancellation;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.HttpCall;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Passes messages of the legacy era. The legacy era has a session, and a stream for messages that belong to no request.
 */
final class LegacyRoute {

    private static final int NO_SESSION = 404;

    private final Http http;
    private final Outbox outbox;
    private final Failures failures;
    private final Duration patience;
    private final StdioSession session;
    private final Cancellation feedCancellation = new Cancellation();

    LegacyRoute(Http http, Outbox outbox, Failures failures, Duration patience) {
        this.http = http;
        this.outbox = outbox;
        this.failures = failures;
        this.patience = patience;
        this.session = new StdioSession(http);
    }

    /** Returns the revision of the session. Returns an empty result before the handshake. */
    String revision() {
        return session.ticket().revision();
    }

    /** Sends a request to the server, and the answer to the client. */
    void forward(StdioRequest request) {
        RetryPause pauses = new RetryPause(request.cancellation(), patience);
        boolean renewed = false;
        boolean repeated = false;
        while (true) {
            StdioSession.Ticket ticket = request.method().equals("initialize")
                    ? new StdioSession.Ticket(Optional.empty(), "")
                    : session.ticket();
            MessageRelay relay = new MessageRelay(request, outbox, answered -> recordAnswer(request, answered));
            CallOutcome outcome =
                    new HttpCall(http, request.cancellation(), relay).post(request.line(), ticket.headers());
            if (relay.isAnswered() || request.isGivenUp()) {
                return;
            }
            if (!renewed && isSessionGone(outcome, ticket)) {
                renewed = true;
                if (renew(ticket, request.cancellation())) {
                    continue;
                }
            }
            boolean unsent = outcome instanceof CallOutcome.NeverSent
                    || request.isHarmless() && !repeated && Failures.isTemporary(outcome);
            repeated |= outcome instanceof CallOutcome.Lost;
            if (!unsent || !pauses.awaitNextAttempt()) {
                failures.report(request, outcome);
                return;
            }
        }
    }

    /** Sends a notification, or an answer to a question of the server. */
    void send(String line) {
        RetryPause pauses = new RetryPause(feedCancellation, patience);
        CallOutcome outcome;
        do {
            outcome = new HttpCall(http, feedCancellation, text -> true)
                    .post(line, session.ticket().headers());
        } while (outcome instanceof CallOutcome.NeverSent && pauses.awaitNextAttempt());
        if (!(outcome instanceof CallOutcome.Done || outcome instanceof CallOutcome.Cancelled)) {
            failures.log("A notification was not delivered: " + failures.reason(outcome));
        }
    }

    /** Reads the messages that belong to no request, until the session ends. Called on a separate thread. */
    void readFeed() {
        Duration pause = RetryPause.MIN_PAUSE;
        while (!feedCancellation.isCancelled()) {
            StdioSession.Ticket ticket = session.ticket();
            long startNanos = System.nanoTime();
            CallOutcome outcome =
                    new HttpCall(http, feedCancellation, this::passToClient).listen(ticket.headers(), Optional.empty());
            if (outcome instanceof CallOutcome.Refused refused
                    && List.of(401, 403, 405).contains(refused.status())) {
                return;
            }
            if (isSessionGone(outcome, ticket) && renew(ticket, feedCancellation)) {
                continue;
            }
            boolean wasOpenLong = System.nanoTime() - startNanos > RetryPause.MAX_PAUSE.toNanos();
            pause = wasOpenLong ? RetryPause.MIN_PAUSE : RetryPause.doubled(pause);
            try {
                feedCancellation.pause(pause);
            } catch (IOException e) {
                return;
            }
        }
    }

    void end() {
        feedCancellation.cancel();
        session.end();
    }

    private void recordAnswer(StdioRequest request, MessageRelay answered) {
        answered.result().ifPresent(result -> {
            if (request.method().equals("initialize")) {
                session.recordHandshake(request.params(), answered.session(), result);
            } else {
                session.recordRequest(request);
            }
        });
    }

    private boolean renew(StdioSession.Ticket ticket, Cancellation cancellation) {
        if (!session.renew(ticket, cancellation)) {
            return false;
        }
        failures.log("The server no longer knew the session. The bridge started a new session.");
        for (String kind : List.of("tools", "resources", "prompts")) {
            if (Boolean.TRUE.equals(
                    PlainJson.member(session.capabilities(), kind).get("listChanged"))) {
                outbox.send(Map.of("jsonrpc", "2.0", "method", "notifications/" + kind + "/list_changed"));
            }
        }
        return true;
    }

    private boolean passToClient(String text) {
        try {
            PlainJson.object(text);
            outbox.passOn(text);
        } catch (IllegalArgumentException e) {
            failures.log("The server sent data that is not a message.");
        }
        return false;
    }

    private static boolean isSessionGone(CallOutcome outcome, StdioSession.Ticket ticket) {
        return outcome instanceof CallOutcome.Refused refused
                && refused.status() == NO_SESSION
                && ticket.id().isPresent();
    }
}
