package io.patchbay.protocol.front;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.RpcMessage;
import io.patchbay.protocol.session.Session;
import java.util.List;
import java.util.Optional;

/** What a POST turned out to be. */
public sealed interface Route {

    /** A request with its metadata in itself. */
    record Modern(RpcMessage.Request request) implements Route {}

    /** A legacy client's first request. */
    record Handshake(RpcMessage.Request request) implements Route {}

    /** A request in a session. */
    record InSession(Session session, RpcMessage.Request request) implements Route {}

    /** A notification in a session. */
    record Noted(Session session, RpcMessage.Notification notification) implements Route {}

    /** A legacy client's answer to a request of ours. */
    record Answered(Session session, RpcMessage.Response response) implements Route {}

    /**
     * Several of the above in one session, or those of them that are refused.
     *
     * @param requests how many are answered
     */
    record Batch(Session session, List<Route> parts, int requests) implements Route {
        public Batch {
            parts = List.copyOf(parts);
        }
    }

    /** Good, and nothing to do: 202. */
    record Ignored() implements Route {}

    /** Not good. */
    record Refused(int status, Optional<JsonNode> id, ProtocolException reason) implements Route {}
}
