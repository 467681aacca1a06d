package io.patchbay.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.WireSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the server's messages about tasks against the types of the extension. */
public final class ValidTasks {

    private static final Set<String> MEMBERS = Set.of(
            "taskId",
            "status",
            "statusMessage",
            "createdAt",
            "lastUpdatedAt",
            "ttlMs",
            "pollIntervalMs",
            "resultType",
            "_meta");
    private static final Map<String, String> DETAILS = Map.of(
            "working",
            "",
            "cancelled",
            "",
            "input_required",
            "inputRequests",
            "completed",
            "result",
            "failed",
            "error");

    private ValidTasks() {}

    /** Checks the handle that answers a call. */
    public static void created(JsonNode task) {
        common(task);
        assertThat(names(task)).as("%s", task).isSubsetOf(MEMBERS);
    }

    /** Checks a whole task. */
    public static void detailed(JsonNode task) {
        common(task);
        String detail = DETAILS.get(task.get("status").textValue());
        Set<String> allowed = new HashSet<>(MEMBERS);
        if (!detail.isEmpty()) {
            assertThat(task.path(detail).isObject())
                    .as("%s in %s", detail, task)
                    .isTrue();
            allowed.add(detail);
        }
        assertThat(names(task)).as("%s", task).isSubsetOf(allowed);
        if (detail.equals("result")) {
            WireSchema.assertValid(Revision.V2026_07_28, "CallToolResult", bytes(task.get("result")));
        } else if (detail.equals("error")) {
            WireSchema.assertValid(Revision.V2026_07_28, "Error", bytes(task.get("error")));
        } else if (detail.equals("inputRequests")) {
            WireSchema.assertValid(Revision.V2026_07_28, "InputRequests", bytes(task.get("inputRequests")));
        }
    }

    /** Returns an acknowledgement without the members of the extension. */
    public static byte[] withoutIds(byte[] message) {
        JsonNode read = WireSchema.read(message);
        if (!(read.path("params").path("notifications") instanceof ObjectNode notifications)
                || !notifications.has("taskIds")) {
            return message;
        }
        assertThat(notifications.remove("taskIds")).isNotEmpty().allMatch(JsonNode::isTextual);
        return bytes(read);
    }

    private static void common(JsonNode task) {
        assertThat(task.path("taskId").asText()).matches("[0-9a-f]{32}");
        assertThat(DETAILS).containsKey(task.path("status").textValue());
        for (String time : List.of("createdAt", "lastUpdatedAt")) {
            assertThat(Instant.parse(task.path(time).textValue())).isNotNull();
        }
        for (String duration : List.of("ttlMs", "pollIntervalMs")) {
            assertThat(task.path(duration).isIntegralNumber()
                            && task.path(duration).longValue() > 0)
                    .as("%s", task)
                    .isTrue();
        }
        assertThat(task.path("_meta").has("io.modelcontextprotocol/related-task"))
                .isFalse();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
