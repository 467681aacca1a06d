package io.patchbay.cli.mcp;

import io.patchbay.cli.json.PlainJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.Optional;

/** Thrown when a request has no result. The message explains the reason to a person. */
public final class McpException extends Exception {

    /** The kind of failure, which determines the exit code. */
    public enum Kind {
        /** The server answered with a protocol error. */
        ERROR,
        /** No server is reachable. */
        UNREACHABLE,
        /** The server is not ready. */
        NOT_READY,
        /** The server does not accept the key, or requires more rights. */
        NOT_ALLOWED,
        /** The client cancelled the call. */
        CANCELLED
    }

    private static final long serialVersionUID = 1L;
    private static final int MAX_CHARACTERS = 400;

    private final Kind kind;
    private final transient Map<String, Object> error;

    McpException(Kind kind, String message) {
        this(kind, message, Map.of("message", message));
    }

    private McpException(Kind kind, String message, Map<String, Object> error) {
        super(message);
        this.kind = kind;
        this.error = error;
    }

    /** Returns an exception for a protocol error of the server. */
    static McpException ofError(Map<String, Object> error) {
        String text = PlainJson.string(error, "message").orElse("The server answered with an error");
        return new McpException(Kind.ERROR, text + " (" + error.get("code") + ")", error);
    }

    public static McpException of(CallOutcome outcome, Endpoint endpoint) {
        if (outcome instanceof CallOutcome.NeverSent unsent) {
            return new McpException(
                    Kind.UNREACHABLE,
                    "No server answers at " + endpoint + " (" + reason(unsent.cause())
                            + "). Check that the server is running and that the URL is correct.");
        }
        if (outcome instanceof CallOutcome.Untrusted untrusted) {
            return new McpException(
                    Kind.UNREACHABLE,
                    "The certificate of " + endpoint + " is not trusted: " + untrusted.reason()
                            + ". Nothing was sent. If you trust this server, name its certificate or the certificate"
                            + " of its authority with --cacert.");
        }
        if (outcome instanceof CallOutcome.Lost lost) {
            return new McpException(
                    Kind.ERROR,
                    "The connection ended before the answer (" + lost.reason()
                            + "). It is unknown whether the server executed the request.");
        }
        if (outcome instanceof CallOutcome.Refused refused) {
            return ofRefusal(refused);
        }
        return new McpException(Kind.CANCELLED, "Cancelled.");
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the protocol error, or a message of this client in the same form. */
    public Map<String, Object> error() {
        return error;
    }

    /** Returns the code of the protocol error. */
    public Optional<Integer> code() {
        return error.get("code") instanceof BigDecimal code ? Optional.of(code.intValue()) : Optional.empty();
    }

    private static McpException ofRefusal(CallOutcome.Refused refused) {
        if (refused.status() < 400) {
            return new McpException(
                    Kind.UNREACHABLE,
                    "The server redirects to another URL (HTTP " + refused.status() + "). This client follows no"
                            + " redirects, to protect the key. Use the URL of the MCP endpoint itself.");
        }
        switch (refused.status()) {
            case 401:
                return new McpException(
                        Kind.NOT_ALLOWED, "The server does not accept the key, or no key was sent (HTTP 401).");
            case 403:
                return new McpException(
                        Kind.NOT_ALLOWED, "The server refused the request (HTTP 403). " + shortened(refused.body()));
            case 503:
                return new McpException(
                        Kind.NOT_READY, "The server is not ready (HTTP 503). " + shortened(refused.body()));
            default:
                Map<String, Object> error = errorIn(refused.body());
                return error.isEmpty()
                        ? new McpException(
                                Kind.ERROR,
                                "The server answered HTTP " + refused.status() + ". " + shortened(refused.body()))
                        : ofError(error);
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof HttpConnectTimeoutException) {
            return "no answer in time";
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "the host name is unknown";
            }
        }
        return failure.getMessage() == null ? "connection refused" : failure.getMessage();
    }

    /** Returns the protocol error in a body. Returns an empty result if the body contains no error. */
    static Map<String, Object> errorIn(String body) {
        try {
            return PlainJson.member(PlainJson.object(body), "error");
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    /**
     * Returns the error text of an answer that is JSON but not JSON-RPC. The server sends such an answer if it refuses
     * a request before it reads the body.
     */
    private static Optional<String> plainError(String body) {
        try {
            return PlainJson.string(PlainJson.object(body), "error");
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String shortened(String body) {
        String text = PlainJson.string(errorIn(body), "message")
                .or(() -> plainError(body))
                .orElse(body)
                .strip();
        return text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) + "…" : text;
    }
}
