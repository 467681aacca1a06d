package io.patchbay.protocol.call;

import io.patchbay.protocol.json.ProtocolException;

/** One method of the protocol. */
public interface Method {

    /**
     * Finds what the call is about among what its caller sees, leases it, and checks the parameters. Nothing runs yet.
     *
     * @throws ProtocolException when the call cannot be made at all; nothing is leased then
     */
    Prepared prepare(Call call) throws ProtocolException;
}
