package io.patchbay.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Arguments;
import io.patchbay.api.Caller;
import io.patchbay.api.ClientInfo;
import io.patchbay.api.Tenant;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.policy.Decision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class FileTrailTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final TestingDisk disk = new TestingDisk();
    private Path folder;
    private FileTrail trail;

    @Before
    public void open() throws Exception {
        folder = temporary.getRoot().toPath().resolve("audit");
        trail = open(Map.of());
    }

    @After
    public void close() {
        disk.gate.countDown();
        trail.stop();
    }

    @Test
    public void recordsAReadInOneLine() throws Exception {
        TestingCalls.read(trail, "call-1");
        trail.stop();

        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1))
                .startsWith("{\"seq\":2,\"prev\":\""
                        + TrailLine.hash(lines().get(0).getBytes(StandardCharsets.UTF_8)) + "\",\"time\":\"")
                .contains(
                        "\"kind\":\"call\",\"callId\":\"call-1\",\"method\":\"tools/call\",\"targetKind\":\"tool\",\"target\":\"clock_now\"")
                .contains(
                        "\"effect\":\"READ_ONLY\"",
                        "\"caller\":\"ci\"",
                        "\"credential\":\"ci-1\"",
                        "\"tenant\":\"default\"")
                .contains(
                        "\"client\":\"inspector\"",
                        "\"arguments\":{\"zone\":\"UTC\"}",
                        "\"decision\":\"allow\"",
                        "\"outcome\":\"ok\"")
                .contains("\"started\":\"2026-11-20T09:00:00.123Z\",\"micros\":");
    }

    @Test
    public void recordsItsStartAndStop() throws Exception {
        trail.stop();

        assertThat(lines().get(0)).contains("\"kind\":\"start\",\"version\":\"1.2.3\"");
        assertThat(lines().get(1)).contains("\"kind\":\"stop\"");
    }

    @Test
    public void recordsAWriteDurablyBeforeItRuns() throws Exception {
        AuditEntry entry = TestingCalls.write(trail, "call-1");

        entry.intent();

        assertThat(lines()).anyMatch(line -> line.contains("\"kind\":\"intent\",\"callId\":\"call-1\""));
        entry.close(new Outcome(Outcome.Kind.FAILED, "no_such_folder"));
        trail.stop();
        assertThat(lines())
                .anyMatch(line -> line.contains("\"kind\":\"outcome\",\"callId\":\"call-1\"")
                        && line.contains("\"outcome\":\"failed\",\"code\":\"no_such_folder\""));
    }

    @Test
    public void recordsADeniedWriteInOneLine() throws Exception {
        AuditEntry entry = TestingCalls.write(trail, "call-1");
        entry.decided(new Decision.Deny("operation_not_supported", "Writes are not available here."));
        entry.close(new Outcome(Outcome.Kind.DENIED, "operation_not_supported"));
        trail.stop();

        assertThat(lines().get(1))
                .contains("\"kind\":\"call\"", "\"decision\":\"deny\",\"decisionCode\":\"operation_not_supported\"");
        assertThat(lines()).hasSize(3);
    }

    @Test
    public void closesAnEntryOnce() throws Exception {
        AuditEntry entry = trail.open(TestingCalls.opening("call-1"));
        entry.close(new Outcome(Outcome.Kind.TIMEOUT, ""));
        entry.close(Outcome.OK);
        trail.stop();

        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1)).contains("\"outcome\":\"timeout\"");
    }

    @Test
    public void keepsFolderAndFilesToTheirOwner() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (var files = Files.list(folder)) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    public void writesOneLineForEveryCallOfManyThreads() throws Exception {
        int threads = 64;
        int calls = 200;
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads);
        trail.modified(TestingConfig.with(Map.of("segmentMebibytes", 1, "intervalMillis", 1)));
        for (int t = 0; t < threads; t++) {
            int thread = t;
            new Thread(() -> {
                        for (int n = 0; n < calls; n++) {
                            try {
                                if (n % 20 == 0) {
                                    AuditEntry entry = TestingCalls.write(trail, thread + "-" + n);
                                    entry.intent();
                                    entry.close(Outcome.OK);
                                } else {
                                    TestingCalls.read(trail, thread + "-" + n);
                                }
                            } catch (AuditException e) {
                                failed.incrementAndGet();
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        trail.stop();

        List<String> lines = lines();
        Set<String> ended = new HashSet<>();
        lines.stream().filter(line -> line.contains("\"outcome\":\"ok\"")).forEach(line -> ended.add(callId(line)));
        assertThat(failed).hasValue(0);
        assertThat(ended).hasSize(threads * calls);
        assertThat(lines).hasSize(threads * calls + threads * calls / 20 + 2);
        assertThat(new TrailFolder(folder).segments()).hasSizeGreaterThan(1);
        assertThat(verify())
                .isEqualTo(new TrailVerifier.Report(
                        lines.size(),
                        new TrailFolder(folder).segments().size(),
                        TrailLine.hash(lines.get(lines.size() - 1).getBytes(StandardCharsets.UTF_8)),
                        Optional.empty(),
                        List.of()));
    }

    @Test
    public void makesManyIntentsDurableTogether() throws Exception {
        disk.gate = new CountDownLatch(1);
        int before = disk.forces.get();
        CountDownLatch done = new CountDownLatch(32);
        for (int i = 0; i < 32; i++) {
            AuditEntry entry = TestingCalls.write(trail, "call-" + i);
            Thread thread = new Thread(() -> {
                try {
                    entry.intent();
                    done.countDown();
                } catch (AuditException e) {
                    throw new AssertionError(e);
                }
            });
            thread.start();
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }

        disk.gate.countDown();
        done.await();

        assertThat(disk.forces.get() - before).isBetween(1, 3);
    }

    @Test
    public void refusesACallWhenTheQueueStaysFull() throws Exception {
        trail.modified(TestingConfig.with(Map.of("queueLines", 16, "waitMillis", 5)));
        disk.gate = new CountDownLatch(1);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        TestingCalls.read(trail, "call-" + i);
                    }
                })
                .isInstanceOf(AuditException.class)
                .hasMessage("The audit trail cannot keep up");
    }

    @Test
    public void acceptsTheOutcomeOfAWriteEvenIfTheQueueIsFull() throws Exception {
        trail.modified(TestingConfig.with(Map.of("queueLines", 16, "waitMillis", 0)));
        AuditEntry entry = TestingCalls.write(trail, "write");
        entry.intent();
        disk.gate = new CountDownLatch(1);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        TestingCalls.read(trail, "call-" + i);
                    }
                })
                .isInstanceOf(AuditException.class);

        entry.close(Outcome.OK);
        disk.gate.countDown();
        trail.stop();

        assertThat(lines()).anyMatch(line -> line.contains("\"kind\":\"outcome\",\"callId\":\"write\""));
    }

    @Test
    public void recordsAReadOnAnInterruptedThread() throws Exception {
        Thread.currentThread().interrupt();
        TestingCalls.read(trail, "call-1");

        assertThat(Thread.interrupted()).isTrue();
        trail.stop();
        assertThat(lines().get(1)).contains("call-1");
    }

    @Test
    public void refusesAWriteOnAnInterruptedThread() throws Exception {
        disk.gate = new CountDownLatch(1);
        AuditEntry entry = TestingCalls.write(trail, "call-1");
        Thread.currentThread().interrupt();

        assertThatThrownBy(entry::intent).isInstanceOf(AuditException.class);
        assertThat(Thread.interrupted()).isTrue();
        entry.close(new Outcome(Outcome.Kind.CANCELLED, ""));
        disk.gate.countDown();
        trail.stop();
        assertThat(lines()).anyMatch(line -> line.contains("call-1") && line.contains("\"outcome\":\"cancelled\""));
        assertThat(verify().open()).isEmpty();
    }

    @Test
    public void acceptsNothingAfterItsEnd() {
        trail.stop();

        assertThatThrownBy(() -> TestingCalls.read(trail, "late")).isInstanceOf(AuditException.class);
        assertThatThrownBy(() -> TestingCalls.write(trail, "late").intent()).isInstanceOf(AuditException.class);
    }

    @Test
    public void aggregatesRefusals() throws Exception {
        trail.stop();
        trail = new FileTrail(folder, "1.2.3", TestingConfig.with(Map.of()), disk, Clock.systemUTC(), () -> 0);
        for (int i = 0; i < 1_000; i++) {
            trail.refused(new Refusal("192.0.2.1", "unknown_credential", "ci-1", Refusal.Claim.EXISTING));
        }
        for (int i = 0; i < 100_000; i++) {
            trail.refused(new Refusal("192.0.2." + i, "unknown_credential", "key" + i));
        }
        trail.stop();

        List<String> refused = lines().stream()
                .filter(line -> line.contains("\"kind\":\"refused\""))
                .toList();
        assertThat(refused).hasSizeLessThanOrEqualTo(2 * 257);
        assertThat(refused.stream().mapToLong(FileTrailTest::count).sum()).isEqualTo(101_000);
        assertThat(refused.stream()
                        .filter(line -> line.contains("\"credential\":\"ci-1\""))
                        .mapToLong(FileTrailTest::count)
                        .sum())
                .isEqualTo(1_000);
    }

    @Test
    public void keepsHostileClientNamesOnOneLine() throws Exception {
        String nasty = "a\n{\"seq\":1}\r\u2028\u2029\u0085\u0000\u001b[2J\ud800\"\\" + "x".repeat(10_000);
        Identity.Known caller = Identity.Known.of(
                new Caller(nasty, nasty, Caller.Kind.AGENT, new Tenant(nasty), Map.of()),
                new Credential(nasty, Credential.Kind.API_KEY, Narrowing.NOTHING, Optional.empty()));
        AuditEntry entry = trail.open(new Opening(
                nasty, Instant.EPOCH, caller, nasty, nasty, nasty, Optional.of(new ClientInfo(nasty, nasty))));
        entry.target(TestingCalls.READ, Arguments.of(Map.of(nasty, nasty)), Set.of());
        entry.close(new Outcome(Outcome.Kind.ERROR, nasty));
        trail.refused(new Refusal(nasty, nasty, nasty));
        trail.stop();

        assertThat(lines())
                .hasSize(4)
                .allSatisfy(line ->
                        assertThat(line).hasSizeLessThan(6_000).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f]"));
        assertThat(verify().isComplete()).isTrue();
    }

    @Test
    public void keepsOrderAndDurationWhenTheClockJumpsBack() throws Exception {
        trail.stop();
        Instant[] now = {Instant.parse("2026-11-20T10:00:00Z")};
        trail = new FileTrail(folder, "1.2.3", TestingConfig.with(Map.of()), disk, new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        });
        TestingCalls.read(trail, "before");
        now[0] = Instant.parse("2001-01-01T00:00:00Z");
        TestingCalls.read(trail, "after");
        trail.stop();

        List<String> lines = lines();
        assertThat(lines.get(lines.size() - 2))
                .contains("\"time\":\"2001-01-01T00:00:00.000Z\"", "after")
                .doesNotContain("\"micros\":-");
        assertThat(verify().isComplete()).isTrue();
    }

    @Test
    public void keepsTheSettingsIfNewOnesAreInvalid() throws Exception {
        trail.modified(TestingConfig.with(Map.of("intervalMillis", 0)));

        assertThat(trail.problems())
                .containsExactly(
                        new Problem(
                                Problem.Severity.DEGRADED,
                                "Invalid settings in io.patchbay.audit.cfg.json; the previous settings stay in force: intervalMillis is not between 1 and 10000"));
        TestingCalls.read(trail, "call-1");
        trail.modified(TestingConfig.with(Map.of()));
        assertThat(trail.problems()).isEmpty();
    }

    private FileTrail open(Map<String, Object> settings) {
        return new FileTrail(folder, "1.2.3", TestingConfig.with(settings), disk, Clock.systemUTC());
    }

    private TrailVerifier.Report verify() throws Exception {
        return new TrailVerifier(folder, Head.NONE, "").verify();
    }

    private List<String> lines() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Path segment : new TrailFolder(folder).segments()) {
            lines.addAll(Files.readString(segment).lines().toList());
        }
        return lines;
    }

    private static String callId(String line) {
        return TrailLine.read(line.getBytes(StandardCharsets.UTF_8))
                .orElseThrow()
                .callId();
    }

    private static long count(String line) {
        return Long.parseLong(line.replaceAll(".*\"count\":(\\d+).*", "$1"));
    }
}
