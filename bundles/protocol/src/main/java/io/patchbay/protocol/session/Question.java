package io.patchbay.protocol.session;

import io.patchbay.protocol.rpc.RpcMessage;

/** One request of the server to a legacy client. The server waits for the response of the client. */
public interface Question {

    /** Called once, on the thread that handles the exchange with the response. */
    void answered(RpcMessage.Response response);
}
