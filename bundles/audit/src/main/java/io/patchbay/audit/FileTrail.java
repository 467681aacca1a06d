package io.patchbay.audit;

import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.deploy.Settings;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit trail in the data folder's {@code audit/}: JSON lines, each with the hash of the one before. */
@Component(
        immediate = true,
        configurationPid = "io.patchbay.audit",
        service = {AuditTrail.class, HealthCheck.class, FileTrail.class})
@Designate(ocd = FileTrail.Config.class)
public final class FileTrail implements AuditTrail, HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(FileTrail.class);

    private final Path folder;
    private final Refusals refusals;
    private final Lines lines;
    private final TrailWriter writer;
    private volatile Snapshot snapshot;

    /** How the trail is kept. */
    @ObjectClassDefinition(name = "Audit trail", description = "How the trail of all calls is kept.")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "Milliseconds for which the lines of reads gather before they are written and made durable together."
                                + " A crash may lose so much of them; of a write, nothing.",
                min = "1",
                max = "10000")
        int intervalMillis() default 50;

        @AttributeDefinition(description = "How many lines may wait to be written.", min = "16", max = "1000000")
        int queueLines() default 16_384;

        @AttributeDefinition(description = "How many mebibytes the lines that wait may take.", min = "1", max = "1024")
        int queueMebibytes() default 32;

        @AttributeDefinition(
                description = "Mebibytes after which the trail goes on in a new file.",
                min = "1",
                max = "65536")
        int segmentMebibytes() default 64;

        @AttributeDefinition(
                description = "Milliseconds a call waits for room among the lines that wait before it is refused.",
                min = "0",
                max = "10000")
        int waitMillis() default 200;

        @AttributeDefinition(
                required = false,
                description =
                        "Words that make a name secret: what stands under a name that contains one, in any spelling, is not written.")
        String[] redactedNames() default {
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "token",
            "apikey",
            "accesskey",
            "privatekey",
            "authorization",
            "credential",
            "cookie"
        };
    }

    /** @param settings are all loaded once it is there, and ours are good: no line is written under half of them */
    @Activate
    public FileTrail(
            BundleContext context,
            Config config,
            @Reference(target = "(!(unusable=io.patchbay.audit))") Settings settings) {
        this(
                Path.of(Objects.requireNonNull(context.getProperty("patchbay.data"), "patchbay.data"))
                        .resolve("audit"),
                Objects.requireNonNullElse(context.getProperty("patchbay.version"), ""),
                config,
                new LocalDisk(),
                Clock.systemUTC());
    }

    FileTrail(Path folder, String version, Config config, Disk disk, Clock clock) {
        this(folder, version, config, disk, clock, System::nanoTime);
    }

    FileTrail(Path folder, String version, Config config, Disk disk, Clock clock, LongSupplier ticks) {
        this.folder = folder;
        this.snapshot = Snapshot.first(config);
        this.refusals = new Refusals(clock, ticks);
        this.lines = new Lines(clock, () -> snapshot.redaction, version);
        this.writer = new TrailWriter(new Chain(folder, disk), lines, refusals, () -> snapshot.settings);
        writer.start();
    }

    @Modified
    void modified(Config config) {
        snapshot = snapshot.next(config);
    }

    @Deactivate
    void stop() {
        try {
            if (!writer.stop()) {
                log.error("The audit trail was not closed in order; its last lines may be missing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public AuditEntry open(Opening opening) {
        return new TrailEntry(opening, lines, writer);
    }

    @Override
    public void refused(Refusal refusal) {
        refusals.add(refusal);
        writer.wake();
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        writer.failure()
                .ifPresent(reason -> problems.add(new Problem(
                        Problem.Severity.NOT_READY,
                        "The audit trail cannot be written, so writes are refused: " + reason)));
        writer.warning()
                .ifPresent(note -> problems.add(
                        new Problem(Problem.Severity.DEGRADED, "The audit trail is written, but " + note)));
        snapshot.problem.ifPresent(problem -> problems.add(new Problem(Problem.Severity.DEGRADED, problem)));
        return problems;
    }

    Path folder() {
        return folder;
    }

    /** Where the trail ends on disk. */
    Head durable() {
        return writer.durable();
    }

    /** Where the trail ends, once all that was put before is on disk. */
    Head flushed() throws AuditException {
        writer.putDurably(Lines.nothing());
        return writer.durable();
    }

    private record Snapshot(TrailSettings settings, Redaction redaction, Optional<String> problem) {

        static Snapshot first(Config config) {
            try {
                return of(TrailSettings.of(config), Optional.empty());
            } catch (IllegalArgumentException e) {
                return of(
                        TrailSettings.of(Defaults.of(Config.class)).alsoRedacting(config.redactedNames()), problem(e));
            }
        }

        Snapshot next(Config config) {
            try {
                return of(TrailSettings.of(config), Optional.empty());
            } catch (IllegalArgumentException e) {
                return new Snapshot(settings, redaction, problem(e));
            }
        }

        private static Snapshot of(TrailSettings settings, Optional<String> problem) {
            return new Snapshot(settings, new Redaction(settings.redactedNames()), problem);
        }

        private static Optional<String> problem(IllegalArgumentException reason) {
            String problem = "Invalid settings in io.patchbay.audit.cfg.json; the previous settings stay in force: "
                    + reason.getMessage();
            log.warn(problem);
            return Optional.of(problem);
        }
    }
}
