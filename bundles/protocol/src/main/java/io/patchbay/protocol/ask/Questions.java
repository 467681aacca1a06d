package io.patchbay.protocol.ask;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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

/**
 * The questions of one round to a legacy client. The questions end when all are answered, when the time for answers is
 * over, or when the call is cancelled. Thread-safe.
 */
final class Questions implements Cancellable {

    private final Call call;
    private final Result.Ask ask;
    private final Runnable again;
    private final Consumer<Result> ended;
    private final CallThreads threads;

    @GuardedBy("this")
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    @GuardedBy("this")
    private final List<Runnable> withdrawals = new ArrayList<>();

    @GuardedBy("this")
    private final Set<String> unanswered;

    @GuardedBy("this")
    private boolean allAsked;

    @GuardedBy("this")
    private boolean finished;

    Questions(Call call, Result.Ask ask, Runnable again, Consumer<Result> ended, CallThreads threads) {
        this.call = call;
        this.ask = ask;
        this.again = again;
        this.ended = ended;
        this.threads = threads;
        this.unanswered = new HashSet<>(ask.requests().keySet());
    }

    /** @param withdrawal an action that removes one question; executed when the questions end */
    void addWithdrawal(Runnable withdrawal) {
        synchronized (this) {
            if (!finished) {
                withdrawals.add(withdrawal);
                return;
            }
        }
        withdrawal.run();
    }

    /** Called when all requests have been sent. */
    void allAsked(Future<?> expiry) {
        addWithdrawal(() -> expiry.cancel(false));
        synchronized (this) {
            allAsked = true;
        }
        continueIfAnswered();
    }

    void answered(String key, InputRequest request, RpcMessage.Response response) {
        answered(key, read(key, request, response));
    }

    /**
     * Reads an answer. An invalid answer counts as refused, because the server has already accepted the client's
     * response. The connector receives the reason why the answer is invalid.
     */
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
            if (finished || !unanswered.remove(key)) {
                return;
            }
            answers.put(key, answer);
        }
        continueIfAnswered();
    }

    /** Ends the questions because the time for answers is over. Unanswered questions count as refused. */
    void expire() {
        for (String key : List.copyOf(ask.requests().keySet())) {
            answered(key, new Answer.Refused("The user did not answer in time."));
        }
    }

    @Override
    public void cancel() {
        if (end()) {
            threads.execute(() -> ended.accept(new Result.Cancelled()));
        }
    }

    @Override
    public String state() {
        return "waiting for its client";
    }

    @Override
    public boolean isWaiting() {
        return true;
    }

    private void continueIfAnswered() {
        Map<String, Answer> given;
        synchronized (this) {
            if (!allAsked || !unanswered.isEmpty()) {
                return;
            }
            given = new LinkedHashMap<>(answers);
        }
        if (end()) {
            call.progress().inputs(call.progress().inputs().with(given, ask.state()));
            threads.execute(again);
        }
    }

    /** Ends the questions. Returns true on the first invocation only. */
    private boolean end() {
        List<Runnable> last;
        synchronized (this) {
            if (finished) {
                return false;
            }
            finished = true;
            last = List.copyOf(withdrawals);
        }
        last.forEach(Runnable::run);
        return true;
    }
}
