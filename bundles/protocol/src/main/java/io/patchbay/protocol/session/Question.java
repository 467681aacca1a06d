package io.patchbay.protocol.session;

import io.patchbay.protocol.rpc.RpcMessage;

/** One request of the server to a legacy client that waits for its response. */
public interface Question {

    /** Called once, on the thread of the exchange that brought the response. */
    void answered(RpcMessage.Response response);
}
