package io.patchbay.spi.audit;

import io.patchbay.api.Arguments;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The audit trail's entry for one operation. The server adds facts to the entry while the operation runs. Only one
 * thread at a time uses the entry.
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
     * Writes the intent of the operation with all facts that the entry has now. Blocks until the intent is on disk. The
     * server calls this method before a write runs, and before a call becomes a task.
     *
     * @throws AuditException if the intent cannot be written. In this case, the server neither runs the write nor
     *     creates the task.
     */
    void intent() throws AuditException;

    /**
     * Completes the entry. The server calls this method exactly once, before it sends the answer. The method waits briefly if the
     * queue of the trail is full. The trail writes the outcome to disk soon afterwards. A crash can lose the outcomes of recent
     * reads.
     *
     * @throws AuditException if the trail does not accept the entry. In this case, the server answers with status 503.
     */
    void close(Outcome outcome) throws AuditException;
}
