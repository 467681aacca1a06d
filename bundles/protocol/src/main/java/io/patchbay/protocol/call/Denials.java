package io.patchbay.protocol.call;

import io.patchbay.api.Codes;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Decision;

/** Creates the answers to calls that policy denies or keeps as drafts. */
final class Denials {

    private Denials() {}

    /**
     * Returns the answer to a call that was denied or kept as a draft.
     *
     * @throws ProtocolException if the method reports failures as errors of the protocol
     */
    static Result.Done answer(Call call, Method<?> method, Decision decision) throws ProtocolException {
        if (decision instanceof Decision.Deny deny) {
            return method.failure(call, new Outcome(Outcome.Kind.DENIED, deny.code()), deny.message());
        }
        if (decision instanceof Decision.Draft draft) {
            return method.failure(call, new Outcome(Outcome.Kind.DRAFT, Codes.DRAFT), draft.message());
        }
        throw new AssertionError(decision);
    }
}
