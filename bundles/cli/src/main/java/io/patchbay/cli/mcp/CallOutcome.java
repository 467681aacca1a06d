package io.patchbay.cli.mcp;

import java.io.IOException;

/** The outcome of sending one message. Received messages go to the listener. */
public sealed interface CallOutcome {

    /** The answer was passed on, or no answer is expected. */
    record Done() implements CallOutcome {}

    /** The server refused the message; nothing was done. The body may be a JSON-RPC error. */
    record Refused(int status, String body) implements CallOutcome {}

    /** The message did not reach the server. */
    record NeverSent(IOException cause) implements CallOutcome {}

    /** The client refused the server's certificate; nothing was sent. */
    record Untrusted(String reason) implements CallOutcome {}

    /** The connection ended before the answer: it is unknown whether the server handled the message. */
    record Lost(String reason) implements CallOutcome {}

    /** The message was cancelled. */
    record Cancelled() implements CallOutcome {}
}
