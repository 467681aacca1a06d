package io.patchbay.audit;

import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import io.patchbay.spi.audit.AuditException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The command {@code audit verify} verifies the trail. The argument {@code head} is the hash of an earlier head. The
 * member {@code ok} of the answer says whether the trail is complete.
 */
@Component
public final class VerifyCommand implements Command {

    private final FileTrail trail;

    @Activate
    public VerifyCommand(@Reference FileTrail trail) {
        this.trail = trail;
    }

    @Override
    public String name() {
        return "audit verify";
    }

    @Override
    public String summary() {
        return "Verify that no line of the audit trail was changed, removed or moved";
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return Optional.of(Set.of("head"));
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        String kept = TrailVerifier.parseHead(
                invocation.arguments().optionalString("head").orElse(""));
        invocation.send(
                Json.of(new TrailVerifier(trail.folder(), end(), kept).verify().answer()));
    }

    /** Returns the end of the trail. A trail that cannot be written now can still be verified. */
    private Head end() {
        try {
            return trail.flush();
        } catch (AuditException e) {
            return trail.durable();
        }
    }
}
