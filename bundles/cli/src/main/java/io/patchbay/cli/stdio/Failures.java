package io.patchbay.cli.stdio;

import io.patchbay.cli.mcp.CallOutcome;
import io.patchbay.cli.mcp.Endpoint;
import io.patchbay.cli.mcp.McpException;
import io.patchbay.cli.mcp.RpcErrors;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reports each failure in two places. The client receives an error for the request, and standard error gets one line.
 */
final class Failures {

    private static final int NOT_READY = 503;

    private final Endpoint endpoint;
    private final Outbox outbox;
    private final PrintStream log;

    Failures(Endpoint endpoint, Outbox outbox, PrintStream log) {
        this.endpoint = endpoint;
        this.outbox = outbox;
        this.log = log;
    }

    /** Returns whether a request without side effects may be sent again after this outcome. */
    static boolean isTemporary(CallOutcome outcome) {
        return outcome instanceof CallOutcome.Lost
                || outcome instanceof CallOutcome.Refused refused && refused.status() == NOT_READY;
    }

    /** Sends an error to the client for a request that the server did not answer. */
    void report(StdioRequest request, CallOutcome outcome) {
        Map<String, Object> error = new LinkedHashMap<>(
                outcome instanceof CallOutcome.Done
                        ? Map.of("message", "The server accepted the request but did not answer it.")
                        : McpException.of(outcome, endpoint).error());
        error.putIfAbsent("code", RpcErrors.INTERNAL_ERROR);
        log(request.method() + ": " + error.get("message"));
        outbox.sendError(request.id(), error);
    }

    String reason(CallOutcome outcome) {
        return McpException.of(outcome, endpoint).getMessage();
    }

    void log(String line) {
        log.println("patchbay stdio: " + line.replaceAll("\\p{Cntrl}", " "));
    }
}
