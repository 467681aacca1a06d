package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A subscription that outlives its stream: the client sees one subscription, and is told that everything may have changed when it was renewed. */
final class ListenRequest {

    private static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";
    private static final Map<String, String> KINDS = Map.of(
            "toolsListChanged", "notifications/tools/list_changed",
            "promptsListChanged", "notifications/prompts/list_changed",
            "resourcesListChanged", "notifications/resources/list_changed");

    private final StdioRequest request;
    private final Outbox outbox;
    private Map<String, Object> honoured = Map.of();
    private boolean heard;

    ListenRequest(StdioRequest request, Outbox outbox) {
        this.request = request;
        this.outbox = outbox;
    }

    /** Returns whether the subscription was acknowledged to the client. */
    boolean isHeard() {
        return heard;
    }

    /** Returns false for a repeated acknowledgement. */
    boolean isNew(Map<String, Object> message) {
        if (!ACKNOWLEDGED.equals(message.get("method"))) {
            return true;
        }
        boolean first = !heard;
        heard = true;
        honoured = PlainJson.member(PlainJson.member(message, "params"), "notifications");
        return first;
    }

    /** Notifies the client of every change that it may have missed. */
    void tellAll() {
        KINDS.forEach((kind, method) -> {
            if (Boolean.TRUE.equals(honoured.get(kind))) {
                tell(method, Map.of());
            }
        });
        if (honoured.get("resourceSubscriptions") instanceof List<?> uris) {
            uris.forEach(uri -> tell("notifications/resources/updated", Map.of("uri", uri)));
        }
    }

    private void tell(String method, Map<String, Object> more) {
        Map<String, Object> params = new LinkedHashMap<>(more);
        params.put("_meta", Map.of("io.modelcontextprotocol/subscriptionId", request.id()));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("method", method);
        message.put("params", params);
        outbox.send(message);
    }
}
