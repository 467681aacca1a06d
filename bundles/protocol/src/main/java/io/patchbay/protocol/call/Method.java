package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.Outcome;
import java.util.Optional;

/**
 * One method of the protocol. The method names the subject of a request and prepares a round. Between these two steps,
 * {@link CallPath} finds and leases the entry. Any thread. No method blocks.
 *
 * @param <E> the type of the entry
 */
public interface Method<E> {

    /**
     * Returns the feature that a caller must see for the method to exist; empty if the method exists for every caller.
     */
    default Optional<String> needed() {
        return Optional.empty();
    }

    /**
     * Returns the subject of a call, from its parameters alone.
     *
     * @throws ProtocolException if the parameters do not name a subject
     */
    Subject<E> subject(Call call) throws ProtocolException;

    /**
     * Returns the unchecked arguments from the client. The audit trail records these arguments if policy denies the
     * call regardless of its arguments.
     */
    default Arguments given(Call call) {
        return Arguments.none();
    }

    /**
     * Reads the parameters and prepares the round. Runs no code of the connector.
     *
     * @param about the found and leased entry, which {@link CallPath} closes
     * @throws ProtocolException if the call cannot run
     */
    Prepared prepare(Call call, Leased<E> about) throws ProtocolException;

    /**
     * Returns the answer for a failure that the connector did not report itself.
     *
     * @throws ProtocolException if the failure is answered as an error of the protocol
     */
    default Result.Done failure(Call call, Outcome outcome, String message) throws ProtocolException {
        throw ProtocolException.failed(outcome, message);
    }
}
