package io.patchbay.testing;

import io.patchbay.api.Arguments;
import java.util.List;
import java.util.Map;

/** How a client of one era calls. */
interface Wire {

    /** Calls, answers what the server asks meanwhile, and waits for the result. */
    Answered call(String method, Map<String, ?> params);

    /** @param notifications that came before the result */
    record Answered(Arguments result, List<Arguments> notifications) {}
}
