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
    public void givesTheFirstAtOnceAndTheRestOnceAnIntervalHasPassed() {
        Refusal refusal = new Refusal("192.0.2.1", "unknown_credential", "ci-1");
        refusals.add(refusal);
        assertThat(refusals.due(false)).extracting(Refusals.Count::count).containsExactly(1L);

        refusals.add(refusal);
        refusals.add(refusal);
        ticks.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
        assertThat(refusals.due(false)).isEmpty();
        ticks.incrementAndGet();
        assertThat(refusals.due(false)).extracting(Refusals.Count::count).containsExactly(2L);
    }

    @Test
    public void givesWhatThereIsWhenTheTrailEnds() {
        refusals.add(new Refusal("192.0.2.1", "unknown_credential", "ci-1"));
        refusals.due(false);
        refusals.add(new Refusal("192.0.2.1", "unknown_credential", "ci-1"));

        assertThat(refusals.due(true)).extracting(Refusals.Count::count).containsExactly(1L);
    }

    @Test
    public void takesAFewLinesHoweverFastTheFloodComesMeanwhile() throws Exception {
        AtomicLong added = new AtomicLong();
        List<Thread> flood = Stream.generate(() -> new Thread(() -> {
            for (long i = added.getAndIncrement(); i < FLOOD; i = added.getAndIncrement()) {
                refusals.add(new Refusal("192.0.2." + i, "unknown_credential", "key" + i));
            }
        })).limit(4).toList();
        List<Refusals.Count> taken = new ArrayList<>();
        flood.forEach(Thread::start);

        while (flood.stream().anyMatch(Thread::isAlive)) {
            List<Refusals.Count> due = refusals.due(true);
            assertThat(due).hasSizeLessThanOrEqualTo(257);
            taken.addAll(due);
        }
        taken.addAll(refusals.due(true));

        assertThat(taken.stream().mapToLong(Refusals.Count::count).sum()).isEqualTo(FLOOD);
    }
}
