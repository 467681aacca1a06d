package io.patchbay.protocol.ask;

import io.patchbay.api.Answer;
import io.patchbay.api.InputRequest;
import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.call.Answers;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Cancellable;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.RpcMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** All that one round asks of a legacy client. It ends once: all answered, out of time, or cancelled. Any thread. */
final class Questions implements Cancellable {

    private final Call call;
    private final Result.Ask ask;
    private final Runnable again;
    private final Consumer<Result> ended;
    private final CallThreads threads;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final List<Runnable> withdrawals = new ArrayList<>();
    private final Set<String> open;
    private boolean allAsked;
    private boolean over;

    Questions(Call call, Result.Ask ask, Runnable again, Consumer<Result> ended, CallThreads threads) {
        this.call = call;
        this.ask = ask;
        this.again = again;
        this.ended = ended;
        this.threads = threads;
        this.open = new HashSet<>(ask.requests().keySet());
    }

    /** @param withdrawal forgets one question */
    void expect(Runnable withdrawal) {
        synchronized (this) {
            if (!over) {
                withdrawals.add(withdrawal);
                return;
            }
        }
        withdrawal.run();
    }

    /** All requests have gone out. */
    void asked(Future<?> expiry) {
        expect(() -> expiry.cancel(false));
        synchronized (this) {
            allAsked = true;
        }
        goOn();
    }

    void answered(String key, InputRequest request, RpcMessage.Response response) {
        answered(key, read(key, request, response));
    }

    /** What is no good answer counts as none: the connector is told, and the client's response was taken. */
    private static Answer read(String key, InputRequest request, RpcMessage.Response response) {
        if (response.error().isPresent()) {
            return Answers.refused(response.error().get());
        }
        try {
            return Answers.read(request, key, response.result().orElseThrow());
        } catch (ProtocolException e) {
            return new Answer.Refused(e.getMessage());
        }
    }

    void answered(String key, Answer answer) {
        synchronized (this) {
            if (over || !open.remove(key)) {
                return;
            }
            answers.put(key, answer);
        }
        goOn();
    }

    /** What was not answered in time counts as refused. */
    void expire() {
        for (String key : List.copyOf(ask.requests().keySet())) {
            answered(key, new Answer.Refused("The user did not answer in time."));
        }
    }

    @Override
    public void cancel() {
        if (over()) {
            threads.execute(() -> ended.accept(new Result.Cancelled()));
        }
    }

    @Override
    public String state() {
        return "waiting for its client";
    }

    @Override
    public boolean waits() {
        return true;
    }

    private void goOn() {
        synchronized (this) {
            if (!allAsked || !open.isEmpty()) {
                return;
            }
        }
        if (over()) {
            call.progress().inputs(call.progress().inputs().with(answers, ask.state()));
            threads.execute(again);
        }
    }

    /** True for the one who ends it. */
    private boolean over() {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
        }
        // nothing is added any more
        withdrawals.forEach(Runnable::run);
        return true;
    }
}
