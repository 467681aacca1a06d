package io.patchbay.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.ClientInfo;
import io.patchbay.api.Level;
import io.patchbay.api.TraceContext;
import io.patchbay.protocol.Revision;
import java.util.Locale;
import java.util.Optional;

/**
 * The metadata of a request, which is in the request itself or in its session.
 *
 * @param level the lowest level of log messages that the client wants; empty if the client wants no messages
 * @param progressToken the client's token for progress notifications, which echo the token unchanged
 */
public record RequestMeta(
        Revision revision,
        ClientCapabilities capabilities,
        Optional<ClientInfo> client,
        Optional<Level> level,
        Optional<JsonNode> progressToken,
        Optional<TraceContext> trace) {

    private static final int MAX_CLAIM_LENGTH = 200;

    /** Returns the name and version that a client claims, cut to a maximum length. */
    public static Optional<ClientInfo> client(JsonNode info) {
        return info.path("name").isTextual()
                ? Optional.of(new ClientInfo(
                        truncated(info.get("name").textValue()),
                        truncated(info.path("version").asText(""))))
                : Optional.empty();
    }

    /**
     * Returns the progress token. Returns empty if the token is invalid or longer than {@link RpcMessage#MAX_ID_LENGTH}, because
     * notifications echo the token often. Accepts {@code 1.0} as a whole number.
     */
    public static Optional<JsonNode> progressToken(JsonNode meta) {
        JsonNode token = meta.path("progressToken");
        boolean good = token.isTextual()
                ? token.textValue().length() <= RpcMessage.MAX_ID_LENGTH
                : token.isIntegralNumber()
                        || token.isNumber()
                                && token.decimalValue().stripTrailingZeros().scale() <= 0;
        return good ? Optional.of(token) : Optional.empty();
    }

    public static Optional<Level> level(String name) {
        for (Level level : Level.values()) {
            if (name(level).equals(name)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** Returns the name that a log level has on the wire. */
    public static String name(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static String truncated(String claim) {
        return claim.length() <= MAX_CLAIM_LENGTH ? claim : claim.substring(0, MAX_CLAIM_LENGTH);
    }
}
