package io.patchbay.launcher;

import static org.osgi.framework.Constants.FRAMEWORK_BEGINNING_STARTLEVEL;
import static org.osgi.framework.Constants.FRAMEWORK_BSNVERSION;
import static org.osgi.framework.Constants.FRAMEWORK_BSNVERSION_MULTIPLE;
import static org.osgi.framework.Constants.FRAMEWORK_STORAGE;
import static org.osgi.framework.Constants.FRAMEWORK_STORAGE_CLEAN;
import static org.osgi.framework.Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT;
import static org.osgi.framework.Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.log.LogService;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.Logger;

/** The OSGi framework with the installation's bundles in it. */
final class Server {

    /**
     * The order of the start. Libraries start first. Then settings and the catalog start, and the catalog loads
     * connectors while other bundles start. Then the HTTP bundle starts, and answers 503 until the remaining bundles
     * have started.
     */
    private static final Map<String, Integer> START_LEVELS = Map.of(
            "io.patchbay.api",
            2,
            "io.patchbay.spi",
            2,
            "io.patchbay.deploy",
            2,
            "io.patchbay.protocol",
            2,
            "io.patchbay.http",
            3);

    private static final int LIBRARY_LEVEL = 1;
    private static final int DEFAULT_LEVEL = 4;
    private static final String HTTP_BUNDLE = "io.patchbay.http";
    private static final Logger log = org.slf4j.LoggerFactory.getLogger(Server.class);

    private final Framework framework;
    private volatile boolean started;
    private volatile boolean stopping;

    /** @param port the port to listen on, instead of the port in the settings */
    Server(Layout layout, OptionalInt port, Map<String, String> environment) {
        Map<String, Object> properties = properties(layout, environment);
        port.ifPresent(given -> properties.put("patchbay.port", Integer.toString(given)));
        this.framework = new FrameworkFactory().newFramework(strings(properties));
    }

    /** Installs all bundles, but starts none. */
    void install(Path bundles) throws BundleException, IOException {
        framework.init();
        BundleContext context = framework.getBundleContext();
        context.addBundleListener((SynchronousBundleListener) this::stopHttpFirst);
        context.registerService(
                new String[] {LogService.class.getName(), LoggerFactory.class.getName()}, new OsgiLog(), null);
        List<Bundle> installed = installBundles(bundles);
        framework.adapt(FrameworkWiring.class).resolveBundles(installed); // Resolving one by one takes longer.
        for (Bundle bundle : installed) {
            try {
                bundle.start();
            } catch (BundleException e) {
                log.error("{} does not start: {}", bundle.getSymbolicName(), e.getMessage());
            }
        }
        context.addFrameworkListener(this::report);
        context.addFrameworkListener(event -> started = started || event.getType() == FrameworkEvent.STARTED);
    }

    /** Starts all bundles. If a bundle does not start, the log gives the reason, and the server runs but is not ready. */
    void start() throws BundleException {
        framework.start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Makes all components reload their files. */
    void reload() {
        log.info("The server received SIGHUP and reloads settings, secrets and connectors");
        BundleContext context = framework.getBundleContext();
        try {
            for (ServiceReference<Runnable> part : context.getServiceReferences(Runnable.class, "(patchbay=reload)")) {
                Runnable reload = context.getService(part);
                if (reload != null) {
                    reload.run();
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        } catch (IllegalStateException e) {
            log.debug("The server is stopping and reloads nothing", e);
        }
    }

    /** Returns whether every bundle was started. */
    boolean isStarted() {
        return started;
    }

    /** Returns whether the server is stopping. Later failures are a consequence of the stop. */
    boolean isStopping() {
        return stopping;
    }

    /** Blocks until the framework has stopped. */
    void awaitStop() throws InterruptedException {
        while (framework.waitForStop(0).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
            log.debug("Still running");
        }
    }

    /**
     * Stops all bundles. Waits up to the timeout. Returns false if the framework has not stopped before the timeout.
     */
    boolean stop(Duration timeout) throws BundleException, InterruptedException {
        stopping = true;
        framework.stop();
        return framework.waitForStop(timeout.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }

    private List<Bundle> installBundles(Path folder) throws IOException, BundleException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.toList());
        }
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            // With a reference, the framework reads the jar in place and does not copy it.
            Bundle bundle = framework.getBundleContext().installBundle("reference:" + jar.toUri());
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundles.add(bundle);
            }
            bundle.adapt(BundleStartLevel.class).setStartLevel(level(bundle.getSymbolicName()));
        }
        return bundles;
    }

    private static int level(String name) {
        return START_LEVELS.getOrDefault(name, name.startsWith("io.patchbay.") ? DEFAULT_LEVEL : LIBRARY_LEVEL);
    }

    /** Stops the HTTP bundle before the other bundles, so that running requests can finish. */
    private void stopHttpFirst(BundleEvent event) {
        if (event.getType() != BundleEvent.STOPPING || event.getBundle().getBundleId() != 0) {
            return;
        }
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (HTTP_BUNDLE.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE) {
                try {
                    bundle.stop(Bundle.STOP_TRANSIENT);
                } catch (BundleException e) {
                    log.warn("{} did not stop cleanly", HTTP_BUNDLE, e);
                }
            }
        }
    }

    private void report(FrameworkEvent event) {
        if (event.getType() != FrameworkEvent.ERROR) {
            return;
        }
        Throwable cause = event.getThrowable();
        String what = cause instanceof BundleException ? "does not start" : "failed";
        log.error("{} {}: {}", event.getBundle().getSymbolicName(), what, cause.getMessage(), cause.getCause());
    }

    private static Map<String, Object> properties(Layout layout, Map<String, String> environment) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(FRAMEWORK_STORAGE, layout.framework().toString());
        properties.put(FRAMEWORK_STORAGE_CLEAN, FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(FRAMEWORK_BSNVERSION, FRAMEWORK_BSNVERSION_MULTIPLE);
        properties.put(FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(DEFAULT_LEVEL));
        properties.put(
                FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                String.join(",", slf4j("2.0.20"), slf4j("1.7.36"), "org.osgi.service.log;version=\"1.5\""));
        properties.put("felix.log.logger", new FrameworkLog());
        properties.put("felix.log.level", "2");
        properties.put("felix.cm.pm", "patchbay"); // The deploy bundle's persistence manager, which stores nothing.
        properties.put("felix.cm.config.plugins", "org.apache.felix.configadmin.plugin.interpolation");
        properties.put(
                "org.apache.felix.configadmin.plugin.interpolation.secretsdir",
                environment.getOrDefault(
                        "PATCHBAY_SECRETS", layout.data().resolve("secrets").toString()));
        properties.put("org.apache.felix.configadmin.plugin.interpolation.file.encoding", "UTF-8");
        properties.put("patchbay.home", layout.home().toString());
        properties.put("patchbay.config", layout.config().toString());
        properties.put("patchbay.deploy", layout.deploy().toString());
        properties.put("patchbay.data", layout.data().toString());
        properties.put("patchbay.version", layout.version());
        return properties;
    }

    /**
     * Returns the properties as a map of strings. Felix expects its logger as an object in this map, but the
     * specification declares string values.
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<String, String> strings(Map<String, Object> properties) {
        return (Map) properties;
    }

    private static String slf4j(String version) {
        return Stream.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
                .map(name -> name + ";version=\"" + version + "\"")
                .collect(Collectors.joining(","));
    }
}
