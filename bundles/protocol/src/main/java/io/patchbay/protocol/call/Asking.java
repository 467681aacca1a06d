package io.patchbay.protocol.call;

import io.patchbay.protocol.json.ProtocolException;
import java.util.function.Consumer;

/** Asks the client's side for what a round needs before the call can continue. Any thread. */
public interface Asking {

    /**
     * Returns the questions as the client can be asked them, without what it can do without.
     *
     * @throws IllegalArgumentException if MCP does not allow one of them, with the reason
     */
    Result.Ask askable(Call call, Result.Ask ask);

    /**
     * Returns the answer with which a modern client is asked: its next request brings the answers.
     *
     * @throws ProtocolException if the client cannot be asked that
     */
    Result.Done asked(Admitted admitted, Result.Ask ask) throws ProtocolException;

    /**
     * Asks a client of the handshake revisions on the call's own stream.
     *
     * @param again run on a thread of its own once everything is answered
     * @param ended told, on a thread of its own or on this one, if the call ends meanwhile or cannot ask
     * @throws ProtocolException if the client cannot be asked and the model cannot act on that
     */
    void ask(Admitted admitted, Result.Ask ask, Runnable again, Consumer<Result> ended) throws ProtocolException;
}
