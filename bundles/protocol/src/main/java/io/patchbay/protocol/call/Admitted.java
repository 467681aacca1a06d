package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Tasks;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Target;
import java.util.Set;

/**
 * A round that may run. The entry was found and leased, the arguments were checked, and policy allowed the call. Only
 * {@link CallPath} creates admitted rounds, and no other round runs.
 */
public final class Admitted implements AutoCloseable {

    private final Call call;
    private final Method<?> method;
    private final Leased<?> about;
    private final Prepared prepared;
    private final Arguments arguments;

    /** @param about the leased entry; {@link #close} releases its lease */
    Admitted(Call call, Method<?> method, Leased<?> about, Prepared prepared, Checked checked) {
        this.call = call;
        this.method = method;
        this.about = about.transfer();
        this.prepared = prepared;
        this.arguments = checked.arguments();
    }

    public Call call() {
        return call;
    }

    public Target target() {
        return about.target();
    }

    /** Returns the connector whose code runs; empty for code of the server. */
    public String owner() {
        return about.owner();
    }

    /** Returns the names of all arguments that the call accepts. */
    public Set<String> parameters() {
        return prepared.parameters();
    }

    public Tasks tasks() {
        return prepared.tasks();
    }

    Result run(CallContext context) throws Exception {
        return prepared.run(arguments, context);
    }

    /** Returns the answer for a failure that the connector did not report itself. */
    public Result.Done failure(Outcome outcome, String message) throws ProtocolException {
        return method.failure(call, outcome, message);
    }

    /** Releases the lease. Called after the connector's code has returned or failed to start. */
    @Override
    public void close() {
        about.close();
    }
}
