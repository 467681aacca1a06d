package io.patchbay.deploy.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * Holds all services a connector offers to the catalog while it is being published. A delayed component looks well until its
 * service is fetched, and would be made twice if it were let go in between.
 */
public final class OfferedServices implements AutoCloseable {

    private static final String NAMESPACE = "mcp.namespace";
    private static final String CONTRACT = "io.patchbay.api.";

    private final BundleContext context;
    private final List<ServiceReference<?>> held = new ArrayList<>();

    OfferedServices(BundleContext context) {
        this.context = context;
    }

    /**
     * How many there are.
     *
     * @throws DeployException when one is registered and yet is not there
     */
    int fetch(Bundle bundle, Components components) throws DeployException {
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        for (ServiceReference<?> reference : registered == null ? new ServiceReference<?>[0] : registered) {
            if (offersToTheCatalog(reference)) {
                if (context.getService(reference) == null) {
                    throw components.withoutService(
                            bundle, Objects.toString(reference.getProperty("component.name"), "a service"));
                }
                held.add(reference);
            }
        }
        return held.size();
    }

    @Override
    public void close() {
        held.forEach(context::ungetService);
    }

    /** Returns whether something that a bundle offers to the catalog has no namespace before its name. */
    public static boolean isWithoutNamespace(Bundle bundle) {
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        return registered != null
                && Stream.of(registered)
                        .filter(OfferedServices::offersToTheCatalog)
                        .anyMatch(reference -> Objects.toString(reference.getProperty(NAMESPACE), "")
                                .isBlank());
    }

    private static boolean offersToTheCatalog(ServiceReference<?> reference) {
        String[] types = (String[]) reference.getProperty(Constants.OBJECTCLASS);
        return Arrays.stream(types).anyMatch(type -> type.startsWith(CONTRACT));
    }
}
