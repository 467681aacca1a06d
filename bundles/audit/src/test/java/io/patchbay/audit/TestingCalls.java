package io.patchbay.audit;

import io.patchbay.api.Arguments;
import io.patchbay.api.Caller;
import io.patchbay.api.ClientInfo;
import io.patchbay.api.Effect;
import io.patchbay.api.Tenant;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records calls like the dispatcher. */
final class TestingCalls {

    static final Identity.Known CALLER = Identity.Known.of(
            new Caller("ci", "Continuous integration", Caller.Kind.AGENT, new Tenant("default"), Map.of()),
            new Credential("ci-1", Credential.Kind.API_KEY, Narrowing.READS_EVERYTHING, Optional.empty()));
    static final Target READ = new Target(Target.Kind.TOOL, "clock_now", Effect.READ_ONLY, Set.of());
    static final Target WRITE = new Target(Target.Kind.TOOL, "files_write", Effect.ADDITIVE, Set.of());

    private TestingCalls() {}

    static Opening opening(String callId) {
        return new Opening(
                callId,
                Instant.parse("2026-11-20T09:00:00.123Z"),
                CALLER,
                "tools/call",
                "2026-07-28",
                "127.0.0.1",
                Optional.of(new ClientInfo("inspector", "1.0")));
    }

    static void read(AuditTrail trail, String callId, Map<String, ?> arguments) throws AuditException {
        AuditEntry entry = trail.open(opening(callId));
        entry.target(READ, Arguments.of(arguments), Set.of());
        entry.decided(Decision.ALLOW);
        entry.close(Outcome.OK);
    }

    static void read(AuditTrail trail, String callId) throws AuditException {
        read(trail, callId, Map.of("zone", "UTC"));
    }

    static AuditEntry write(AuditTrail trail, String callId) {
        AuditEntry entry = trail.open(opening(callId));
        entry.target(WRITE, Arguments.of(Map.of("path", "notes.txt", "text", "hello")), Set.of());
        entry.decided(Decision.ALLOW);
        return entry;
    }
}
