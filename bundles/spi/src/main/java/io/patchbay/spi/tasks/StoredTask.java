package io.patchbay.spi.tasks;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Json;
import io.patchbay.api.Tenant;
import io.patchbay.spi.policy.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a task stands, complete: whoever reads it can tell its caller.
 *
 * @param id unguessable
 * @param caller the id, within the tenant, of whom the call is made for
 * @param target what was called
 * @param callId names the call in the log and in the trail
 * @param message for people, perhaps empty
 * @param lifetime how long it is kept, from its creation
 * @param detail what is asked of the client, the result, or the error: by the status
 */
public record StoredTask(
        String id,
        Tenant tenant,
        String caller,
        Target target,
        String callId,
        Status status,
        String message,
        Instant created,
        Instant updated,
        Duration lifetime,
        Optional<Json> detail) {

    public StoredTask {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(caller, "caller");
        requireNonNull(target, "target");
        requireNonNull(callId, "callId");
        requireNonNull(status, "status");
        requireNonNull(message, "message");
        requireNonNull(created, "created");
        requireNonNull(updated, "updated");
        requireNonNull(lifetime, "lifetime");
        requireNonNull(detail, "detail");
    }

    /** Where a task stands. */
    public enum Status {
        /** It goes on. */
        WORKING,
        /** It waits for its client. */
        INPUT_REQUIRED,
        /** It ended with a result; a failure that the model can act on is one. */
        COMPLETED,
        /** It ended with an error of the protocol. */
        FAILED,
        /** It ended because nobody wanted, or nobody answered. */
        CANCELLED;

        /** Whether nothing comes after it. */
        public boolean ended() {
            return this == COMPLETED || this == FAILED || this == CANCELLED;
        }
    }

    /** The same task, elsewhere. */
    public StoredTask with(Status status, String message, Optional<Json> detail, Instant updated) {
        return new StoredTask(id, tenant, caller, target, callId, status, message, created, updated, lifetime, detail);
    }

    /** When it is kept no longer. */
    public Instant expires() {
        return created.plus(lifetime);
    }
}
