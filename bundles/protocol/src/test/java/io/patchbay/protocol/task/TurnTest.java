package io.patchbay.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Test;

public class TurnTest {

    private final Turn turn = new Turn();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @After
    public void stop() {
        threads.shutdownNow();
    }

    @Test
    public void doesOnePieceOfWorkAtATime() throws Exception {
        AtomicInteger at = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int[] done = {0}; // not locked: the turn makes the access safe
        CountDownLatch all = new CountDownLatch(8 * 500);

        for (int i = 0; i < 8 * 500; i++) {
            threads.execute(() -> turn.run(() -> {
                most.accumulateAndGet(at.incrementAndGet(), Math::max);
                done[0]++;
                at.decrementAndGet();
                all.countDown();
            }));
        }

        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        turn.call(() -> assertThat(done[0]).isEqualTo(8 * 500));
        assertThat(most).hasValue(1);
    }

    @Test
    public void aThreadThatComesMeanwhileDoesNotWait() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        threads.execute(() -> turn.run(() -> {
            busy.countDown();
            await(goOn);
            order.add("first");
        }));
        await(busy);

        turn.run(() -> order.add("second"));
        order.add("left");
        goOn.countDown();

        turn.call(() -> order.add("third"));
        assertThat(order).containsExactly("left", "first", "second", "third");
    }

    @Test
    public void workFromWithinIsAPartOfIt() throws Exception {
        List<String> order = new ArrayList<>();

        turn.run(() -> {
            order.add("begins");
            turn.run(() -> order.add("within"));
            order.add("ends");
        });

        assertThat(order).containsExactly("begins", "within", "ends");
        assertThat(turn.call(() -> turn.call(() -> "nested"))).isEqualTo("nested");
    }

    @Test
    public void whatThrowsStopsNobodyElse() throws Exception {
        turn.run(() -> {
            throw new IllegalStateException("on purpose");
        });

        assertThat(turn.call(() -> "next")).isEqualTo("next");
        assertThatThrownBy(() -> turn.call(() -> {
                    throw new IOException("on purpose");
                }))
                .isInstanceOf(IOException.class);
        assertThat(turn.call(() -> "next")).isEqualTo("next");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
