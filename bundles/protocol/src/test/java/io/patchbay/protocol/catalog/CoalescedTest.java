package io.patchbay.protocol.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.protocol.CallThreads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class CoalescedTest {

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    public void runsOnceForManyRequestsAndAgainForALaterOne() {
        Coalesced work = new Coalesced(runs::incrementAndGet, new CallThreads(), Duration.ofMillis(1));
        work.request();
        work.request();
        await().until(() -> runs.get() > 0);
        int before = runs.get();

        work.request();

        await().until(() -> runs.get() > before);
    }

    @Test
    public void whatIsRequestedWhileItRunsRunsAfterwardsAndNeverAtTheSameTime() {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Coalesced work = new Coalesced(
                () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    runs.incrementAndGet();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    inside.decrementAndGet();
                },
                new CallThreads(),
                Duration.ofMillis(1));
        work.request();
        await().until(() -> runs.get() == 1);
        for (int i = 0; i < 1_000; i++) {
            work.request();
        }
        assertThat(runs.get()).isOne();

        goOn.countDown();

        await().until(() -> runs.get() == 2);
        assertThat(most.get()).isOne();
    }

    @Test
    public void goesOnAfterAFailure() {
        Coalesced work = new Coalesced(
                () -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException("once more");
                },
                new CallThreads(),
                Duration.ofMillis(1));
        work.request();
        await().until(() -> runs.get() == 1);

        await().until(() -> {
            work.request();
            return runs.get() > 1;
        });
    }

    @Test
    public void stoppedItRunsNoMore() {
        Coalesced stopped = new Coalesced(runs::incrementAndGet, new CallThreads(), Duration.ofMillis(1));
        AtomicInteger others = new AtomicInteger();
        Coalesced other = new Coalesced(others::incrementAndGet, new CallThreads(), Duration.ofMillis(1));
        stopped.request();
        stopped.stop();
        stopped.request();

        other.request();

        await().until(() -> others.get() == 1);
        assertThat(runs.get()).isZero();
    }
}
