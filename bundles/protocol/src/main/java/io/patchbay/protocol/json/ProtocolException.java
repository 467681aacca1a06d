package io.patchbay.protocol.json;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.CallException;
import io.patchbay.api.ClientCapability;
import io.patchbay.protocol.Revision;
import io.patchbay.spi.audit.Outcome;
import java.util.Collection;
import java.util.Optional;

/**
 * A JSON-RPC error. The cause is a client's mistake in the protocol or a fault of the server. If the server is at
 * fault, the error contains no details. The exception has no stack trace.
 */
public final class ProtocolException extends Exception {

    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;
    static final int RESOURCE_NOT_FOUND = -32002;
    static final int URL_ELICITATION_REQUIRED = -32042;
    static final int HEADER_MISMATCH = -32020;
    public static final int MISSING_CAPABILITY = -32021;
    static final int UNSUPPORTED_VERSION = -32022;

    private static final long serialVersionUID = 1L;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final int code;
    private final int status;
    private final transient Optional<JsonNode> data;
    private final transient Outcome outcome;

    /**
     * @param message one short sentence for the client
     * @param status the HTTP status, used unless the answer is already a stream
     */
    public ProtocolException(int code, String message, Optional<JsonNode> data, int status) {
        this(
                code,
                message,
                data,
                status,
                new Outcome(
                        code == INTERNAL_ERROR ? Outcome.Kind.ERROR : Outcome.Kind.INVALID, Integer.toString(code)));
    }

    private ProtocolException(int code, String message, Optional<JsonNode> data, int status, Outcome outcome) {
        super(requireNonNull(message, "message"), null, false, false);
        this.code = code;
        this.status = status;
        this.data = requireNonNull(data, "data");
        this.outcome = requireNonNull(outcome, "outcome");
    }

    private ProtocolException(int code, String message, int status) {
        this(code, message, Optional.empty(), status);
    }

    public static ProtocolException parseError(String message) {
        return new ProtocolException(PARSE_ERROR, message, 400);
    }

    public static ProtocolException invalidRequest(String message) {
        return new ProtocolException(INVALID_REQUEST, message, 400);
    }

    /**
     * Returns the error for an unknown method. The HTTP status of legacy revisions is 200, because 404 would mean that the
     * session has ended.
     */
    public static ProtocolException methodNotFound(Revision revision, String method) {
        return new ProtocolException(
                METHOD_NOT_FOUND, "Method not found: " + Texts.clipped(method), revision.modern() ? 404 : 200);
    }

    public static ProtocolException invalidParams(String message) {
        return new ProtocolException(INVALID_PARAMS, message, 200);
    }

    /** Returns the error for a modern request whose required metadata is missing or malformed. */
    public static ProtocolException missingMetadata(String message) {
        return new ProtocolException(INVALID_PARAMS, message, 400);
    }

    public static ProtocolException headerMismatch(String message) {
        return new ProtocolException(HEADER_MISMATCH, message, 400);
    }

    /** Returns the error for a modern client without a required capability. A legacy client gets a tool result instead. */
    public static ProtocolException missingCapability(Collection<ClientCapability> missing, String message) {
        ObjectNode required = NODES.objectNode();
        for (ClientCapability capability : missing) {
            switch (capability) {
                case ELICITATION_FORM ->
                    required.withObjectProperty("elicitation").putObject("form");
                case ELICITATION_URL ->
                    required.withObjectProperty("elicitation").putObject("url");
                case SAMPLING -> required.withObjectProperty("sampling");
                case SAMPLING_TOOLS -> required.withObjectProperty("sampling").putObject("tools");
                case SAMPLING_CONTEXT -> required.withObjectProperty("sampling").putObject("context");
                case ROOTS -> required.withObjectProperty("roots");
            }
        }
        return new ProtocolException(
                MISSING_CAPABILITY,
                message,
                Optional.of(NODES.objectNode().set("requiredCapabilities", required)),
                400);
    }

    /**
     * Returns the error that asks the user to open web pages. After the user has opened the pages, the client must repeat the
     * request. Only revision 2025-11-25 has this error.
     */
    public static ProtocolException urlElicitationRequired(JsonNode elicitations) {
        return new ProtocolException(
                URL_ELICITATION_REQUIRED,
                "The user must open a web page first",
                Optional.of(NODES.objectNode().set("elicitations", elicitations)),
                200,
                new Outcome(Outcome.Kind.INPUT_REQUIRED, ""));
    }

    /**
     * Returns the error for an unsupported version. The error lists only modern revisions, because the client uses one of these
     * revisions in its next request.
     */
    public static ProtocolException unsupportedVersion(String requested) {
        ObjectNode data = NODES.objectNode();
        ArrayNode supported = data.putArray("supported");
        for (Revision revision : Revision.values()) {
            if (revision.modern()) {
                supported.add(revision.toString());
            }
        }
        data.put("requested", requested);
        return new ProtocolException(UNSUPPORTED_VERSION, "Unsupported protocol version", Optional.of(data), 400);
    }

    public static ProtocolException resourceNotFound(Revision revision, String uri) {
        return resourceNotFound(revision, uri, "Resource not found");
    }

    /**
     * Returns the error for a text that is not a URI. This error differs from the error for an unknown resource only in
     * its message.
     */
    public static ProtocolException notAUri(Revision revision, String text) {
        return resourceNotFound(
                revision,
                text,
                "Resource not found: \"" + Texts.clipped(text)
                        + "\" is not a URI. A URI begins with a scheme and a colon. "
                        + "Use a URI from the list of resources.");
    }

    private static ProtocolException resourceNotFound(Revision revision, String uri, String message) {
        return new ProtocolException(
                revision.modern() ? INVALID_PARAMS : RESOURCE_NOT_FOUND,
                message,
                Optional.of(NODES.objectNode().put("uri", uri)),
                200);
    }

    /** Returns the error for a fault of the server or of a connector. The log contains the details with the call id. */
    public static ProtocolException internal(String callId) {
        return new ProtocolException(INTERNAL_ERROR, "Internal error (call " + callId + ")", 200);
    }

    /** Returns the error for a failure of a method whose results cannot express failures. */
    public static ProtocolException failed(Outcome outcome, String message) {
        JsonNode data = NODES.objectNode().put("code", outcome.code());
        return new ProtocolException(INTERNAL_ERROR, message, Optional.of(data), 200, outcome);
    }

    /** Returns the error for a request whose client no longer waits for the answer. The client gets no answer. */
    public static ProtocolException cancelled() {
        return new ProtocolException(
                INTERNAL_ERROR, "Cancelled", Optional.empty(), 200, new Outcome(Outcome.Kind.CANCELLED, ""));
    }

    /**
     * Returns the error for a running call that the server ended.
     *
     * @param code the reason, for the audit trail and for programs
     */
    public static ProtocolException stopped(String code, String message) {
        JsonNode data = NODES.objectNode().put("code", code);
        return new ProtocolException(
                INVALID_REQUEST, message, Optional.of(data), 403, new Outcome(Outcome.Kind.CANCELLED, code));
    }

    /** Returns whether the client gets no answer. The reason is that the client no longer waits. */
    public boolean isSilent() {
        return outcome.kind() == Outcome.Kind.CANCELLED && outcome.code().isEmpty();
    }

    /** Returns the error for a call that exceeds the limits of the server. */
    public static ProtocolException tooManyCalls() {
        return new ProtocolException(INTERNAL_ERROR, "Too many calls are running. Try again in a few seconds.", 429);
    }

    /** Returns the error that a connector has chosen. Omits the data of the error if the data is not JSON. */
    public static ProtocolException of(CallException e) {
        return new ProtocolException(e.code(), e.getMessage(), e.data().flatMap(Trees::parseIfValid), 200);
    }

    public int code() {
        return code;
    }

    public Optional<JsonNode> data() {
        return data;
    }

    /** Returns the outcome for the audit trail. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns the HTTP status, used unless the answer is already a stream. */
    public int status() {
        return status;
    }
}
