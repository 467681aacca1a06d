package io.patchbay.protocol.rpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.json.ProtocolException;
import java.util.Optional;

/**
 * The extension {@code io.modelcontextprotocol/tasks}. A modern client declares this extension in each request that may become a
 * task.
 */
public final class TasksExtension {

    public static final String NAME = "io.modelcontextprotocol/tasks";

    private TasksExtension() {}

    public static boolean declared(RpcMessage.Request request, Revision revision) {
        return revision.modern()
                && Params.isObject(request.params()
                        .path("_meta")
                        .path(Headers.CAPABILITIES_KEY)
                        .path("extensions")
                        .path(NAME));
    }

    /**
     * Checks that a request declares the extension.
     *
     * @throws ProtocolException if the request does not declare the extension
     */
    public static void require(RpcMessage.Request request, Revision revision) throws ProtocolException {
        if (!declared(request, revision)) {
            throw undeclared();
        }
    }

    public static ProtocolException undeclared() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.putObject("requiredCapabilities").putObject("extensions").putObject(NAME);
        return new ProtocolException(
                ProtocolException.MISSING_CAPABILITY,
                "Tasks need a client capability that the request does not declare",
                Optional.of(data),
                400);
    }
}
