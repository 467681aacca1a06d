package io.patchbay.testing;

import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.start.Standalone;
import io.patchbay.spi.identity.Identity;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends messages to the server on behalf of one caller. */
record Line(Standalone server, Identity.Known identity) {

    private static final String ACCEPT = "application/json, text/event-stream";

    /** Sends a JSON-RPC message. */
    HarnessExchange send(Map<String, Object> message, Map<String, String> headers) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("jsonrpc", "2.0");
        whole.putAll(message);
        return dispatch("POST", Json.of(whole).text(), headers);
    }

    /** Requests the remaining messages of an exchange that ended before its answer. */
    HarnessExchange resume(String lastEventId, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("last-event-id", lastEventId);
        return dispatch("GET", "", all);
    }

    /** Dispatches the message on a separate thread, in the same way as the HTTP server. */
    private HarnessExchange dispatch(String method, String body, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("accept", ACCEPT);
        HarnessExchange exchange = new HarnessExchange(method, body, all, identity);
        new CallThreads().execute(() -> server.dispatcher().dispatch(exchange));
        return exchange;
    }

    /**
     * Returns the result of a response.
     *
     * @throws McpError if the response is an error
     */
    static Arguments result(Arguments response, int status) {
        if (response.has("error")) {
            Arguments error = response.object("error");
            throw new McpError((int) error.integer("code"), status, error.string("message"));
        }
        return response.object("result");
    }
}
