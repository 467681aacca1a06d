package io.patchbay.deploy.configadmin;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.file.Nearest;
import io.patchbay.spi.deploy.Deployed;
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

/** Which settings are read by somebody. It grows with what is deployed. */
public final class Readers {

    private static final int MISTYPED_LETTERS = 2;

    private final Supplier<Known> look;
    /** By factory, since there may be thousands of files of one. */
    private final Map<String, Optional<String>> doubts = new ConcurrentHashMap<>();

    private volatile Known known;

    /** @param look what is known at this moment */
    public Readers(Supplier<Known> look) {
        this.look = look;
        this.known = look.get();
    }

    public Metatypes metatypes() {
        return known.metatypes;
    }

    public boolean reads(Pid pid) {
        return known.pids.contains(pid.factory());
    }

    /** Looks again, and returns the PIDs whose settings are described anew. */
    public Set<String> renew() {
        Metatypes before = known.metatypes;
        known = look.get();
        doubts.clear();
        return known.metatypes.since(before);
    }

    /**
     * Whether a PID that nobody reads looks like one that somebody does. One that looks like none may be a connector's that comes
     * later, and nothing is known for certain before all connectors have started.
     */
    public Optional<String> doubt(Pid pid) {
        Known now = known;
        if (!now.complete || now.pids.contains(pid.factory())) {
            return Optional.empty();
        }
        return doubts.computeIfAbsent(
                pid.factory(),
                factory -> Nearest.to(factory, now.pids, MISTYPED_LETTERS)
                        .map(near -> "nobody reads " + factory + "; is \"" + near + "\" meant?"));
    }

    /** What is known of all bundles now; of their components only once all that was in the folders at start runs. */
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

    /** Tells one state of all bundles from another; 0 until all that was in the folders at start runs. */
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
     * What is known at one moment.
     *
     * @param pids that somebody reads, those of factories without an instance
     * @param complete whether nobody else is about to come
     */
    public record Known(Metatypes metatypes, Set<String> pids, boolean complete) {
        public Known {
            requireNonNull(metatypes, "metatypes");
            pids = Set.copyOf(pids);
        }
    }
}
