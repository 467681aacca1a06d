package io.patchbay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.spi.audit.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.Test;

public final class RefusalsTest {

    private static final long FLOOD = 400_000;

    private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 5);
    private final Refusals refusals = new Refusals(Clock.systemUTC(), ticks::get);

    @Test
    public void reportsTheFirstImmediatelyAndTheRestAfterAnInterval() {
        Refusal refusal = new Refusal("192.0.2.1", "unknown_credential", "ci-1");
        refusals.add(refusal);
        assertThat(refusals.takeDue(false)).extracting(Refusals.Count::count).containsExactly(1L);

        refusals.add(refusal);
        refusals.add(refusal);
        ticks.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
        assertThat(refusals.takeDue(false)).isEmpty();
        ticks.incrementAndGet();
        assertThat(refusals.takeDue(false)).extracting(Refusals.Count::count).containsExactly(2L);
    }

    @Test
    public void reportsEverythingWhenTheTrailEnds() {
        refusals.add(new Refusal("192.0.2.1", "unknown_credential", "ci-1"));
        refusals.takeDue(false);
        refusals.add(new Refusal("192.0.2.1", "unknown_credential", "ci-1"));

        assertThat(refusals.takeDue(true)).extracting(Refusals.Count::count).containsExactly(1L);
    }

    @Test
    public void writesFewLinesForAFlood() throws Exception {
        AtomicLong added = new AtomicLong();
        List<Thread> flood = Stream.generate(() -> new Thread(() -> {
                    for (long i = added.getAndIncrement(); i < FLOOD; i = added.getAndIncrement()) {
                        refusals.add(new Refusal("192.0.2." + i, "unknown_credential", "key" + i));
                    }
                }))
                .limit(4)
                .toList();
        List<Refusals.Count> taken = new ArrayList<>();
        flood.forEach(Thread::start);

        while (flood.stream().anyMatch(Thread::isAlive)) {
            List<Refusals.Count> due = refusals.takeDue(true);
            assertThat(due).hasSizeLessThanOrEqualTo(257);
            taken.addAll(due);
        }
        taken.addAll(refusals.takeDue(true));

        assertThat(taken.stream().mapToLong(Refusals.Count::count).sum()).isEqualTo(FLOOD);
    }

    private static Refusal claimed(String source, String keyId) {
        return new Refusal(source, "unknown_credential", keyId, Refusal.Claim.EXISTING);
    }

    @Test
    public void anExistingKeyIsCountedSeparatelyFromStrangers() {
        for (int i = 0; i < 10_000; i++) {
            refusals.add(new Refusal("192.0." + i / 256 + "." + i % 256, "unknown_credential", "key" + i));
        }

        refusals.add(claimed("203.0.113.9", "ci-1"));
        refusals.add(claimed("203.0.113.10", "ci-1"));
        refusals.add(claimed("203.0.113.10", "ci-2"));

        List<Refusals.Count> due = refusals.takeDue(false);
        assertThat(due)
                .filteredOn(count -> count.refusal().keyId().equals("ci-1"))
                .singleElement()
                .satisfies(count -> {
                    assertThat(count.count()).isEqualTo(2);
                    assertThat(count.sources()).isEqualTo(2);
                });
        assertThat(due)
                .filteredOn(count -> count.refusal().keyId().equals("ci-2"))
                .singleElement()
                .satisfies(count -> assertThat(count.refusal().source()).isEqualTo("203.0.113.10"));
        assertThat(due)
                .filteredOn(count -> count.refusal().source().equals("(others)"))
                .singleElement()
                .satisfies(count -> assertThat(count.refusal().keyId()).isEqualTo("(others)"));
        assertThat(due.stream().mapToLong(Refusals.Count::count).sum()).isEqualTo(10_003);
    }

    @Test
    public void strangersOfOneNetworkAreCountedTogether() {
        refusals.add(new Refusal("2001:db8:0:1::1", "no_credential", ""));
        refusals.add(new Refusal("2001:db8:0:1:ffff::2", "no_credential", ""));
        refusals.add(new Refusal("2001:db8:0:2::1", "no_credential", ""));

        assertThat(refusals.takeDue(false)).extracting(Refusals.Count::count).containsExactlyInAnyOrder(2L, 1L);
    }

    @Test
    public void strangersAddABoundedNumberOfBytesADayAndLoseNoCount() {
        Lines lines = new Lines(Clock.systemUTC(), () -> new Redaction(List.of()), "1.2.3");
        String[] reasons = {
            "unknown_credential", "no_credential", "malformed_credential", "foreign_host", "foreign_origin"
        };
        long added = 0;
        long bytes = 0;
        long counted = 0;
        for (int tenSeconds = 0; tenSeconds < 8_640; tenSeconds++) {
            for (int i = 0; i < 200; i++) {
                refusals.add(new Refusal(
                        "192.0." + tenSeconds % 256 + "." + i, reasons[i % reasons.length], "k".repeat(60) + i));
                added++;
            }
            for (Refusals.Count count : refusals.takeDue(false)) {
                counted += count.count();
                bytes += lines.refused(count).length() + 100; // the number and the hash of the previous line
            }
            ticks.addAndGet(Duration.ofSeconds(10).toNanos());
        }
        for (Refusals.Count count : refusals.takeDue(true)) {
            counted += count.count();
        }

        assertThat(bytes).isLessThan(4 << 20);
        assertThat(counted).isEqualTo(added);
    }

    @Test
    public void anAttackedKeyIsReportedAtLeastOnceAnHour() {
        int lines = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            refusals.add(claimed("192.0.2." + minute % 256, "ci-1"));
            lines += refusals.takeDue(false).size();
            ticks.addAndGet(Duration.ofMinutes(1).toNanos());
        }

        assertThat(lines).isBetween(24, 40);
    }

    @Test
    public void aProvenKeyIsReportedEveryTenSeconds() {
        for (int i = 0; i < 100; i++) {
            refusals.add(new Refusal("192.0.2.1", "too_large", "ci-1", Refusal.Claim.PROVEN));

            assertThat(refusals.takeDue(false)).hasSize(1);
            assertThat(refusals.untilDue()).isEqualTo(Long.MAX_VALUE);
            ticks.addAndGet(Duration.ofSeconds(10).toNanos());
        }
    }
}
