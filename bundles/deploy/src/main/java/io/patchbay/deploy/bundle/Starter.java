package io.patchbay.deploy.bundle;

import io.patchbay.spi.deploy.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Starts a connector and sees to it that it stands before it is published. */
public final class Starter {

    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(5);
    private static final long LOOK_EVERY_MILLIS = 5;

    private final BundleContext context;
    private final Components components;
    private final Bounded bounded;

    public Starter(BundleContext context, ServiceComponentRuntime runtime, Supplier<Duration> longest) {
        this.context = context;
        this.components = new Components(runtime);
        this.bounded = new Bounded(longest);
    }

    /**
     * Starts and publishes.
     *
     * @param tolerated what may wait in it, because it waits in the version before; the first version of all may wait for anything
     * @throws DeployException when it does not start, with why
     */
    public Publication start(
            InstalledVersion version,
            ImportCheck imports,
            Optional<List<String>> tolerated,
            Callable<Publication> publish)
            throws DeployException, InterruptedException {
        Bundle bundle = version.bundle();
        bounded.call("start", () -> {
            Slot.start(bundle, imports);
            return bundle;
        });
        settle(bundle, tolerated);
        try (OfferedServices services = new OfferedServices(context)) {
            boolean nothing = bounded.call(
                    "fetch",
                    () -> services.fetch(bundle, components) == 0
                            && components.state(bundle).waiting().isEmpty());
            if (nothing) {
                throw new DeployException(
                        "offers nothing: no component of it is a Tool, Resource, ResourceTemplate, Prompt or Connector"
                                + (components.anyIn(bundle)
                                        ? ""
                                        : "; it has no components at all: is @Component missing from its classes?"));
            }
            return bounded.callToItsEnd("publish", publish);
        }
    }

    /** How it is now. */
    public Components.State state(InstalledVersion version) {
        return components.state(version.bundle());
    }

    private void settle(Bundle bundle, Optional<List<String>> tolerated) throws DeployException, InterruptedException {
        long end = System.nanoTime() + SETTLES_WITHIN.toNanos();
        while (true) {
            Components.State state = components.state(bundle);
            if (!state.failed().isEmpty()) {
                throw state.failure();
            }
            List<String> waiting = new ArrayList<>(state.waiting());
            tolerated.ifPresent(waiting::removeAll);
            if (tolerated.isEmpty() || waiting.isEmpty()) {
                return;
            }
            if (System.nanoTime() - end > 0) {
                throw new DeployException(DeployException.Kind.WAITING, String.join("; ", waiting));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
