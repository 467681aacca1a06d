package io.patchbay.protocol.call;

import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import java.util.Collection;
import java.util.function.Consumer;

/** Runs calls that may continue as tasks. Thread-safe. */
public interface Continuations {

    /**
     * Runs one round of a call that may become a task or is already a task. The first round runs on another thread, so
     * that the request's thread is free. Closes {@code admitted} after the connector's code has returned or failed to
     * start.
     *
     * @param intended true if the audit trail already contains the intent to write
     * @param again starts the next round with the call of that round
     * @throws ProtocolException if the call can run only as a task and there is no room for a task; in that case no
     * code has run
     */
    void run(Call call, AuditEntry entry, Admitted admitted, boolean intended, Consumer<Call> again)
            throws ProtocolException, AuditException;

    /** Returns the tasks that run or wait on this server. */
    Collection<? extends Continuation> open();
}
