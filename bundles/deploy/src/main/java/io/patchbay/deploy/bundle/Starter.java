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

/** Starts a connector, waits until the connector is ready, and then publishes it. */
public final class Starter {

    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    private final BundleContext context;
    private final Components components;
    private final Bounded bounded;
    private final PublicationOrder order = new PublicationOrder();

    public Starter(BundleContext context, ServiceComponentRuntime runtime, Supplier<Duration> startTimeout) {
        this.context = context;
        this.components = new Components(runtime);
        this.bounded = new Bounded(startTimeout);
    }

    /**
     * Starts and publishes a version.
     *
     * @param tolerated the components that may wait, because they also wait in the previous version; empty if there is
     *     no previous version; in that case, every component may wait
     * @throws DeployException if the version cannot be started or published
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
        awaitReady(bundle, tolerated);
        try (OfferedServices services = new OfferedServices(context)) {
            boolean nothing = bounded.call(
                    "fetch",
                    () -> services.fetch(bundle, components) == 0
                            && components.state(bundle).waiting().isEmpty());
            if (nothing) {
                throw new DeployException(
                        "the connector offers nothing: none of its components is a Tool, Resource, ResourceTemplate, Prompt or Connector"
                                + (components.hasAny(bundle)
                                        ? ""
                                        : "; the connector has no components at all. Is @Component missing from its classes?"));
            }
            order.awaitTurn(version.owner());
            return bounded.callThenJoin("publish", publish);
        }
    }

    /** Returns the order in which versions are published if several versions start at the same time. */
    public PublicationOrder order() {
        return order;
    }

    /** Returns the current state of a version's components. */
    public Components.State state(InstalledVersion version) {
        return components.state(version.bundle());
    }

    private void awaitReady(Bundle bundle, Optional<List<String>> tolerated)
            throws DeployException, InterruptedException {
        long end = System.nanoTime() + SETTLE_TIMEOUT.toNanos();
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
            TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos());
        }
    }
}
