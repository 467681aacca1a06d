package io.patchbay.protocol.call;

import io.patchbay.protocol.json.ProtocolException;
import java.util.function.Consumer;

/** Asks the client for the input that a round needs before the call can continue. Thread-safe. */
public interface Asking {

    /**
     * Returns the questions. Omits the optional parts that this client does not support.
     *
     * @throws IllegalArgumentException with the reason in its message, if MCP does not allow one of the questions
     */
    Result.Ask askable(Call call, Result.Ask ask);

    /**
     * Returns the result that contains the questions to a modern client. The next request of the client contains the
     * answers.
     *
     * @throws ProtocolException if the client lacks a capability that a question needs
     */
    Result.Done inputRequired(Admitted admitted, Result.Ask ask) throws ProtocolException;

    /**
     * Sends the questions to a legacy client on the stream of the call.
     *
     * @param again an action that starts the next round; executed on another thread after every question is answered
     * @param ended receives the result if the client cannot be asked, or if the call ends before the client has
     * answered; called on any thread
     * @throws ProtocolException if the client cannot be asked, and the method of the call reports failures as errors of
     *     the protocol
     */
    void ask(Admitted admitted, Result.Ask ask, Runnable again, Consumer<Result> ended) throws ProtocolException;
}
