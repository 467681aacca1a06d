package io.patchbay.protocol.ask;

import io.patchbay.protocol.call.Admitted;
import io.patchbay.protocol.call.Asking;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.json.ProtocolException;
import java.util.function.Consumer;

/** Sends a connector's questions to the client in the way that the era of the client requires. Thread-safe. */
public final class ClientInput implements Asking {

    /** Maximum number of questions in one round. */
    private static final int MAX_QUESTIONS = 100;

    private final ModernInput modern;
    private final LegacyInput legacy;

    public ClientInput(ModernInput modern, LegacyInput legacy) {
        this.modern = modern;
        this.legacy = legacy;
    }

    @Override
    public Result.Ask askable(Call call, Result.Ask ask) {
        if (ask.requests().size() > MAX_QUESTIONS) {
            throw new IllegalArgumentException(
                    "The connector asked " + ask.requests().size() + " questions at once, more than " + MAX_QUESTIONS);
        }
        return AskRules.askable(ask, call.meta().capabilities());
    }

    @Override
    public Result.Done inputRequired(Admitted admitted, Result.Ask ask) throws ProtocolException {
        return modern.inputRequired(admitted, ask);
    }

    @Override
    public void ask(Admitted admitted, Result.Ask ask, Runnable again, Consumer<Result> ended)
            throws ProtocolException {
        legacy.ask(admitted, ask, again, ended);
    }
}
