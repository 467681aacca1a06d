package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.Outcome;
import java.util.Optional;

/**
 * One method of the protocol: it names what a request is about and prepares what then runs. Finding, leasing, checking and deciding
 * are done between these by {@link CallPath}. Any thread; does not block.
 *
 * @param <E> what the method is about
 */
public interface Method<E> {

    /** Returns the part of the protocol that a caller must see for the method to exist; empty if it exists for every caller. */
    default Optional<String> needed() {
        return Optional.empty();
    }

    /**
     * Names what a call is about, from its parameters alone.
     *
     * @throws ProtocolException if the parameters do not name anything
     */
    Subject<E> subject(Call call) throws ProtocolException;

    /** Returns the arguments as the client gave them, unchecked, for the record of a call that is denied whatever they are. */
    default Arguments given(Call call) {
        return Arguments.none();
    }

    /**
     * Reads the parameters and prepares what runs. Runs none of it.
     *
     * @param about found and leased for this call; the path closes it
     * @throws ProtocolException if the call cannot be made
     */
    Prepared prepare(Call call, Leased<E> about) throws ProtocolException;

    /**
     * Returns how a failure is told where it is not the connector's own answer.
     *
     * @throws ProtocolException if it is told as an error of the protocol
     */
    default Result.Done failed(Call call, Outcome outcome, String message) throws ProtocolException {
        throw ProtocolException.failed(outcome, message);
    }
}
