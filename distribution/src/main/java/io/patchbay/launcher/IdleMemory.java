package io.patchbay.launcher;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory back to the system once load is over. The collector keeps the heap as large as the load made it; a server that does
 * nothing for a while collects once, with little room left free, and lets the C library return what it holds.
 */
final class IdleMemory implements Runnable {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);

    /** A hundredth of one processor. */
    private static final long IDLE_NANOS = LOOK_EVERY.toNanos() / 100;

    /** Less than this is not worth a collection. */
    private static final long WORTH_BYTES = 32L << 20;

    private static final int LOOKS_AT_REST = 3;

    /** The serial collector shrinks its heap in so many steps. */
    private static final int COLLECTIONS = 4;

    private static final Logger log = LoggerFactory.getLogger(IdleMemory.class);

    private final Runtime runtime = Runtime.getRuntime();
    private long committed;

    @Override
    public void run() {
        try {
            int atRest = 0;
            for (long before = cpu(), now; ; before = now) {
                Thread.sleep(LOOK_EVERY.toMillis());
                now = cpu();
                atRest = now - before < IDLE_NANOS ? atRest + 1 : 0;
                if (atRest == LOOKS_AT_REST && runtime.totalMemory() - committed > WORTH_BYTES) {
                    giveBack();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is committed after it is the measure: the heap has to grow from there before it is worth another collection. */
    void giveBack() {
        long before = runtime.totalMemory();
        try {
            MBeanServer jvm = ManagementFactory.getPlatformMBeanServer();
            ObjectName flags = new ObjectName("com.sun.management:type=HotSpotDiagnostic");
            String least = flag(jvm, flags, "MinHeapFreeRatio", "15");
            String most = flag(jvm, flags, "MaxHeapFreeRatio", "30");
            for (int i = 0; i < COLLECTIONS; i++) {
                System.gc();
            }
            flag(jvm, flags, "MaxHeapFreeRatio", most);
            flag(jvm, flags, "MinHeapFreeRatio", least);
            jvm.invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "systemTrimNativeHeap",
                    new Object[0],
                    new String[0]);
        } catch (JMException | IllegalArgumentException e) {
            log.debug("Not all memory was given back", e); // JDKs without the command; options that an operator chose
        }
        committed = runtime.totalMemory();
        log.debug("Idle: the heap went from {} to {} MiB", before >> 20, committed >> 20);
    }

    private static String flag(MBeanServer jvm, ObjectName flags, String name, String value) throws JMException {
        Object before = jvm.invoke(flags, "getVMOption", new Object[] {name}, new String[] {String.class.getName()});
        jvm.invoke(flags, "setVMOption", new Object[] {name, value}, new String[] {
            String.class.getName(), String.class.getName()
        });
        return String.valueOf(((CompositeData) before).get("value"));
    }

    private static long cpu() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }
}
