package io.patchbay.deploy.bundle;

import io.patchbay.support.DaemonThread;
import io.patchbay.support.FailureText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bundle of the framework that contains one version of a deployed file. Later, the same bundle can contain another
 * version, which is installed as an update of the bundle. The bundle is never uninstalled, because an uninstalled
 * bundle and its content would stay in memory. While a bundle is only stopped, its version can be started again for a
 * rollback.
 */
public final class Slot {

    private static final Logger log = LoggerFactory.getLogger(Slot.class);
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_CAUSES = 20;

    private final String location;
    private final BundleContext context;

    Slot(BundleContext context, int number) {
        this.context = context;
        this.location = location(number);
    }

    static boolean exists(BundleContext context, int number) {
        return context.getBundle(location(number)) != null;
    }

    /** Installs a version. Does not start the version. */
    public Bundle fill(byte[] bytes) throws DeployException, InterruptedException {
        try {
            Bundle bundle = context.getBundle(location);
            if (bundle == null) {
                return context.installBundle(location, new ByteArrayInputStream(bytes));
            }
            bundle.stop(Bundle.STOP_TRANSIENT);
            bundle.update(new ByteArrayInputStream(bytes));
            refresh(bundle);
            return bundle;
        } catch (BundleException e) {
            throw notInstalled(e);
        }
    }

    /** Replaces the version by an empty bundle, so that the memory of the version is released. */
    void clear() throws DeployException, InterruptedException {
        if (context.getBundle(location) != null) {
            fill(emptyJar());
        }
    }

    /** @throws DeployException if requirements are missing or the activator fails; the message names the requirements or the failure */
    static void start(Bundle bundle, ImportCheck imports) throws DeployException {
        try {
            bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            List<String> missing = bundle.getState() == Bundle.INSTALLED ? imports.missing(bundle) : List.of();
            if (!missing.isEmpty()) {
                throw new DeployException("the jar needs " + String.join("; ", missing), e);
            }
            if (e.getCause() == null) {
                throw new DeployException("the bundle cannot be started: " + oneLine(e.getMessage()), e);
            }
            throw DeployException.ofCode("the connector did not start", e);
        }
    }

    /** Stops a bundle and ignores its failures. Waits at most this time for the thread that stops the bundle. */
    public static void stop(Bundle bundle, Duration atMost) throws InterruptedException {
        Thread stopping = DaemonThread.of(
                () -> {
                    try {
                        bundle.stop(Bundle.STOP_TRANSIENT);
                    } catch (BundleException | RuntimeException | Error e) {
                        // The bundle is being replaced or removed, and the reason for this is reported elsewhere.
                        log.debug("{} did not stop cleanly", bundle.getLocation(), e);
                    }
                },
                "deploy-stop");
        stopping.start();
        stopping.join(atMost.toMillis());
    }

    /** Treats a failed read or write as a fault of the machine, because the jar itself was checked before. */
    private static DeployException notInstalled(BundleException e) {
        Throwable cause = e;
        for (int depth = 0; depth < MAX_CAUSES && cause != null; depth++) {
            if (cause instanceof IOException && !(cause instanceof ZipException)) {
                return DeployException.ofMachine("the jar cannot be installed", cause);
            }
            cause = cause.getCause();
        }
        String reason = e.getCause() == null ? oneLine(e.getMessage()) : FailureText.of(e.getCause());
        return new DeployException("the jar cannot be installed: " + reason, e);
    }

    private static String location(int number) {
        return Fence.DEPLOYED + number;
    }

    /**
     * Refreshes only this bundle, to release its old classes. No other bundle is wired to this bundle, because this bundle exports
     * nothing.
     */
    private void refresh(Bundle bundle) throws DeployException, InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> {
                    if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                        refreshed.countDown();
                    }
                });
        if (!refreshed.await(REFRESH_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new DeployException(
                    "the jar cannot be installed: the framework did not release the previous version within "
                            + REFRESH_TIMEOUT.toSeconds() + " s");
        }
    }

    private static byte[] emptyJar() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "empty");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static String oneLine(String text) {
        return String.valueOf(text).replaceAll("\\s+", " ");
    }
}
