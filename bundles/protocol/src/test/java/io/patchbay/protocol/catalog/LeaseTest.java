package io.patchbay.protocol.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class LeaseTest {

    private final Lease lease = new Lease();

    @Test
    public void anIdleLeaseIsDrainedAtOnce() {
        assertThat(lease.retire().toCompletableFuture()).isCompleted();
        assertThat(lease.acquire()).isFalse();
    }

    @Test
    public void drainsWithTheLastRelease() {
        assertThat(lease.acquire()).isTrue();
        assertThat(lease.acquire()).isTrue();
        CompletableFuture<Void> drained = lease.retire().toCompletableFuture();

        lease.release();
        assertThat(drained).isNotDone();
        lease.release();

        assertThat(drained).isCompleted();
    }

    @Test
    public void anAttemptAfterRetirementDrainsNothing() {
        lease.acquire();
        CompletableFuture<Void> drained = lease.retire().toCompletableFuture();

        assertThat(lease.acquire()).isFalse();

        assertThat(drained).isNotDone();
    }

    @Test
    public void retiringAgainGivesTheSameEnd() {
        lease.acquire();
        lease.retire();
        CompletableFuture<Void> again = lease.retire().toCompletableFuture();

        assertThat(again).isNotDone();
        lease.release();
        assertThat(again).isCompleted();
    }

    @Test
    public void noticesAReleaseThatNobodyAcquired() {
        assertThatThrownBy(lease::release).isInstanceOf(IllegalStateException.class);
        assertThat(lease.acquire()).isTrue();

        lease.release();
        lease.retire();
        assertThatThrownBy(lease::release).isInstanceOf(IllegalStateException.class);
        assertThat(lease.acquire()).isFalse();
    }

    @Test
    public void nobodyIsInsideOnceDrainedHoweverManyTry() throws Exception {
        for (int round = 0; round < 40; round++) {
            Lease contended = new Lease();
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger entered = new AtomicInteger();
            AtomicBoolean after = new AtomicBoolean();
            CountDownLatch ready = new CountDownLatch(4);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    ready.countDown();
                    while (contended.acquire()) {
                        inside.incrementAndGet();
                        entered.incrementAndGet();
                        inside.decrementAndGet();
                        contended.release();
                    }
                    after.compareAndSet(false, contended.acquire());
                });
                thread.start();
                threads.add(thread);
            }
            ready.await();

            contended.retire().toCompletableFuture().join();
            int whenDrained = inside.get();
            int enteredThen = entered.get();
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(whenDrained).isZero();
            assertThat(entered.get()).isEqualTo(enteredThen);
            assertThat(after).isFalse();
        }
    }
}
