package io.patchbay.cli.mcp;

import java.io.IOException;

/** How a message that was sent came out, beside the messages that were handed on. */
public sealed interface Outcome {

    /** The answer was handed on; or nothing is to be answered. */
    record Done() implements Outcome {}

    /** The server did not take it; nothing was done. The body may be an error of JSON-RPC. */
    record Refused(int status, String body) implements Outcome {}

    /** It never reached the server. */
    record NeverSent(IOException cause) implements Outcome {}

    /** The server's certificate was refused here; nothing was sent. */
    record Untrusted(String reason) implements Outcome {}

    /** The connection ended before the answer: whether the server did it is unknown. */
    record Lost(String reason) implements Outcome {}

    /** It was called back. */
    record Cancelled() implements Outcome {}
}
