package io.patchbay.protocol.call;

import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import java.util.Collection;
import java.util.function.Consumer;

/** Runs calls that may continue as tasks. Any thread. */
public interface Continuations {

    /**
     * Runs one round of a call that may become a task or is one. The first round runs on another thread, so that the
     * request's thread is free. Closes {@code admitted} after the connector's code has returned, or could not be
     * entered.
     *
     * @param intended whether the intent to write is already on record
     * @param again walks the path again, with the call of the next round
     * @throws ProtocolException if the call can run only as a task and there is no room for one; nothing has run then
     */
    void run(Call call, AuditEntry entry, Admitted admitted, boolean intended, Consumer<Call> again)
            throws ProtocolException, AuditException;

    /** Returns the tasks that run or wait on this server. */
    Collection<? extends Continuation> open();
}
