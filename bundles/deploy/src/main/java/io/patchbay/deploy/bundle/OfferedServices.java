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
 * Fetches all services that a connector offers to the catalog, and releases the services after the connector was
 * published. A delayed component that cannot start fails only when its service is fetched. If the service were released
 * before the publication, the component would be created twice.
 */
public final class OfferedServices implements AutoCloseable {

    private static final String NAMESPACE = "mcp.namespace";
    private static final String CONTRACT = "io.patchbay.api.";

    private final BundleContext context;
    private final List<ServiceReference<?>> fetched = new ArrayList<>();

    OfferedServices(BundleContext context) {
        this.context = context;
    }

    /**
     * Fetches all services for the catalog and returns their number.
     *
     * @throws DeployException if a registered component does not provide its service
     */
    int fetch(Bundle bundle, Components components) throws DeployException {
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        for (ServiceReference<?> reference : registered == null ? new ServiceReference<?>[0] : registered) {
            if (isForCatalog(reference)) {
                if (context.getService(reference) == null) {
                    throw components.explainMissingService(
                            bundle, Objects.toString(reference.getProperty("component.name"), "a service"));
                }
                fetched.add(reference);
            }
        }
        return fetched.size();
    }

    @Override
    public void close() {
        fetched.forEach(context::ungetService);
    }

    /** Returns whether a bundle offers the catalog a service that has no namespace. */
    public static boolean isWithoutNamespace(Bundle bundle) {
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        return registered != null
                && Stream.of(registered)
                        .filter(OfferedServices::isForCatalog)
                        .anyMatch(reference -> Objects.toString(reference.getProperty(NAMESPACE), "")
                                .isBlank());
    }

    private static boolean isForCatalog(ServiceReference<?> reference) {
        String[] types = (String[]) reference.getProperty(Constants.OBJECTCLASS);
        return Arrays.stream(types).anyMatch(type -> type.startsWith(CONTRACT));
    }
}
