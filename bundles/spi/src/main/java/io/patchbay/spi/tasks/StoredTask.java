package io.patchbay.spi.tasks;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Json;
import io.patchbay.api.Tenant;
import io.patchbay.spi.policy.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The complete state of a task. A server that has this state can answer all requests of the caller about the task.
 *
 * @param id the id, which must be impossible to guess
 * @param caller the id of the caller within the tenant
 * @param target the target of the call
 * @param callId the id of the call in the log and in the audit trail
 * @param message a message for people; may be empty
 * @param created the time at which the task was created
 * @param updated the time of the last change of the state
 * @param lifetime the time for which the store keeps the task after the creation of the task
 * @param detail the requests for input, the result or the error, depending on the status
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

    /** The status of a task. */
    public enum Status {
        /** The call runs. */
        WORKING,
        /** The task waits for input from its client. */
        INPUT_REQUIRED,
        /** The task ended with a result, which may be a failure that the model can correct. */
        COMPLETED,
        /** The task ended with a protocol error. */
        FAILED,
        /** The task was cancelled, or ended because the client did not answer. */
        CANCELLED;

        /** Returns whether this status is final. */
        public boolean ended() {
            return this == COMPLETED || this == FAILED || this == CANCELLED;
        }
    }

    /** Returns a copy of the task with a new state. */
    public StoredTask with(Status status, String message, Optional<Json> detail, Instant updated) {
        return new StoredTask(id, tenant, caller, target, callId, status, message, created, updated, lifetime, detail);
    }

    /** Returns the time at which the task expires. */
    public Instant expires() {
        return created.plus(lifetime);
    }
}
