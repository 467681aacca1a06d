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

/** Passes messages of the modern era: each request with the headers that repeat parts of its body. */
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

    /** Sends a request, and passes the answer back. */
    void carry(StdioRequest request) {
        RetryPause left = new RetryPause(request.flight(), patience);
        ListenRequest listening = new ListenRequest(request, outbox);
        boolean learnt = false;
        boolean repeated = false;
        while (true) {
            boolean heardBefore = listening.isHeard();
            MessageRelay delivery = delivery(request, listening);
            CallOutcome outcome = new HttpCall(http, request.flight(), delivery).post(request.line(), headers(request));
            if (delivery.isAnswered() || request.isGivenUp()) {
                return;
            }
            if (!learnt && mismatch(outcome)) {
                learnt = true;
                tools.forget();
                continue;
            }
            if (listening.isHeard() && !heardBefore) {
                left = new RetryPause(request.flight(), NO_LIMIT);
            }
            boolean again = outcome instanceof CallOutcome.NeverSent
                    || request.isHarmless() && Failures.isPassing(outcome) && (listening.isHeard() || !repeated);
            repeated |= outcome instanceof CallOutcome.Lost;
            if (!again || !left.again()) {
                failures.tell(request, outcome);
                return;
            }
        }
    }

    private Map<String, String> headers(StdioRequest request) {
        HeaderParameters parameters =
                request.method().equals("tools/call") ? tools.of(request) : HeaderParameters.none();
        return ModernHeaders.of(request.claimed().orElseThrow(), request.method(), request.params(), parameters);
    }

    private MessageRelay delivery(StdioRequest request, ListenRequest listening) {
        return new MessageRelay(request, outbox, this::learn) {
            @Override
            void other(String text, Map<String, Object> message) {
                if ("notifications/tools/list_changed".equals(message.get("method"))) {
                    tools.forget();
                }
                if (!request.listens() || listening.isNew(message)) {
                    super.other(text, message);
                } else {
                    tools.forget();
                    listening.tellAll();
                }
            }
        };
    }

    private void learn(MessageRelay answered) {
        tools.learn(answered.answer());
    }

    private static boolean mismatch(CallOutcome outcome) {
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
