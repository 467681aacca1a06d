package io.patchbay.http.request;

import io.patchbay.protocol.Dispatcher;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Presented;
import io.patchbay.spi.policy.CallPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The services that {@code /mcp} needs. Without one of these services, {@code /mcp} answers 503. Each service may start and stop at
 * any time.
 */
public final class Guards {

    private final AtomicReference<Dispatcher> dispatcher = new AtomicReference<>();
    private final AtomicReference<Authenticator> authenticator = new AtomicReference<>();
    private final AtomicReference<AuditTrail> trail = new AtomicReference<>();
    private final AtomicReference<CallPolicy> policy = new AtomicReference<>();

    /** The services that serve one request. */
    public record RequestGuards(Dispatcher dispatcher, Authenticator authenticator) {}

    public void bind(Dispatcher arrived) {
        dispatcher.set(arrived);
    }

    public void bind(Authenticator arrived) {
        authenticator.set(arrived);
    }

    public void bind(AuditTrail arrived) {
        trail.set(arrived);
    }

    public void bind(CallPolicy arrived) {
        policy.set(arrived);
    }

    /** Removes a service unless another service has replaced it. */
    public void unbind(Dispatcher gone) {
        dispatcher.compareAndSet(gone, null);
    }

    public void unbind(Authenticator gone) {
        authenticator.compareAndSet(gone, null);
    }

    public void unbind(AuditTrail gone) {
        trail.compareAndSet(gone, null);
    }

    public void unbind(CallPolicy gone) {
        policy.compareAndSet(gone, null);
    }

    /** Returns the services for one request, or empty if the dispatcher, the authenticator or the audit trail is missing. */
    public Optional<RequestGuards> present() {
        Dispatcher currentDispatcher = dispatcher.get();
        Authenticator currentAuthenticator = authenticator.get();
        return currentDispatcher == null || currentAuthenticator == null || trail.get() == null
                ? Optional.empty()
                : Optional.of(new RequestGuards(currentDispatcher, currentAuthenticator));
    }

    public Optional<Authenticator> authenticator() {
        return Optional.ofNullable(authenticator.get());
    }

    public Optional<AuditTrail> trail() {
        return Optional.ofNullable(trail.get());
    }

    public Optional<CallPolicy> policy() {
        return Optional.ofNullable(policy.get());
    }

    /** Records in the audit trail that a sender without a credential was refused. Does nothing without an audit trail. */
    public void recordRefusal(Presented sender, String reason) {
        record(sender, reason, "", Refusal.Claim.STRANGER);
    }

    /** Records that a credential was refused. */
    public void recordRefusal(Presented sender, String reason, Identity.Refused claimed) {
        record(sender, reason, claimed.keyId(), claimed.exists() ? Refusal.Claim.EXISTING : Refusal.Claim.STRANGER);
    }

    /** Records that a request of a known caller was refused. */
    public void recordRefusal(Presented sender, String reason, Identity.Known known) {
        record(sender, reason, known.credential().id(), Refusal.Claim.PROVEN);
    }

    private void record(Presented sender, String reason, String keyId, Refusal.Claim claim) {
        AuditTrail current = trail.get();
        if (current != null) {
            current.refused(new Refusal(sender.source().getHostAddress(), reason, keyId, claim));
        }
    }

    /** Returns one sentence for each service that is missing. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (authenticator.get() == null) {
            missing.add("Authentication is unavailable because identity is not running, or its settings are invalid.");
        }
        if (policy.get() == null) {
            missing.add("Access decisions are unavailable because policy is not running, or its settings are invalid.");
        }
        if (trail.get() == null) {
            missing.add("The audit trail is unavailable because audit is not running, or its settings are invalid.");
        }
        if (dispatcher.get() == null) {
            missing.add(
                    "Calls are not served because the protocol is not running, or is waiting for identity, policy, audit"
                            + " or the connectors.");
        }
        return missing;
    }
}
