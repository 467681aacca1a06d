package io.patchbay.audit;

import io.patchbay.api.Arguments;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Decision;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * Measures the cost of a read in the whole process, including the writer's thread. Not a test: run it by hand with a folder on a real
 * disk and the number of reads a second.
 */
public final class TrailBenchmark {

    private TrailBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "trail");
        int rate = Integer.parseInt(arguments[1]);
        FileTrail trail = new FileTrail(folder, "0", TestingConfig.with(Map.of()), new LocalDisk(), Clock.systemUTC());
        Arguments given = Arguments.of(Map.of("message", "hello, here is a message to echo"));
        Opening opening = TestingCalls.opening("0f8fad5b-d9cb-469f-a165-70867728950e");
        for (int round = 0; round < 12; round++) {
            long cpu = cpu();
            long began = System.nanoTime();
            long calls = 0;
            while (System.nanoTime() - began < 1_000_000_000L) {
                long due = (System.nanoTime() - began) * rate / 1_000_000_000L;
                for (; calls < due; calls++) {
                    AuditEntry entry = trail.open(opening);
                    entry.target(TestingCalls.READ, given, Set.of());
                    entry.decided(Decision.ALLOW);
                    entry.close(Outcome.OK);
                }
                Thread.sleep(1);
            }
            System.out.printf("%d reads, %.2f microseconds of CPU each%n", calls, (cpu() - cpu) / 1e3 / calls);
        }
        trail.stop();
        System.out.println(new TrailVerifier(folder, Head.NONE, "").verify().text());
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
