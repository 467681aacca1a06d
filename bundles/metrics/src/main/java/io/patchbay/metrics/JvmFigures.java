package io.patchbay.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.function.DoubleSupplier;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the JVM tells of itself, under the names Prometheus users know; read only when somebody looks. */
final class JvmFigures {

    private static final double MILLIS = 1e-3;
    private static final double NANOS = 1e-9;

    void register(PrometheusRegistry registry) {
        gauge(
                registry,
                "jvm_threads_current",
                "Live platform threads.",
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
        gauge(
                registry,
                "jvm_threads_peak",
                "Most platform threads at a time so far.",
                () -> ManagementFactory.getThreadMXBean().getPeakThreadCount());
        gauge(
                registry,
                "jvm_classes_currently_loaded",
                "Classes loaded now.",
                () -> ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        gauge(
                registry,
                "process_start_time_seconds",
                "When the server started, in seconds since 1970.",
                () -> ManagementFactory.getRuntimeMXBean().getStartTime() * MILLIS);
        gauge(
                registry,
                "process_uptime_seconds",
                "For how long it has run.",
                () -> ManagementFactory.getRuntimeMXBean().getUptime() * MILLIS);
        gauge(registry, "process_open_fds", "Open file descriptors.", () -> system("OpenFileDescriptorCount"));
        CounterWithCallback.builder()
                .name("process_cpu_seconds_total")
                .help("CPU time used.")
                .callback(callback -> callback.call(Math.max(0, system("ProcessCpuTime") * NANOS)))
                .register(registry);
        memory(registry);
        collections(registry);
        runtime(registry);
    }

    private static void memory(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("jvm_memory_used_bytes")
                .help("Memory in use.")
                .labelNames("area")
                .callback(callback -> {
                    callback.call(heap().getUsed(), "heap");
                    callback.call(nonHeap().getUsed(), "nonheap");
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("jvm_memory_committed_bytes")
                .help("Memory taken from the system.")
                .labelNames("area")
                .callback(callback -> {
                    callback.call(heap().getCommitted(), "heap");
                    callback.call(nonHeap().getCommitted(), "nonheap");
                })
                .register(registry);
        gauge(registry, "jvm_memory_max_bytes", "Most heap there may be; -1: no bound.", () -> heap().getMax());
    }

    private static void collections(PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("jvm_gc_collections_total")
                .help("Garbage collections.")
                .labelNames("gc")
                .callback(callback -> {
                    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
                        callback.call(Math.max(0, gc.getCollectionCount()), gc.getName());
                    }
                })
                .register(registry);
        CounterWithCallback.builder()
                .name("jvm_gc_collection_seconds_total")
                .help("Time spent on them.")
                .labelNames("gc")
                .callback(callback -> {
                    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
                        callback.call(Math.max(0, gc.getCollectionTime() * MILLIS), gc.getName());
                    }
                })
                .register(registry);
    }

    private static void runtime(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("jvm_runtime_info")
                .help("Which JVM this is.")
                .labelNames("version", "vendor")
                .callback(callback -> callback.call(
                        1, System.getProperty("java.runtime.version", ""), System.getProperty("java.vm.vendor", "")))
                .register(registry);
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    private static MemoryUsage heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }

    private static MemoryUsage nonHeap() {
        return ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    }

    /** An attribute only some JVMs have, without binding to the package that names it; NaN without. */
    private static double system(String attribute) {
        try {
            ObjectName name = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
            Object value = ManagementFactory.getPlatformMBeanServer().getAttribute(name, attribute);
            return ((Number) value).doubleValue();
        } catch (JMException e) {
            return Double.NaN;
        }
    }
}
