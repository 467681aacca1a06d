package io.patchbay.spi.audit;

import io.patchbay.api.Arguments;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The audit trail's entry for one operation. The server completes the entry while the operation runs. Only one thread at a time
 * uses the entry.
 */
@ProviderType
public interface AuditEntry {

    /**
     * Sets the target of the operation.
     *
     * @param secrets the names of arguments whose values the schema marks as secret. The trail must never write these values.
     */
    void target(Target target, Arguments arguments, Set<String> secrets);

    /** Sets the decision of policy. */
    void decided(Decision decision);

    /**
     * Writes the intent with all facts that are known now, and blocks until the intent is on disk. The server calls this method
     * before a write runs, and before a call becomes a task.
     *
     * @throws AuditException if the intent cannot be written. The server then does not run the write and does not create the task.
     */
    void intent() throws AuditException;

    /**
     * Completes the entry. The server calls this method exactly once, before it sends the answer. The method waits briefly if the
     * queue of the trail is full. The trail writes the outcome to disk soon afterwards. A crash can lose the outcomes of recent
     * reads.
     *
     * @throws AuditException if the trail does not accept the entry. The server then answers 503 instead.
     */
    void close(Outcome outcome) throws AuditException;
}
