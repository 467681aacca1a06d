package io.patchbay.protocol.front;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.RpcMessage;
import io.patchbay.protocol.session.Session;
import java.util.List;
import java.util.Optional;

/** The kind of message in a POST. */
public sealed interface Route {

    /** A request of the modern era, which contains its own metadata. */
    record Modern(RpcMessage.Request request) implements Route {}

    /** The first request of a legacy client. */
    record Handshake(RpcMessage.Request request) implements Route {}

    /** A request in a session. */
    record InSession(Session session, RpcMessage.Request request) implements Route {}

    /** A notification in a session. */
    record Noted(Session session, RpcMessage.Notification notification) implements Route {}

    /** The answer of a legacy client to a request of the server. */
    record Answered(Session session, RpcMessage.Response response) implements Route {}

    /**
     * An array of messages in one session. The server may refuse some of the messages.
     *
     * @param requests the number of messages that get an answer
     */
    record Batch(Session session, List<Route> parts, int requests) implements Route {
        public Batch {
            parts = List.copyOf(parts);
        }
    }

    /** A valid message that requires no action. The answer is 202. */
    record Ignored() implements Route {}

    /** An invalid message. */
    record Refused(int status, Optional<JsonNode> id, ProtocolException reason) implements Route {}
}
