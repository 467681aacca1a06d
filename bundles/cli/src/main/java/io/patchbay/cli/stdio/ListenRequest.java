package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A subscription that continues on a new stream when its stream ends. The client sees only one subscription. After each
 * change of the stream, the client is notified that everything may have changed.
 */
final class ListenRequest {

    private static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";
    private static final Map<String, String> METHODS_BY_KIND = Map.of(
            "toolsListChanged", "notifications/tools/list_changed",
            "promptsListChanged", "notifications/prompts/list_changed",
            "resourcesListChanged", "notifications/resources/list_changed");

    private final StdioRequest request;
    private final Outbox outbox;
    private Map<String, Object> acknowledgedKinds = Map.of();
    private boolean acknowledged;

    ListenRequest(StdioRequest request, Outbox outbox) {
        this.request = request;
        this.outbox = outbox;
    }

    /** Returns whether the client has received an acknowledgement of the subscription. */
    boolean isAcknowledged() {
        return acknowledged;
    }

    /** Returns whether the message is new for the client. Returns false only for a repeated acknowledgement. */
    boolean isNew(Map<String, Object> message) {
        if (!ACKNOWLEDGED.equals(message.get("method"))) {
            return true;
        }
        boolean first = !acknowledged;
        acknowledged = true;
        acknowledgedKinds = PlainJson.member(PlainJson.member(message, "params"), "notifications");
        return first;
    }

    /** Notifies the client of every change that the client may have missed. */
    void notifyOfAllChanges() {
        METHODS_BY_KIND.forEach((kind, method) -> {
            if (Boolean.TRUE.equals(acknowledgedKinds.get(kind))) {
                sendNotification(method, Map.of());
            }
        });
        if (acknowledgedKinds.get("resourceSubscriptions") instanceof List<?> uris) {
            uris.forEach(uri -> sendNotification("notifications/resources/updated", Map.of("uri", uri)));
        }
    }

    private void sendNotification(String method, Map<String, Object> more) {
        Map<String, Object> params = new LinkedHashMap<>(more);
        params.put("_meta", Map.of("io.modelcontextprotocol/subscriptionId", request.id()));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("method", method);
        message.put("params", params);
        outbox.send(message);
    }
}
