package io.patchbay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.spi.audit.Refusal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.Test;

public final class RefusalsTest {

    private static final long FLOOD = 400_000;

    private final Refusals refusals = new Refusals(Clock.systemUTC());

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
