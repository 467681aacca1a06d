package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.Outcome;

/**
 * One method of the protocol: names the entry that a request is about and prepares its run. {@link CallPath} finds,
 * leases, checks and decides in between. Any thread; does not block.
 *
 * @param <E> the type of the entry
 */
public interface Method<E> {

    /**
     * Returns the subject of a call, from its parameters alone.
     *
     * @throws ProtocolException if the parameters do not name a subject
     */
    Subject<E> subject(Call call) throws ProtocolException;

    /**
     * Returns the arguments as the client sent them, unchecked, for the record of a call that policy denies whatever
     * its arguments are.
     */
    default Arguments given(Call call) {
        return Arguments.none();
    }

    /**
     * Reads the parameters and prepares the run. Runs nothing yet.
     *
     * @param about found and leased for this call; {@link CallPath} closes it
     * @throws ProtocolException if the call cannot be made
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
