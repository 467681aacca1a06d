package io.patchbay.cli.stdio;

import io.patchbay.cli.mcp.CallOutcome;
import io.patchbay.cli.mcp.Endpoint;
import io.patchbay.cli.mcp.McpException;
import io.patchbay.cli.mcp.RpcErrors;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says what went wrong: to the client as an error of its request, to whoever reads standard error as a line. */
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

    /** Whether it may go well the next time, and what is harmless may be tried again. */
    static boolean isPassing(CallOutcome outcome) {
        return outcome instanceof CallOutcome.Lost
                || outcome instanceof CallOutcome.Refused refused && refused.status() == NOT_READY;
    }

    /** The request has no answer and will get none. */
    void tell(StdioRequest request, CallOutcome outcome) {
        Map<String, Object> error = new LinkedHashMap<>(
                outcome instanceof CallOutcome.Done
                        ? Map.of("message", "The server accepted the request and did not answer it.")
                        : McpException.of(outcome, endpoint).error());
        error.putIfAbsent("code", RpcErrors.INTERNAL_ERROR);
        log(request.method() + ": " + error.get("message"));
        outbox.error(request.id(), error);
    }

    String reason(CallOutcome outcome) {
        return McpException.of(outcome, endpoint).getMessage();
    }

    void log(String line) {
        log.println("patchbay stdio: " + line.replaceAll("\\p{Cntrl}", " "));
    }
}
