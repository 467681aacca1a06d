package io.patchbay.protocol.call;

import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import java.util.Collection;
import java.util.function.Consumer;

/** Runs calls that may continue as tasks. Any thread. */
public interface Continuations {

    /**
     * Runs one round of a call that may become a task, or is one: the first round on a thread of its own, so that its request's
     * thread is free. Closes what was admitted when its code was left, or could not be entered.
     *
     * @param intended whether the intent to write is on record already
     * @param again walks the path again, with the call of the next round
     * @throws ProtocolException if it can run only as a task and there is no room for one; then nothing has run
     */
    void run(Call call, AuditEntry entry, Admitted admitted, boolean intended, Consumer<Call> again)
            throws ProtocolException, AuditException;

    /** Returns the tasks that run or wait here. */
    Collection<? extends Continuation> open();
}
