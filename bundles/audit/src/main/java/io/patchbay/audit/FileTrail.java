package io.patchbay.audit;

import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.deploy.Settings;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.support.Defaults;
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

/**
 * The audit trail in the folder {@code audit/} of the data folder. The trail consists of JSON lines, each with the hash of the
 * previous line.
 */
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

    /** The settings of the trail. */
    @ObjectClassDefinition(name = "Audit trail", description = "Sets how the audit trail of all calls is written.")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "The time in milliseconds for which lines of reads are collected before they are written and made durable together."
                                + " A crash may lose these lines. A write does not wait, because its line is durable before the write runs.",
                min = "1",
                max = "10000")
        int intervalMillis() default 50;

        @AttributeDefinition(
                description = "The maximum number of lines that wait to be written.",
                min = "16",
                max = "1000000")
        int queueLines() default 16_384;

        @AttributeDefinition(
                description = "The maximum memory for the waiting lines, in mebibytes.",
                min = "1",
                max = "1024")
        int queueMebibytes() default 32;

        @AttributeDefinition(
                description = "The size at which the trail continues in a new file, in mebibytes.",
                min = "1",
                max = "65536")
        int segmentMebibytes() default 64;

        @AttributeDefinition(
                description =
                        "The maximum time that a call waits for room among the waiting lines, in milliseconds. After that time, the server refuses the call.",
                min = "0",
                max = "10000")
        int waitMillis() default 200;

        @AttributeDefinition(
                required = false,
                description =
                        "The words that make a name secret. If a name contains one of these words in any spelling, its value is not written.")
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

    /** @param settings available once all settings are loaded and the trail's settings are valid; no line is written with incomplete settings */
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
                log.error("The audit trail was not closed properly. Its last lines may be missing.");
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

    /** Returns the end of the trail on disk. */
    Head durable() {
        return writer.durable();
    }

    /** Waits until all earlier lines are on disk and returns the end of the trail. */
    Head flush() throws AuditException {
        writer.putDurably(Lines.flushMarker());
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
