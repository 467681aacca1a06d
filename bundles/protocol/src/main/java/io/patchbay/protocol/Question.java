package io.patchbay.protocol;

/** One request of ours to a legacy client, waiting for its response. */
interface Question {

    /** Called once, on the thread of the exchange that brought the response. */
    void answered(RpcMessage.Response response);
}
