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

/** What must be there before {@code /mcp} answers anything but 503. Each may come and go at any time. */
public final class Guards {

    public final AtomicReference<Dispatcher> dispatcher = new AtomicReference<>();
    public final AtomicReference<Authenticator> authenticator = new AtomicReference<>();
    public final AtomicReference<AuditTrail> trail = new AtomicReference<>();
    public final AtomicReference<CallPolicy> policy = new AtomicReference<>();

    /** All of them, as they are now. */
    public Optional<All> all() {
        Dispatcher now = dispatcher.get();
        Authenticator who = authenticator.get();
        AuditTrail record = trail.get();
        return now == null || who == null || record == null ? Optional.empty() : Optional.of(new All(now, who, record));
    }

    /** Puts a refusal of a stranger on record, where there is a trail. */
    public void refused(Sender sender, String reason) {
        refused(sender, reason, "", Refusal.Claim.STRANGER);
    }

    /** The same of a credential that was claimed. */
    public void refused(Sender sender, String reason, Identity.Refused claimed) {
        refused(sender, reason, claimed.keyId(), claimed.exists() ? Refusal.Claim.EXISTING : Refusal.Claim.STRANGER);
    }

    /** The same of somebody we know. */
    public void refused(Sender sender, String reason, Identity.Known known) {
        refused(sender, reason, known.credential().id(), Refusal.Claim.PROVEN);
    }

    private void refused(Sender sender, String reason, String keyId, Refusal.Claim claim) {
        AuditTrail record = trail.get();
        if (record != null) {
            record.refused(new Refusal(sender.source().getHostAddress(), reason, keyId, claim));
        }
    }

    /** What is missing, one readable line each. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (authenticator.get() == null) {
            missing.add("Nobody can be identified: identity is not running, or its settings are no good.");
        }
        if (policy.get() == null) {
            missing.add("Nothing can be decided: policy is not running, or its settings are no good.");
        }
        if (trail.get() == null) {
            missing.add("Nothing can be put on record: audit is not running, or its settings are no good.");
        }
        if (dispatcher.get() == null) {
            missing.add(
                    "Calls are not served: the protocol waits for identity, policy, audit or the connectors, or is not running.");
        }
        return missing;
    }

    /** The three together, for one request. */
    public record All(Dispatcher dispatcher, Authenticator authenticator, AuditTrail trail) {}
}
