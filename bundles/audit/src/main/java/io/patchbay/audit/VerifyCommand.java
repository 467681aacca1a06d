package io.patchbay.audit;

import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import io.patchbay.spi.audit.AuditException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code audit verify}, with {@code head} the hash of a head that was kept elsewhere. {@code ok} in its answer is the finding. */
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
        return "Check that no line of the audit trail was changed, removed or moved";
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        String kept = invocation.arguments().optionalString("head").orElse("").strip().toLowerCase(Locale.ROOT);
        if (!kept.isEmpty() && !kept.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("A head is the 64 hexadecimal digits that `patchbay audit verify` showed earlier.");
        }
        TrailVerifier.Report report = new TrailVerifier(trail.folder(), end(), kept).verify();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", report.whole());
        answer.put("lines", report.lines());
        answer.put("segments", report.segments());
        answer.put("head", report.head());
        report.problem().ifPresent(problem -> answer.put("problem", problem));
        answer.put("open", report.open());
        answer.put("text", report.text());
        invocation.send(Json.of(answer));
    }

    /** A trail that cannot be written now can still be read. */
    private Head end() {
        try {
            return trail.flushed();
        } catch (AuditException e) {
            return trail.durable();
        }
    }
}
