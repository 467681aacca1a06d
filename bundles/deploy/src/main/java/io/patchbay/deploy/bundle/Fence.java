package io.patchbay.deploy.bundle;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Restricts deployed bundles to the packages and services that are meant for connectors. The restriction protects the
 * integrity of the server's parts. The restriction is not a sandbox, because the server trusts deployed code as much as
 * it trusts the person who deploys the code.
 */
public final class Fence implements ResolverHookFactory, FindHook, EventListenerHook {

    static final String DEPLOYED = "deploy:";

    private static final String SETTINGS = "org.osgi.service.cm.ConfigurationAdmin";

    private final AllowedPackages allowed;

    public Fence(AllowedPackages allowed) {
        this.allowed = allowed;
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return new Resolving();
    }

    @Override
    public void find(
            BundleContext context,
            String name,
            String filter,
            boolean all,
            Collection<ServiceReference<?>> references) {
        boolean deployed = isDeployed(context.getBundle());
        references.removeIf(reference -> isInternal(reference) && (deployed || isDeployed(reference.getBundle())));
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        if (isInternal(event.getServiceReference())) {
            boolean ofConnector = isDeployed(event.getServiceReference().getBundle());
            listeners.keySet().removeIf(context -> ofConnector || isDeployed(context.getBundle()));
        }
    }

    public static boolean isDeployed(Bundle bundle) {
        return bundle != null && bundle.getLocation().startsWith(DEPLOYED);
    }

    /**
     * Returns whether a service is internal. ConfigurationAdmin is not internal, because Declarative Services uses it
     * on behalf of each bundle to read the settings of the bundle's components.
     */
    private static boolean isInternal(ServiceReference<?> reference) {
        String[] types = (String[]) reference.getProperty(Constants.OBJECTCLASS);
        return Arrays.stream(types)
                .anyMatch(type -> type.startsWith("io.patchbay.") && !type.startsWith("io.patchbay.api.")
                        || type.startsWith("org.osgi.service.cm.") && !type.equals(SETTINGS)
                        || type.startsWith("org.apache.felix.cm.")
                        || type.startsWith("org.osgi.framework.hooks."));
    }

    private final class Resolving implements ResolverHook {

        @Override
        public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
            Bundle requiring = requirement.getRevision().getBundle();
            // A bundle that is wired to a connector stops whenever that connector is replaced.
            candidates.removeIf(candidate -> {
                Bundle providing = candidate.getRevision().getBundle();
                return isDeployed(providing) && !providing.equals(requiring);
            });
            if (BundleRevision.PACKAGE_NAMESPACE.equals(requirement.getNamespace()) && isDeployed(requiring)) {
                candidates.removeIf(candidate ->
                        !allowed.contains((String) candidate.getAttributes().get(BundleRevision.PACKAGE_NAMESPACE)));
            }
        }

        @Override
        public void filterResolvable(Collection<BundleRevision> candidates) {}

        @Override
        public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> candidates) {}

        @Override
        public void end() {}
    }
}
