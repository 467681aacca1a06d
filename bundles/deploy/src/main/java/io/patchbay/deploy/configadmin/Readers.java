package io.patchbay.deploy.configadmin;

import static java.util.Objects.requireNonNull;

import io.patchbay.spi.deploy.Deployed;
import io.patchbay.support.Nearest;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.metatype.MetaTypeService;

/** The settings that bundles read. These settings change when connectors are deployed. */
public final class Readers {

    private static final int MAX_TYPOS = 2;

    private final Supplier<Known> current;
    /** The warnings, by factory. The warnings are cached, because one factory may have thousands of files. */
    private final Map<String, Optional<String>> warnings = new ConcurrentHashMap<>();

    private volatile Known known;

    /** @param current returns the settings that bundles read at this moment */
    public Readers(Supplier<Known> current) {
        this.current = current;
        this.known = current.get();
    }

    public Metatypes metatypes() {
        return known.metatypes;
    }

    public boolean isRead(Pid pid) {
        return known.pids.contains(pid.factory());
    }

    /** Refreshes the known settings, and returns the PIDs whose description is new or has changed. */
    public Set<String> refresh() {
        Metatypes before = known.metatypes;
        known = current.get();
        warnings.clear();
        return known.metatypes.changedSince(before);
    }

    /**
     * Returns a warning if no bundle reads a PID, but a bundle reads a similar PID. A PID without a similar PID may belong to a
     * connector that is deployed later. Returns no warning before all connectors have started.
     */
    public Optional<String> warning(Pid pid) {
        Known now = known;
        if (!now.complete || now.pids.contains(pid.factory())) {
            return Optional.empty();
        }
        return warnings.computeIfAbsent(
                pid.factory(),
                factory -> Nearest.to(factory, now.pids, MAX_TYPOS)
                        .map(near -> "no bundle reads " + factory + "; did you mean \"" + near + "\"?"));
    }

    /**
     * Returns the settings that the bundles read. Includes the PIDs of components only after all connectors of the
     * start have been deployed.
     */
    public static Known of(
            BundleContext context,
            MetaTypeService descriptions,
            ServiceComponentRuntime runtime,
            Predicate<Bundle> deployed) {
        Metatypes metatypes = Metatypes.of(context, descriptions, deployed);
        Set<String> pids = new TreeSet<>(metatypes.pids());
        boolean complete = context.getServiceReference(Deployed.class) != null;
        if (complete) {
            for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
                Collections.addAll(pids, component.configurationPid);
            }
        }
        return new Known(metatypes, pids, complete);
    }

    /** Returns a number that identifies the state of all bundles; 0 until all connectors of the start have been deployed. */
    public static long stamp(BundleContext context) {
        if (context.getServiceReference(Deployed.class) == null) {
            return 0;
        }
        long stamp = 1;
        for (Bundle bundle : context.getBundles()) {
            stamp = ((stamp * 31 + bundle.getBundleId()) * 31 + bundle.getState()) * 31 + bundle.getLastModified();
        }
        return stamp;
    }

    /**
     * The settings that bundles read at one moment.
     *
     * @param pids the PIDs that a bundle reads; the PID of a factory has no instance
     * @param complete whether all connectors of the start have been deployed
     */
    public record Known(Metatypes metatypes, Set<String> pids, boolean complete) {
        public Known {
            requireNonNull(metatypes, "metatypes");
            pids = Set.copyOf(pids);
        }
    }
}
