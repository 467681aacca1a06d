package io.patchbay.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A client of one era, as small as it can be, so that tests see what is on the wire. */
interface McpClient extends AutoCloseable {

    /** Speaks 2026-07-28. */
    static ModernClient modern(URI endpoint, String key) {
        return new ModernClient(new Http(endpoint, key));
    }

    /** Speaks 2025-11-25, with a session of its own. */
    static LegacyClient legacy(URI endpoint, String key) throws IOException, InterruptedException {
        return new LegacyClient(new Http(endpoint, key));
    }

    /** Sends one request and reads to its response; what the client is asked meanwhile is answered as {@link #answering} says. */
    Answer request(String method, Map<String, ?> params) throws IOException, InterruptedException;

    /** Opens a stream of changes: of all lists, and of these resources. */
    Subscription changes(String... resources) throws IOException, InterruptedException;

    /** Says how this client answers what it is asked; it declares the capability with its next request, or its next session. */
    void answering(String method, UnaryOperator<JsonNode> answer);

    default Answer call(String tool, Map<String, ?> arguments) throws IOException, InterruptedException {
        return request("tools/call", Map.of("name", tool, "arguments", arguments));
    }

    default Answer call(String tool) throws IOException, InterruptedException {
        return call(tool, Map.of());
    }

    /** The names of all listed tools. */
    default List<String> tools() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        request("tools/list", Map.of())
                .result()
                .get("tools")
                .forEach(tool -> names.add(tool.get("name").asText()));
        return names;
    }

    /** Whether a tool is listed with this description. */
    default boolean describes(String tool, String description) throws IOException, InterruptedException {
        for (JsonNode listed : request("tools/list", Map.of()).result().get("tools")) {
            if (listed.get("name").asText().equals(tool)) {
                return listed.get("description").asText().equals(description);
            }
        }
        return false;
    }

    @Override
    void close() throws IOException;
}
