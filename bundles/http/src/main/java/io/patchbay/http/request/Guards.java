package io.patchbay.http.request;

import io.patchbay.protocol.Dispatcher;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.policy.CallPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The services that must be present before {@code /mcp} answers anything but 503. Each may arrive and leave at any time. */
public final class Guards {

    private final AtomicReference<Dispatcher> dispatcher = new AtomicReference<>();
    private final AtomicReference<Authenticator> authenticator = new AtomicReference<>();
    private final AtomicReference<AuditTrail> trail = new AtomicReference<>();
    private final AtomicReference<CallPolicy> policy = new AtomicReference<>();

    /** The services that one request needs, read together. */
    public record Present(Dispatcher dispatcher, Authenticator authenticator) {}

    public void bind(Dispatcher arrived) {
        dispatcher.set(arrived);
    }

    public void bind(Authenticator arrived) {
        authenticator.set(arrived);
    }

    public void bind(AuditTrail arrived) {
        trail.set(arrived);
    }

    /** The policy is held only to report its absence: the dispatcher uses it. */
    public void bind(CallPolicy arrived) {
        policy.set(arrived);
    }

    /** Removes a service, unless another one has replaced it already. */
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

    /** Returns the services for one request; empty when the dispatcher, the authenticator or the audit trail is missing. */
    public Optional<Present> present() {
        Dispatcher dispatches = dispatcher.get();
        Authenticator authenticates = authenticator.get();
        return dispatches == null || authenticates == null || trail.get() == null
                ? Optional.empty()
                : Optional.of(new Present(dispatches, authenticates));
    }

    public Optional<Authenticator> authenticator() {
        return Optional.ofNullable(authenticator.get());
    }

    /** Puts on record that a sender without a credential was refused. Does nothing without an audit trail. */
    public void recordRefusal(Sender sender, String reason) {
        record(sender, reason, "", Refusal.Claim.STRANGER);
    }

    /** Puts on record that a credential was refused. */
    public void recordRefusal(Sender sender, String reason, Identity.Refused claimed) {
        record(sender, reason, claimed.keyId(), claimed.exists() ? Refusal.Claim.EXISTING : Refusal.Claim.STRANGER);
    }

    /** Puts on record that a request of a known caller was refused. */
    public void recordRefusal(Sender sender, String reason, Identity.Known known) {
        record(sender, reason, known.credential().id(), Refusal.Claim.PROVEN);
    }

    private void record(Sender sender, String reason, String keyId, Refusal.Claim claim) {
        AuditTrail record = trail.get();
        if (record != null) {
            record.refused(new Refusal(sender.source().getHostAddress(), reason, keyId, claim));
        }
    }

    /** Returns what is missing, one sentence each. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (authenticator.get() == null) {
            missing.add("Authentication is unavailable: identity is not running, or its settings are invalid.");
        }
        if (policy.get() == null) {
            missing.add("Access decisions are unavailable: policy is not running, or its settings are invalid.");
        }
        if (trail.get() == null) {
            missing.add("The audit trail is unavailable: audit is not running, or its settings are invalid.");
        }
        if (dispatcher.get() == null) {
            missing.add("Calls are not served: the protocol is not running, or waits for identity, policy, audit or"
                    + " the connectors.");
        }
        return missing;
    }
}
