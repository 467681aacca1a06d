package io.patchbay.protocol.ask;

import io.patchbay.protocol.call.Admitted;
import io.patchbay.protocol.call.Asking;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.json.ProtocolException;
import java.util.function.Consumer;

/** Asks the client's side in the way of its era. Any thread. */
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
                    "asked " + ask.requests().size() + " questions at once; at most " + MAX_QUESTIONS + " are allowed");
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
