package io.patchbay.protocol.call;

import io.patchbay.protocol.json.ProtocolException;
import java.util.function.Consumer;

/** Asks the client's side for the input that a round needs before the call can continue. Any thread. */
public interface Asking {

    /**
     * Returns the questions in a form that this client supports, without the optional parts that it does not support.
     *
     * @throws IllegalArgumentException if MCP does not allow one of them, with the reason
     */
    Result.Ask askable(Call call, Result.Ask ask);

    /**
     * Returns the result that asks a modern client, whose next request brings the answers.
     *
     * @throws ProtocolException if the client lacks a capability that a question needs
     */
    Result.Done inputRequired(Admitted admitted, Result.Ask ask) throws ProtocolException;

    /**
     * Asks a client of the handshake revisions on the stream of the call.
     *
     * @param again run on another thread once every question is answered
     * @param ended called, on this thread or another one, if the call ends first or the client cannot be asked
     * @throws ProtocolException if the client cannot be asked and the model cannot act on that
     */
    void ask(Admitted admitted, Result.Ask ask, Runnable again, Consumer<Result> ended) throws ProtocolException;
}
