package io.patchbay.spi.audit;

import io.patchbay.api.Arguments;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** The entry of one operation, filled in as the operation goes. Used by one thread at a time. */
@ProviderType
public interface AuditEntry {

    /**
     * Says what the operation is about.
     *
     * @param secrets names of arguments whose values the schema marks as secret; they are never written
     */
    void target(Target target, Arguments arguments, Set<String> secrets);

    /** Says what policy decided. */
    void decided(Decision decision);

    /**
     * Makes the intent durable, with all that is known so far. Called before a write runs, and before a call goes on as a task;
     * blocks until it is on disk.
     *
     * @throws AuditException when it cannot be made durable: the write must not run, the call becomes no task
     */
    void intent() throws AuditException;

    /**
     * Ends the entry; to be called exactly once, before the answer goes out. Waits briefly when the trail cannot keep up.
     * A write's outcome is durable soon after; a crash may lose the last interval of reads.
     *
     * @throws AuditException when the trail does not take it: the answer must not go out (503)
     */
    void close(Outcome outcome) throws AuditException;
}
