package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.CallOutcome;
import io.patchbay.cli.mcp.HeaderParameters;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.HttpCall;
import io.patchbay.cli.mcp.ModernHeaders;
import io.patchbay.cli.mcp.RpcErrors;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** Passes messages of the modern era. Each request has headers that repeat parts of its body. */
final class ModernRoute {

    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final Http http;
    private final Outbox outbox;
    private final Failures failures;
    private final Duration patience;
    private final ToolHeaders tools;

    ModernRoute(Http http, Outbox outbox, Failures failures, Duration patience) {
        this.http = http;
        this.outbox = outbox;
        this.failures = failures;
        this.patience = patience;
        this.tools = new ToolHeaders(http);
    }

    /** Sends a request to the server, and the answer to the client. */
    void forward(StdioRequest request) {
        RetryPause pauses = new RetryPause(request.cancellation(), patience);
        ListenRequest listening = new ListenRequest(request, outbox);
        boolean forgotten = false;
        boolean repeated = false;
        while (true) {
            boolean acknowledgedBefore = listening.isAcknowledged();
            MessageRelay relay = newRelay(request, listening);
            CallOutcome outcome =
                    new HttpCall(http, request.cancellation(), relay).post(request.line(), headers(request));
            if (relay.isAnswered() || request.isGivenUp()) {
                return;
            }
            if (!forgotten && isHeaderMismatch(outcome)) {
                forgotten = true;
                tools.forget();
                continue;
            }
            if (listening.isAcknowledged() && !acknowledgedBefore) {
                pauses = new RetryPause(request.cancellation(), NO_LIMIT);
            }
            boolean again = outcome instanceof CallOutcome.NeverSent
                    || request.isHarmless()
                            && Failures.isTemporary(outcome)
                            && (listening.isAcknowledged() || !repeated);
            repeated |= outcome instanceof CallOutcome.Lost;
            if (!again || !pauses.awaitNextAttempt()) {
                failures.report(request, outcome);
                return;
            }
        }
    }

    private Map<String, String> headers(StdioRequest request) {
        HeaderParameters parameters =
                request.method().equals("tools/call") ? tools.of(request) : HeaderParameters.none();
        return ModernHeaders.of(
                request.declaredRevision().orElseThrow(), request.method(), request.params(), parameters);
    }

    private MessageRelay newRelay(StdioRequest request, ListenRequest listening) {
        return new MessageRelay(request, outbox, this::learn) {
            @Override
            void onOtherMessage(String text, Map<String, Object> message) {
                if ("notifications/tools/list_changed".equals(message.get("method"))) {
                    tools.forget();
                }
                if (!request.isSubscription() || listening.isNew(message)) {
                    super.onOtherMessage(text, message);
                } else {
                    tools.forget();
                    listening.notifyOfAllChanges();
                }
            }
        };
    }

    private void learn(MessageRelay answered) {
        tools.learn(answered.answer());
    }

    private static boolean isHeaderMismatch(CallOutcome outcome) {
        if (!(outcome instanceof CallOutcome.Refused refused)) {
            return false;
        }
        try {
            return BigDecimal.valueOf(RpcErrors.HEADER_MISMATCH)
                    .equals(PlainJson.member(PlainJson.object(refused.body()), "error")
                            .get("code"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
