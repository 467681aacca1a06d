package io.patchbay.cli.mcp;

import io.patchbay.cli.json.PlainJson;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Why there is no answer, in words for whoever asked. */
public final class McpException extends Exception {

    /** What kind of failure, for the exit code. */
    public enum Kind {
        /** The server answered an error of the protocol. */
        ERROR,
        /** No server is there. */
        UNREACHABLE,
        /** It is there and not ready. */
        NOT_READY,
        /** It does not know the key, or wants more rights. */
        NOT_ALLOWED,
        /** The call was cancelled here. */
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

    /** What the server answered in the protocol's own form. */
    static McpException answered(Map<String, Object> error) {
        String text = PlainJson.string(error, "message").orElse("the server answered an error");
        return new McpException(Kind.ERROR, text + " (" + error.get("code") + ")", error);
    }

    public static McpException of(CallOutcome outcome, Endpoint endpoint) {
        if (outcome instanceof CallOutcome.NeverSent unsent) {
            return new McpException(
                    Kind.UNREACHABLE, "No server answers at " + endpoint + " (" + unsent.cause() + ").");
        }
        if (outcome instanceof CallOutcome.Untrusted untrusted) {
            return new McpException(
                    Kind.UNREACHABLE,
                    "The certificate of " + endpoint + " is not trusted: " + untrusted.reason()
                            + ". Nothing was sent. If the certificate is yours, name its authority's certificate, or itself, with --cacert.");
        }
        if (outcome instanceof CallOutcome.Lost lost) {
            return new McpException(
                    Kind.ERROR,
                    "The connection ended before the answer (" + lost.reason()
                            + "). Whether the server did it is unknown.");
        }
        if (outcome instanceof CallOutcome.Refused refused) {
            return refused(refused);
        }
        return new McpException(Kind.CANCELLED, "Cancelled.");
    }

    public Kind kind() {
        return kind;
    }

    /** The error of the protocol, or a message of our own in the same form. */
    public Map<String, Object> error() {
        return error;
    }

    /** The code of the protocol. */
    public Optional<Integer> code() {
        return error.get("code") instanceof BigDecimal code ? Optional.of(code.intValue()) : Optional.empty();
    }

    private static McpException refused(CallOutcome.Refused refused) {
        if (refused.status() < 400) {
            return new McpException(
                    Kind.UNREACHABLE,
                    "No MCP server answers there: it redirects (HTTP " + refused.status()
                            + "), which a key does not follow.");
        }
        switch (refused.status()) {
            case 401:
                return new McpException(
                        Kind.NOT_ALLOWED, "The server does not accept the key (HTTP 401), or there is none.");
            case 403:
                return new McpException(
                        Kind.NOT_ALLOWED, "The server refuses this (HTTP 403). " + shortened(refused.body()));
            case 503:
                return new McpException(
                        Kind.NOT_READY, "The server is not ready (HTTP 503). " + shortened(refused.body()));
            default:
                Map<String, Object> error = errorIn(refused.body());
                return error.isEmpty()
                        ? new McpException(
                                Kind.ERROR,
                                "The server answered HTTP " + refused.status() + ". " + shortened(refused.body()))
                        : answered(error);
        }
    }

    /** The error in a body that may hold one. */
    static Map<String, Object> errorIn(String body) {
        try {
            return PlainJson.member(PlainJson.object(body), "error");
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    /** What is refused before anybody looks whether it is JSON-RPC says why in a string. */
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
