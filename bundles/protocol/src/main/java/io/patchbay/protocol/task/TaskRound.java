package io.patchbay.protocol.task;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Tasks;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.json.Buffer;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.wire.Encoded;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Target;
import java.util.Optional;
import java.util.Set;

/** A round of a call that may be a task's: the same, but the task knows when its code was left. */
record TaskRound(Prepared prepared, Task task, int maxResult) implements Prepared {

    @Override
    public Target target() {
        return prepared.target();
    }

    @Override
    public Arguments arguments() {
        return prepared.arguments();
    }

    @Override
    public Set<String> parameters() {
        return prepared.parameters();
    }

    @Override
    public Set<String> secrets() {
        return prepared.secrets();
    }

    @Override
    public String owner() {
        return prepared.owner();
    }

    @Override
    public Tasks tasks() {
        return prepared.tasks();
    }

    @Override
    public Optional<Result.Done> violation() {
        return prepared.violation();
    }

    @Override
    public Result run(CallContext context) throws Exception {
        return prepared.run(context);
    }

    @Override
    public Result.Done failed(Outcome outcome, String message) throws ProtocolException {
        return prepared.failed(outcome, message);
    }

    @Override
    public void close() {
        prepared.close();
        task.left(this);
    }

    /** What a task may keep of a result: all of it, or why not. */
    Result bounded(Result result) {
        if (!(result instanceof Result.Done done)) {
            return result;
        }
        try {
            byte[] body = Messages.encoded(done.body());
            return body.length > maxResult
                    ? tooLarge()
                    : new Result.Done(out -> out.writeRawValue(new Encoded(body)), done.outcome(), done.recorded());
        } catch (Buffer.TooLarge e) {
            return tooLarge();
        } catch (RuntimeException e) {
            return new Result.Broken(e);
        }
    }

    private Result tooLarge() {
        try {
            return failed(
                    new Outcome(Outcome.Kind.FAILED, "result_too_large"),
                    "The result is larger than the " + maxResult + " bytes that a task keeps. Ask for less.");
        } catch (ProtocolException e) {
            return new Result.Broken(e);
        }
    }

    /** Two rounds are never equal. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
