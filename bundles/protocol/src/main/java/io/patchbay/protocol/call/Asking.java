package io.patchbay.protocol.call;

import io.patchbay.protocol.json.ProtocolException;
import java.util.function.Consumer;

/** Asks the client's side for the input that a round needs before the call can continue. Any thread. */
public interface Asking {

    /**
     * Returns the questions without the optional parts that this client does not support.
     *
     * @throws IllegalArgumentException with the reason in its message, if MCP does not allow one of the questions
     */
    Result.Ask askable(Call call, Result.Ask ask);

    /**
     * Returns the result that asks a modern client. The next request of the client contains the answers.
     *
     * @throws ProtocolException if the client lacks a capability that a question needs
     */
    Result.Done inputRequired(Admitted admitted, Result.Ask ask) throws ProtocolException;

    /**
     * Asks a client of the legacy era on the stream of the call.
     *
     * @param again starts the next round; run on another thread when every question is answered
     * @param ended receives the result if the call ends before the answers or the client cannot be asked; called on any
     * thread
     * @throws ProtocolException if the client cannot be asked and the failure is answered as an error of the protocol
     */
    void ask(Admitted admitted, Result.Ask ask, Runnable again, Consumer<Result> ended) throws ProtocolException;
}
