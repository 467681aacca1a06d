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
 * Reads a body that is an array, as 2025-03-26 had it. It is good as a whole or not at all, with one exception: an element that
 * is wrong, but says to whom to answer that, harms only itself.
 */
final class Batches {

    private Batches() {}

    /**
     * @param most how many messages it may have
     * @throws ProtocolException when it is no good; nothing of it is done then
     */
    static Route.Batch read(Session session, JsonNode body, int most) throws ProtocolException {
        if (body.isEmpty()) {
            throw ProtocolException.invalidRequest("An array of messages must have at least one.");
        }
        if (body.size() > most) {
            throw ProtocolException.invalidRequest("An array of messages may have at most " + most + ".");
        }
        List<Route> parts = new ArrayList<>(body.size());
        Set<JsonNode> ids = new HashSet<>();
        int responses = 0;
        for (JsonNode element : body) {
            Route part = part(session, element);
            if (part instanceof Route.Answered) {
                responses++;
            } else if (!(part instanceof Route.Noted) && !ids.add(element.get("id"))) {
                throw ProtocolException.invalidRequest("Two requests in one array have the same id.");
            }
            parts.add(part);
        }
        if (responses > 0 && responses < parts.size()) {
            throw ProtocolException.invalidRequest("An array holds requests and notifications, or responses only.");
        }
        return new Route.Batch(session, parts, ids.size());
    }

    private static Route part(Session session, JsonNode element) throws ProtocolException {
        if (element.path("method").asText().equals("initialize")) {
            throw ProtocolException.invalidRequest("\"initialize\" stands alone.");
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
