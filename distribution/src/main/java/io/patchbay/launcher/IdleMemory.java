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
 * Returns memory to the operating system after a time of high load. The collector keeps the heap at the size that it
 * had under load. When the server is idle, this class collects garbage in such a way that the heap shrinks. This class
 * then makes the C library return its free memory.
 */
final class IdleMemory implements Runnable {

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(20);

    /**
     * The server is idle if it uses less than this processor time between two checks. The value is a hundredth of the
     * time of one processor.
     */
    private static final long MAX_IDLE_CPU_NANOS = CHECK_INTERVAL.toNanos() / 100;

    /** The minimum growth of the heap since the last collection. If the heap has grown less, no memory is returned. */
    private static final long MIN_GROWTH_BYTES = 32L << 20;

    /** The number of idle checks in a row before memory is returned. */
    private static final int MIN_IDLE_CHECKS = 3;

    /** The number of collections that the serial collector needs to shrink its heap. */
    private static final int COLLECTIONS = 4;

    private static final Logger log = LoggerFactory.getLogger(IdleMemory.class);

    private final Runtime runtime = Runtime.getRuntime();
    private long committed;

    @Override
    public void run() {
        try {
            int idleChecks = 0;
            for (long before = cpu(), now; ; before = now) {
                Thread.sleep(CHECK_INTERVAL.toMillis());
                now = cpu();
                idleChecks = now - before < MAX_IDLE_CPU_NANOS ? idleChecks + 1 : 0;
                if (idleChecks == MIN_IDLE_CHECKS && runtime.totalMemory() - committed > MIN_GROWTH_BYTES) {
                    returnMemory();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Collects garbage and returns free memory. The committed heap after the collection is the base for the next check.
     */
    void returnMemory() {
        long before = runtime.totalMemory();
        try {
            MBeanServer jvm = ManagementFactory.getPlatformMBeanServer();
            ObjectName flags = new ObjectName("com.sun.management:type=HotSpotDiagnostic");
            String minRatio = flag(jvm, flags, "MinHeapFreeRatio", "15");
            String maxRatio = flag(jvm, flags, "MaxHeapFreeRatio", "30");
            for (int i = 0; i < COLLECTIONS; i++) {
                System.gc();
            }
            flag(jvm, flags, "MaxHeapFreeRatio", maxRatio);
            flag(jvm, flags, "MinHeapFreeRatio", minRatio);
            jvm.invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "systemTrimNativeHeap",
                    new Object[0],
                    new String[0]);
        } catch (JMException | IllegalArgumentException e) {
            log.debug(
                    "Not all memory was returned",
                    e); // The JDK lacks the command, or an operator has set other options.
        }
        committed = runtime.totalMemory();
        log.debug("The server is idle: the heap shrank from {} to {} MiB", before >> 20, committed >> 20);
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
