package io.patchbay.protocol.limit;

import io.patchbay.protocol.CallThreads;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Keeps virtual threads running while connector code loops. A loop never releases its carrier thread. Two loops would
 * therefore stop a server on two processors, including its HTTP endpoint. A probe is a virtual thread that only reports
 * that it ran. A late probe shows that no carrier is free. If a probe is late, this class adds carriers through the
 * scheduler's management bean (JDK 24 and later). Each addition doubles the number of carriers. Not thread-safe.
 */
public final class Carriers {

    private static final int MAX_CARRIERS = 256;
    private static final long STARVED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /**
     * The maximum delay of a probe on a server that runs no call. On an idle server, a late probe has other reasons,
     * such as the start of the server.
     */
    private static final long STARVED_IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long MIN_CALM_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long MAX_CALM_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Executor probes;
    private final int usual;
    private final IntConsumer parallelism;
    private volatile boolean probing;
    private long probed;
    private int lent;
    private long changed;
    private boolean tookBack;
    private long calmNanos = MIN_CALM_NANOS;

    /**
     * @param probes runs tasks on the watched carriers
     * @param usual the usual number of carriers, without the additional carriers
     * @param parallelism sets the number of carriers
     */
    public Carriers(Executor probes, int usual, IntConsumer parallelism) {
        this.probes = probes;
        this.usual = usual;
        this.parallelism = parallelism;
    }

    /** Returns the carriers of this JVM's virtual threads. */
    public static Carriers ofVirtualThreads(CallThreads threads) {
        String set = System.getProperty("jdk.virtualThreadScheduler.parallelism");
        int usual = set == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(set);
        return new Carriers(threads, usual, Carriers::set);
    }

    /**
     * Adjusts the number of additional carriers. Called periodically.
     *
     * @param now the current value of {@link System#nanoTime()}
     * @param occupied the number of carriers that are known to run code without a pause
     * @param calls whether any call runs
     */
    public void adjust(long now, int occupied, boolean calls) {
        if (probing && now - probed > (calls ? STARVED_NANOS : STARVED_IDLE_NANOS)) {
            calmNanos = tookBack ? Math.min(calmNanos * 2, MAX_CALM_NANOS) : calmNanos;
            lend(Math.max(occupied, lent) + Math.max(usual, lent), now);
            probed = now; // gives the additional carriers time to run the probe
            for (int i = 0; i < lent; i++) {
                probe(); // the scheduler starts a carrier when work arrives, not when its maximum rises
            }
        } else if (lent < occupied) {
            lend(occupied, now);
        } else if (lent > occupied && !probing && now - changed > calmNanos) {
            // Code outside calls may also loop. Such a loop shows only after carriers were removed, so remove carriers
            // less and less often.
            lend(Math.max(occupied, lent / 2), now);
        } else if (lent == 0 && now - changed > MAX_CALM_NANOS) {
            calmNanos = MIN_CALM_NANOS;
        }
        if (!probing) {
            probed = now;
            probe();
        }
    }

    private void probe() {
        probing = true;
        probes.execute(() -> probing = false);
    }

    private void lend(int carriers, long now) {
        int bounded = Math.max(0, Math.min(carriers, MAX_CARRIERS - usual));
        if (bounded != lent) {
            tookBack = bounded < lent;
            parallelism.accept(usual + bounded);
            lent = bounded;
        }
        changed = now;
    }

    /**
     * Sets the number of carriers. Looks up the bean only when needed, because the start of the management server takes longer
     * than most calls.
     */
    private static void set(int parallelism) {
        try {
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            beans.setAttribute(
                    new ObjectName("jdk.management:type=VirtualThreadScheduler"),
                    new Attribute("Parallelism", parallelism));
        } catch (JMException e) {
            throw new IllegalStateException("Could not add carriers for virtual threads", e);
        }
    }
}
