package io.patchbay.protocol.front;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.RpcMessage;
import io.patchbay.protocol.session.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a body that is an array, which revision 2025-03-26 allows. An invalid element with a usable id causes an error
 * only for this element. Any other invalid element makes the whole array invalid.
 */
final class Batches {

    private Batches() {}

    /**
     * @param max maximum number of messages
     * @throws ProtocolException if the array is invalid; in that case no request of the array has run
     */
    static Route.Batch read(Session session, JsonNode body, int max) throws ProtocolException {
        if (body.isEmpty()) {
            throw ProtocolException.invalidRequest("An array of messages must not be empty.");
        }
        if (body.size() > max) {
            throw ProtocolException.invalidRequest("An array may contain at most " + max + " messages.");
        }
        List<Route> parts = new ArrayList<>(body.size());
        Set<JsonNode> ids = new HashSet<>();
        int responses = 0;
        for (JsonNode element : body) {
            Route part = part(session, element);
            if (part instanceof Route.Answered) {
                responses++;
            } else if (!(part instanceof Route.Noted) && !ids.add(element.get("id"))) {
                throw ProtocolException.invalidRequest("Two requests in an array have the same id.");
            }
            parts.add(part);
        }
        if (responses > 0 && responses < parts.size()) {
            throw ProtocolException.invalidRequest(
                    "An array must contain either requests and notifications, or only responses.");
        }
        return new Route.Batch(session, parts, ids.size());
    }

    private static Route part(Session session, JsonNode element) throws ProtocolException {
        if (element.path("method").asText().equals("initialize")) {
            throw ProtocolException.invalidRequest("\"initialize\" must not be part of an array.");
        }
        try {
            RpcMessage message = RpcMessage.of(element);
            if (message instanceof RpcMessage.Request request) {
                return new Route.InSession(session, request);
            }
            return message instanceof RpcMessage.Notification notification
                    ? new Route.Noted(session, notification)
                    : new Route.Answered(session, (RpcMessage.Response) message);
        } catch (ProtocolException e) {
            Optional<JsonNode> id = RpcMessage.id(element);
            if (id.isEmpty() || !element.has("method")) {
                throw e;
            }
            return new Route.Refused(e.status(), id, e);
        }
    }
}
