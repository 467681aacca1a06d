package io.patchbay.deploy.bundle;

import io.patchbay.deploy.file.PlainWords;
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
 * A place in the framework for one version of a deployed file. It is never uninstalled: stopped it is the way back, and its next
 * version is an update of it. An uninstalled bundle stays in memory, and so does what it was.
 */
public final class Slot {

    private static final Logger log = LoggerFactory.getLogger(Slot.class);
    private static final long REFRESH_SECONDS = 30;
    private static final int DEEPEST = 20;

    private final String location;
    private final BundleContext context;

    Slot(BundleContext context, int number) {
        this.context = context;
        this.location = location(number);
    }

    static boolean exists(BundleContext context, int number) {
        return context.getBundle(location(number)) != null;
    }

    /** Puts a version in, stopped. */
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

    /** Lets go of all that its version was. */
    void empty() throws DeployException, InterruptedException {
        if (context.getBundle(location) != null) {
            fill(nothing());
        }
    }

    /** @throws DeployException with what is missing, or what its activator threw */
    static void start(Bundle bundle, ImportCheck imports) throws DeployException {
        try {
            bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            List<String> missing = bundle.getState() == Bundle.INSTALLED ? imports.missing(bundle) : List.of();
            if (!missing.isEmpty()) {
                throw new DeployException("needs " + String.join("; ", missing), e);
            }
            if (e.getCause() == null) {
                throw new DeployException("cannot be started: " + oneLine(e.getMessage()), e);
            }
            throw DeployException.ofCode("did not start", e);
        }
    }

    /** Stops it, whatever it says; its thread is not waited for longer than this. */
    public static void stop(Bundle bundle, Duration atMost) throws InterruptedException {
        Thread stopping = new Thread(
                () -> {
                    try {
                        bundle.stop(Bundle.STOP_TRANSIENT);
                    } catch (BundleException | RuntimeException | Error e) {
                        // It is being given up already, with a better reason than this one.
                        log.debug("{} did not stop cleanly", bundle.getLocation(), e);
                    }
                },
                "deploy-stop");
        stopping.setDaemon(true);
        stopping.start();
        stopping.join(atMost.toMillis());
    }

    /** The jar is whole: what the framework cannot read or write is a fault of the machine, unless it says otherwise. */
    private static DeployException notInstalled(BundleException e) {
        Throwable cause = e;
        for (int depth = 0; depth < DEEPEST && cause != null; depth++) {
            if (cause instanceof IOException && !(cause instanceof ZipException)) {
                return DeployException.ofMachine("cannot be installed", cause);
            }
            cause = cause.getCause();
        }
        String reason = e.getCause() == null ? oneLine(e.getMessage()) : PlainWords.of(e.getCause());
        return new DeployException("cannot be installed: " + reason, e);
    }

    private static String location(int number) {
        return Fence.DEPLOYED + number;
    }

    /** This bundle alone: nobody is wired to what exports nothing. Only then are its old classes gone. */
    private void refresh(Bundle bundle) throws DeployException, InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> {
                    if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                        refreshed.countDown();
                    }
                });
        if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
            throw new DeployException(
                    "the framework did not let go of the version before within " + REFRESH_SECONDS + " s");
        }
    }

    private static byte[] nothing() {
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
