package io.patchbay.testing;

import io.patchbay.api.Arguments;
import java.util.List;
import java.util.Map;

/** The client side of one era of the protocol. */
interface Wire {

    /** Sends a request, answers the server's requests during the call, and waits for the result. */
    Answered call(String method, Map<String, ?> params);

    /** @param notifications the notifications that arrive before the result */
    record Answered(Arguments result, List<Arguments> notifications) {}
}
