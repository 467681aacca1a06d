package io.patchbay.cli.mcp;

import java.io.IOException;

/** The outcome of sending one message. Received messages go to the listener. */
public sealed interface CallOutcome {

    /** The listener received the answer, or the message has no answer. */
    record Done() implements CallOutcome {}

    /** The server refused the message and did nothing. The body may be a JSON-RPC error. */
    record Refused(int status, String body) implements CallOutcome {}

    /** The message did not reach the server. */
    record NeverSent(IOException cause) implements CallOutcome {}

    /** The client refused the server's certificate and sent nothing. */
    record Untrusted(String reason) implements CallOutcome {}

    /** The connection ended before the answer. The client does not know whether the server handled the message. */
    record Lost(String reason) implements CallOutcome {}

    /** The message was cancelled. */
    record Cancelled() implements CallOutcome {}
}
