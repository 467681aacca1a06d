package io.patchbay.protocol.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Transport;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Headers;
import io.patchbay.protocol.rpc.RpcMessage;
import io.patchbay.protocol.session.Session;
import io.patchbay.protocol.session.Sessions;
import io.patchbay.spi.identity.Identity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the era of one POST. The first of these values that is present decides: the protocol version in the request's
 * metadata, the protocol version in the header, the session. The era is a property of the request, never of the
 * connection (MCP 2026-07-28, "Versioning").
 */
public final class Classifier {

    /** The message for a header with a protocol version that the server does not support. */
    static final String NOT_SERVED =
            "This server does not support the protocol version. The header " + Headers.VERSION + " may be one of: "
                    + Arrays.stream(Revision.values()).map(Revision::toString).collect(Collectors.joining(", ")) + ".";

    private static final Pattern REVISION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final String HOW_TO_BEGIN =
            "Begin with \"initialize\", or send the protocol version in \"_meta\" of every request.";

    private static final String NO_SESSION = "Unknown session. Start a session with initialize. " + HOW_TO_BEGIN;
    private static final String LEGACY_ONLY = "This transport supports only the revisions up to 2025-11-25.";
    private static final String ONE_MESSAGE =
            "Send one message per request. Arrays are allowed only in sessions of revision 2025-03-26.";

    private final Sessions sessions;
    private final Supplier<Limits> limits;

    public Classifier(Sessions sessions, Supplier<Limits> limits) {
        this.sessions = sessions;
        this.limits = limits;
    }

    public Route classify(JsonNode body, Exchange exchange) {
        if (body.isArray()) {
            return array(body, exchange);
        }
        RpcMessage message;
        try {
            message = RpcMessage.of(body);
        } catch (ProtocolException e) {
            return new Route.Refused(400, echoed(body), e);
        }
        if (message instanceof RpcMessage.Request request) {
            return declaresVersion(request.params())
                    ? modern(request, body, exchange)
                    : legacy(request, body, exchange);
        }
        if (message instanceof RpcMessage.Notification notification) {
            boolean modern = declaresVersion(notification.params()) || version(exchange) == Version.MODERN;
            if (modern && exchange.transport() == Transport.STREAMABLE_HTTP) {
                return new Route.Ignored();
            }
            return modern ? refused(400, body, LEGACY_ONLY) : legacy(notification, body, exchange);
        }
        return legacy(message, body, exchange);
    }

    private Route array(JsonNode body, Exchange exchange) {
        boolean versioned = exchange.headers(Headers.VERSION).stream()
                .anyMatch(text ->
                        Revision.of(text.strip()).filter(Revision::batches).isEmpty());
        List<String> named = exchange.headers(Headers.SESSION);
        if (versioned || named.isEmpty() || anyDeclaresVersion(body)) {
            return refused(400, body, ONE_MESSAGE);
        }
        Optional<Session> session = session(named, exchange.identity());
        if (session.isEmpty()) {
            return refused(404, body, NO_SESSION);
        }
        if (!session.get().revision().batches()) {
            return refused(400, body, ONE_MESSAGE);
        }
        try {
            return Batches.read(session.get(), body, limits.get().maxBatch());
        } catch (ProtocolException e) {
            return new Route.Refused(400, Optional.empty(), e);
        }
    }

    private static boolean anyDeclaresVersion(JsonNode body) {
        for (JsonNode element : body) {
            if (declaresVersion(element.path("params"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean declaresVersion(JsonNode params) {
        return params.path("_meta").has(Headers.VERSION_KEY);
    }

    private static Route modern(RpcMessage.Request request, JsonNode body, Exchange exchange) {
        return exchange.transport() == Transport.STREAMABLE_HTTP
                ? new Route.Modern(request)
                : refused(400, body, LEGACY_ONLY);
    }

    private Route legacy(RpcMessage message, JsonNode body, Exchange exchange) {
        Version version = version(exchange);
        List<String> named = exchange.headers(Headers.SESSION);
        boolean begins = message instanceof RpcMessage.Request request
                && request.method().equals("initialize");
        if (named.isEmpty() && !begins && version.isModern() && message instanceof RpcMessage.Request request) {
            return modern(request, body, exchange);
        }
        if (begins && version == Version.MODERN) {
            return new Route.Refused(400, RpcMessage.id(body), initializeIsLegacy());
        }
        if (!version.isLegacy()) {
            return refused(400, body, NOT_SERVED);
        }
        if (named.isEmpty()) {
            return begins ? new Route.Handshake((RpcMessage.Request) message) : refused(400, body, HOW_TO_BEGIN);
        }
        return inSession(message, body, named, exchange.identity(), begins);
    }

    private Route inSession(
            RpcMessage message, JsonNode body, List<String> named, Identity.Known identity, boolean begins) {
        Optional<Session> session = session(named, identity);
        if (session.isEmpty()) {
            return refused(404, body, NO_SESSION);
        }
        if (begins) {
            return refused(400, body, "This session is already initialized.");
        }
        if (message instanceof RpcMessage.Request request) {
            return new Route.InSession(session.get(), request);
        }
        return message instanceof RpcMessage.Notification notification
                ? new Route.Noted(session.get(), notification)
                : new Route.Answered(session.get(), (RpcMessage.Response) message);
    }

    private Optional<Session> session(List<String> named, Identity.Known identity) {
        return named.size() == 1 ? sessions.find(named.get(0), identity) : Optional.empty();
    }

    private static ProtocolException initializeIsLegacy() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode supported = data.putArray("supported");
        for (Revision revision : Revision.values()) {
            supported.add(revision.toString());
        }
        return new ProtocolException(
                ProtocolException.INVALID_PARAMS,
                "\"initialize\" exists only in the revisions up to 2025-11-25. From 2026-07-28 on, every request "
                        + "contains its protocol version in \"_meta\".",
                Optional.of(data),
                400);
    }

    private static Route.Refused refused(int status, JsonNode body, String message) {
        return new Route.Refused(status, echoed(body), ProtocolException.invalidRequest(message));
    }

    /**
     * Returns the id of a request; empty for a response. The id of a response names a request of the server, and a
     * client could confuse this id with an id of its own.
     */
    private static Optional<JsonNode> echoed(JsonNode body) {
        boolean response = !body.has("method") && (body.has("result") || body.has("error"));
        return response ? Optional.empty() : RpcMessage.id(body);
    }

    /** Returns the meaning of the version header of any request, including GET and DELETE. */
    public static Version version(Exchange exchange) {
        List<String> values = exchange.headers(Headers.VERSION);
        if (values.isEmpty()) {
            return Version.ABSENT;
        }
        String value = values.size() == 1 ? values.get(0).strip() : "";
        Optional<Revision> served = Revision.of(value);
        if (served.isPresent()) {
            return served.get().modern() ? Version.MODERN : Version.LEGACY;
        }
        boolean newer = REVISION.matcher(value).matches() && value.compareTo(Revision.LATEST_LEGACY.toString()) > 0;
        return newer ? Version.NEWER : Version.UNKNOWN;
    }

    /** The meaning of the version header. */
    enum Version {
        ABSENT,
        LEGACY,
        MODERN,
        /** The version is newer than any known version. The client understands errors in the modern format. */
        NEWER,
        UNKNOWN;

        /** Returns whether the header is valid in a session. */
        boolean isLegacy() {
            return this == ABSENT || this == LEGACY;
        }

        private boolean isModern() {
            return this == MODERN || this == NEWER;
        }
    }
}
