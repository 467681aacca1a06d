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

/** Metrics of the JVM under the usual Prometheus names. The values are read only when Prometheus requests the metrics. */
final class JvmMetrics {

    private static final double SECONDS_PER_MILLI = 1e-3;
    private static final double SECONDS_PER_NANO = 1e-9;

    void register(PrometheusRegistry registry) {
        gauge(
                registry,
                "jvm_threads_current",
                "Live platform threads.",
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
        gauge(
                registry,
                "jvm_threads_peak",
                "Peak number of live platform threads.",
                () -> ManagementFactory.getThreadMXBean().getPeakThreadCount());
        gauge(
                registry,
                "jvm_classes_currently_loaded",
                "Loaded classes.",
                () -> ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        gauge(
                registry,
                "process_start_time_seconds",
                "Start time of the server, in seconds since 1970.",
                () -> ManagementFactory.getRuntimeMXBean().getStartTime() * SECONDS_PER_MILLI);
        gauge(
                registry,
                "process_uptime_seconds",
                "Seconds since the server started.",
                () -> ManagementFactory.getRuntimeMXBean().getUptime() * SECONDS_PER_MILLI);
        gauge(registry, "process_open_fds", "Open file descriptors.", () -> systemAttribute("OpenFileDescriptorCount"));
        CounterWithCallback.builder()
                .name("process_cpu_seconds_total")
                .help("CPU time used, in seconds.")
                .callback(callback -> callback.call(Math.max(0, systemAttribute("ProcessCpuTime") * SECONDS_PER_NANO)))
                .register(registry);
        registerMemory(registry);
        registerCollections(registry);
        registerRuntime(registry);
    }

    private static void registerMemory(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("jvm_memory_used_bytes")
                .help("Used memory by area, in bytes.")
                .labelNames("area")
                .callback(callback -> {
                    callback.call(heap().getUsed(), "heap");
                    callback.call(nonHeap().getUsed(), "nonheap");
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("jvm_memory_committed_bytes")
                .help("Memory committed by the operating system, by area, in bytes.")
                .labelNames("area")
                .callback(callback -> {
                    callback.call(heap().getCommitted(), "heap");
                    callback.call(nonHeap().getCommitted(), "nonheap");
                })
                .register(registry);
        gauge(
                registry,
                "jvm_memory_max_bytes",
                "Maximum heap size in bytes; -1 if there is no limit.",
                () -> heap().getMax());
    }

    private static void registerCollections(PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("jvm_gc_collections_total")
                .help("Garbage collections by collector.")
                .labelNames("gc")
                .callback(callback -> {
                    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
                        callback.call(Math.max(0, gc.getCollectionCount()), gc.getName());
                    }
                })
                .register(registry);
        CounterWithCallback.builder()
                .name("jvm_gc_collection_seconds_total")
                .help("Time spent in garbage collections, in seconds.")
                .labelNames("gc")
                .callback(callback -> {
                    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
                        callback.call(Math.max(0, gc.getCollectionTime() * SECONDS_PER_MILLI), gc.getName());
                    }
                })
                .register(registry);
    }

    private static void registerRuntime(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("jvm_runtime_info")
                .help("The version and vendor of the JVM, as labels.")
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

    /**
     * Returns the value of an attribute that only some JVMs have; NaN if the attribute is missing. Needs no dependency
     * on the attribute's package.
     */
    private static double systemAttribute(String attribute) {
        try {
            ObjectName name = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
            Object value = ManagementFactory.getPlatformMBeanServer().getAttribute(name, attribute);
            return ((Number) value).doubleValue();
        } catch (JMException e) {
            return Double.NaN;
        }
    }
}
