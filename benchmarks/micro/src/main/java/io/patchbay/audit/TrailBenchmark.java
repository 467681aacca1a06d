package io.patchbay.audit;

import io.patchbay.api.Arguments;
import io.patchbay.api.Caller;
import io.patchbay.api.Effect;
import io.patchbay.api.Tenant;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import io.patchbay.support.Defaults;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the time of one read in the audit trail, up to the disk. While the queue is full, the writer determines this
 * time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TrailBenchmark {

    private static final Identity.Known IDENTITY = Identity.Known.of(
            new Caller("bench", "bench", Caller.Kind.AGENT, new Tenant("default"), Map.of()),
            new Credential("bench", Credential.Kind.API_KEY, Set.of("tools:*"), Optional.empty()));
    private static final Target TARGET = new Target(Target.Kind.TOOL, "echo", Effect.READ_ONLY, Set.of());
    private static final Arguments ARGUMENTS = Arguments.of(Map.of("message", "hello from the load generator"));

    private FileTrail trail;

    @Setup
    public void start() throws IOException {
        trail = new FileTrail(
                Files.createTempDirectory("patchbay"),
                "1",
                Defaults.of(FileTrail.Config.class),
                new LocalDisk(),
                Clock.systemUTC());
    }

    @TearDown
    public void stop() {
        trail.stop();
    }

    @Benchmark
    public void append() throws AuditException {
        AuditEntry entry = trail.open(new Opening(
                "k3f9a2-1z", Instant.now(), IDENTITY, "tools/call", "2026-07-28", "127.0.0.1", Optional.empty()));
        entry.target(TARGET, ARGUMENTS, Set.of());
        entry.decided(Decision.ALLOW);
        entry.close(Outcome.OK);
    }
}
