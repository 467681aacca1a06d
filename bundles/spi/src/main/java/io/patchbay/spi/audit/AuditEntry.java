package io.patchbay.spi.audit;

import io.patchbay.api.Arguments;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** The audit trail's entry for one operation. The server fills it in while the operation runs, on one thread at a time. */
@ProviderType
public interface AuditEntry {

    /**
     * Sets the target of the operation.
     *
     * @param secrets names of arguments whose values the schema marks as secret; these values must never be written
     */
    void target(Target target, Arguments arguments, Set<String> secrets);

    /** Sets the decision of policy. */
    void decided(Decision decision);

    /**
     * Writes the intent, with everything that is known so far, and blocks until it is on disk. Called before a write runs, and before
     * a call becomes a task.
     *
     * @throws AuditException if the intent cannot be written; the server then does not run the write or create the task
     */
    void intent() throws AuditException;

    /**
     * Completes the entry. Called exactly once, before the answer is sent. Waits briefly if the queue of the trail is full. The
     * outcome reaches the disk soon afterwards; a crash can lose the reads of the last interval.
     *
     * @throws AuditException if the trail does not accept the entry; the server then answers 503 instead
     */
    void close(Outcome outcome) throws AuditException;
}
