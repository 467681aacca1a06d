package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Tasks;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Target;
import java.util.Set;

/**
 * One round of a call that may run: what it is about was found and leased, its arguments were checked, and policy allowed it. Only
 * {@link CallPath} makes one, and only such a round runs.
 */
public final class Admitted implements AutoCloseable {

    private final Call call;
    private final Method<?> method;
    private final Leased<?> about;
    private final Prepared prepared;
    private final Arguments arguments;

    /** @param about closed with this from now on */
    Admitted(Call call, Method<?> method, Leased<?> about, Prepared prepared, Checked checked) {
        this.call = call;
        this.method = method;
        this.about = about.passOn();
        this.prepared = prepared;
        this.arguments = checked.arguments();
    }

    public Call call() {
        return call;
    }

    public Target target() {
        return about.target();
    }

    /** Returns the connector whose code runs; empty for the server's own. */
    public String owner() {
        return about.owner();
    }

    /** Returns the names of all arguments it could be given. */
    public Set<String> parameters() {
        return prepared.parameters();
    }

    public Tasks tasks() {
        return prepared.tasks();
    }

    Result run(CallContext context) throws Exception {
        return prepared.run(arguments, context);
    }

    /** Returns how a failure is told where it is not the connector's own answer. */
    public Result.Done failed(Outcome outcome, String message) throws ProtocolException {
        return method.failed(call, outcome, message);
    }

    /** Releases what was leased; after the connector's code was left, or was never entered. */
    @Override
    public void close() {
        about.close();
    }
}
