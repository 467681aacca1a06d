package io.patchbay.cli.mcp;

import java.io.IOException;

/** How a message that was sent came out, beside the messages that were handed on. */
public sealed interface CallOutcome {

    /** The answer was handed on; or nothing is to be answered. */
    record Done() implements CallOutcome {}

    /** The server did not take it; nothing was done. The body may be an error of JSON-RPC. */
    record Refused(int status, String body) implements CallOutcome {}

    /** It never reached the server. */
    record NeverSent(IOException cause) implements CallOutcome {}

    /** The server's certificate was refused here; nothing was sent. */
    record Untrusted(String reason) implements CallOutcome {}

    /** The connection ended before the answer: whether the server did it is unknown. */
    record Lost(String reason) implements CallOutcome {}

    /** It was called back. */
    record Cancelled() implements CallOutcome {}
}
