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
 * Keeps virtual threads going when connectors' code loops: such code never leaves the platform thread that carries it, and two
 * of them would stop a server on two processors, HTTP included. A probe, a virtual thread that only says that it ran, tells when
 * the carriers run out, whoever took them; then the scheduler is lent more, by its management bean (JDK 24 and later), twice
 * as many each time. For one thread.
 */
public final class Carriers {

    private static final int MOST = 256;
    private static final long STARVED = TimeUnit.MILLISECONDS.toNanos(100);
    /** While no call runs, as at the start of the server, a late probe has other reasons. */
    private static final long STARVED_IDLE = TimeUnit.SECONDS.toNanos(2);

    private static final long SHORTEST_CALM = TimeUnit.SECONDS.toNanos(2);
    private static final long LONGEST_CALM = TimeUnit.MINUTES.toNanos(2);

    private final Executor probes;
    private final int usual;
    private final IntConsumer parallelism;
    private volatile boolean probing;
    private long probed;
    private int lent;
    private long changed;
    private boolean tookBack;
    private long calm = SHORTEST_CALM;

    /**
     * @param probes runs on the carriers that are watched
     * @param usual how many carriers there are when nothing is lent
     * @param parallelism takes how many there are to be
     */
    public Carriers(Executor probes, int usual, IntConsumer parallelism) {
        this.probes = probes;
        this.usual = usual;
        this.parallelism = parallelism;
    }

    /** Those of this JVM's virtual threads. */
    public static Carriers ofVirtualThreads(CallThreads threads) {
        String set = System.getProperty("jdk.virtualThreadScheduler.parallelism");
        int usual = set == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(set);
        return new Carriers(threads, usual, Carriers::set);
    }

    /**
     * Looks, and lends or takes back.
     *
     * @param now in {@link System#nanoTime()}
     * @param occupied how many carriers are known to be with code that does not come back soon
     * @param calls whether any call runs
     */
    public void look(long now, int occupied, boolean calls) {
        if (probing && now - probed > (calls ? STARVED : STARVED_IDLE)) {
            calm = tookBack ? Math.min(calm * 2, LONGEST_CALM) : calm;
            lend(Math.max(occupied, lent) + Math.max(usual, lent), now);
            probed = now; // what was lent gets its time
            for (int i = 0; i < lent; i++) {
                probe(); // the scheduler starts a carrier when work comes, not when it may have one more
            }
        } else if (lent < occupied) {
            lend(occupied, now);
        } else if (lent > occupied && !probing && now - changed > calm) {
            // others than calls may loop, which shows only when what was lent is missed: look for that less and less
            // often
            lend(Math.max(occupied, lent / 2), now);
        } else if (lent == 0 && now - changed > LONGEST_CALM) {
            calm = SHORTEST_CALM;
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
        int bounded = Math.max(0, Math.min(carriers, MOST - usual));
        if (bounded != lent) {
            tookBack = bounded < lent;
            parallelism.accept(usual + bounded);
            lent = bounded;
        }
        changed = now;
    }

    /** Looked up when it is needed: starting the management server takes longer than most calls. */
    private static void set(int parallelism) {
        try {
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            beans.setAttribute(
                    new ObjectName("jdk.management:type=VirtualThreadScheduler"),
                    new Attribute("Parallelism", parallelism));
        } catch (JMException e) {
            throw new IllegalStateException("Could not lend virtual threads a carrier", e);
        }
    }
}
