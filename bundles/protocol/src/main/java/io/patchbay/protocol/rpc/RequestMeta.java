package io.patchbay.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.ClientInfo;
import io.patchbay.api.Level;
import io.patchbay.api.TraceContext;
import io.patchbay.protocol.Revision;
import java.util.Locale;
import java.util.Optional;

/**
 * What goes with a request, from its own metadata or from its session.
 *
 * @param level from which log messages are wanted; empty for none
 * @param progressToken echoed exactly as it came
 */
public record RequestMeta(
        Revision revision,
        ClientCapabilities capabilities,
        Optional<ClientInfo> client,
        Optional<Level> level,
        Optional<JsonNode> progressToken,
        Optional<TraceContext> trace) {

    private static final int MAX_CLAIM = 200;

    /** A client's name and version: a claim, cut to a sane length. */
    public static Optional<ClientInfo> client(JsonNode info) {
        return info.path("name").isTextual()
                ? Optional.of(new ClientInfo(
                        cut(info.get("name").textValue()),
                        cut(info.path("version").asText(""))))
                : Optional.empty();
    }

    /** It is echoed often: one that is longer than an id may be is as good as none. A number is whole however it is written. */
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

    /** A level as it stands on the wire. */
    public static String name(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static String cut(String claim) {
        return claim.length() <= MAX_CLAIM ? claim : claim.substring(0, MAX_CLAIM);
    }
}
