package io.patchbay.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.task.ValidTasks;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** Validates every message of the server against the schema of its revision, and against the rules for all messages. */
final class ValidMessages {

    private static final Map<String, String> RESULTS = Map.ofEntries(
            Map.entry("initialize", "InitializeResult"),
            Map.entry("server/discover", "DiscoverResult"),
            Map.entry("tools/list", "ListToolsResult"),
            Map.entry("tools/call", "CallToolResult"),
            Map.entry("prompts/list", "ListPromptsResult"),
            Map.entry("prompts/get", "GetPromptResult"),
            Map.entry("resources/list", "ListResourcesResult"),
            Map.entry("resources/templates/list", "ListResourceTemplatesResult"),
            Map.entry("resources/read", "ReadResourceResult"),
            Map.entry("completion/complete", "CompleteResult"),
            Map.entry("subscriptions/listen", "SubscriptionsListenResult"),
            Map.entry("tasks/update", "EmptyResult"),
            Map.entry("tasks/cancel", "EmptyResult"),
            Map.entry("ping", "EmptyResult"),
            Map.entry("logging/setLevel", "EmptyResult"),
            Map.entry("resources/subscribe", "EmptyResult"),
            Map.entry("resources/unsubscribe", "EmptyResult"));
    private static final Map<String, String> REQUESTS = Map.of(
            "elicitation/create", "ElicitRequest",
            "sampling/createMessage", "CreateMessageRequest",
            "roots/list", "ListRootsRequest");
    private static final Map<String, String> NOTIFICATIONS = Map.of(
            "notifications/progress", "ProgressNotification",
            "notifications/message", "LoggingMessageNotification",
            "notifications/tools/list_changed", "ToolListChangedNotification",
            "notifications/prompts/list_changed", "PromptListChangedNotification",
            "notifications/resources/list_changed", "ResourceListChangedNotification",
            "notifications/resources/updated", "ResourceUpdatedNotification",
            "notifications/tasks", "JSONRPCNotification",
            "notifications/cancelled", "CancelledNotification",
            "notifications/elicitation/complete", "ElicitationCompleteNotification",
            "notifications/subscriptions/acknowledged", "SubscriptionsAcknowledgedNotification");
    private static final Map<Integer, String> MODERN_ERRORS = Map.of(
            -32020, "HeaderMismatchError",
            -32021, "MissingRequiredClientCapabilityError",
            -32022, "UnsupportedProtocolVersionError");
    private static final int HUGE = 1_000_000;

    private ValidMessages() {}

    /**
     * Fails if a message, or one in an array, is invalid.
     *
     * @param methods of requests, by their ids; empty for a stream that belongs to none
     */
    static void check(Revision revision, Function<JsonNode, String> methods, byte[] bytes) {
        if (bytes.length > HUGE) {
            return;
        }
        JsonNode body = TestJson.read(bytes);
        if (!body.isArray()) {
            check(revision, methods.apply(body.path("id")), body, bytes);
            return;
        }
        WireSchema.assertValid(revision, "JSONRPCBatchResponse", bytes);
        for (JsonNode message : body) {
            check(
                    revision,
                    methods.apply(message.path("id")),
                    message,
                    message.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void check(Revision revision, String method, JsonNode message, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(message.has("id") && message.get("id").isNull())
                .as("id null: %s", text)
                .isFalse();
        if (message.has("error")) {
            error(revision, message, bytes, text);
        } else if (message.has("result")) {
            WireSchema.assertValid(revision, "JSONRPCResultResponse", bytes);
            result(revision, method, message.get("result"));
        } else if (message.has("id")) {
            assertThat(revision.modern())
                    .as("a request to a modern client: %s", text)
                    .isFalse();
            WireSchema.assertValid(revision, type(REQUESTS, message), bytes);
        } else {
            WireSchema.assertValid(revision, type(NOTIFICATIONS, message), ValidTasks.withoutIds(bytes));
            if (message.path("method").asText().equals("notifications/tasks")) {
                ValidTasks.detailed(message.get("params"));
            }
        }
    }

    private static void error(Revision revision, JsonNode message, byte[] bytes, String text) {
        int code = message.path("error").path("code").intValue();
        String said = message.path("error").path("message").textValue();
        if (message.has("id") || revision.compareTo(Revision.V2025_11_25) >= 0) {
            // older schemas have no error without an id, although the transport has
            WireSchema.assertValid(revision, "JSONRPCErrorResponse", bytes);
        }
        assertThat(said).as("names internals").doesNotContain("io.patchbay", "java.", "Exception", "\tat ");
        if (revision.modern()) {
            assertThat(code).as(text).isNotIn(-32002, -32042);
            if (MODERN_ERRORS.containsKey(code)) {
                WireSchema.assertValid(revision, MODERN_ERRORS.get(code), bytes);
            }
        } else {
            assertThat(code).as(text).isNotIn(-32020, -32021, -32022);
            if (code == -32042) {
                WireSchema.assertValid(Revision.V2025_11_25, "URLElicitationRequiredError", bytes);
                assertThat(revision).isEqualTo(Revision.V2025_11_25);
            }
        }
        assertThat(code).as(text).isNotIn(-32000, -32001, -32003, -32004);
    }

    private static void result(Revision revision, String method, JsonNode result) {
        boolean asks = revision.modern()
                && "input_required".equals(result.path("resultType").textValue());
        byte[] bytes = result.toString().getBytes(StandardCharsets.UTF_8);
        if (method.equals("tasks/get")) {
            assertThat(result.path("resultType").textValue()).as("%s", result).isEqualTo("complete");
            ValidTasks.detailed(result);
            return;
        }
        if (revision.modern()
                && method.equals("tools/call")
                && "task".equals(result.path("resultType").textValue())) {
            ValidTasks.created(result);
            return;
        }
        assertThat(RESULTS).as(method).containsKey(method);
        WireSchema.assertValid(revision, asks ? "InputRequiredResult" : RESULTS.get(method), bytes);
        if (!revision.modern()) {
            assertThat(result.has("resultType") || result.has("ttlMs") || result.has("cacheScope"))
                    .as("modern members in %s", result)
                    .isFalse();
            assertThat(result.path("_meta").has("io.modelcontextprotocol/serverInfo"))
                    .as("%s", result)
                    .isFalse();
        }
    }

    private static String type(Map<String, String> types, JsonNode message) {
        String method = message.path("method").asText();
        assertThat(types).as("an unknown message: %s", message).containsKey(method);
        return types.get(method);
    }
}
