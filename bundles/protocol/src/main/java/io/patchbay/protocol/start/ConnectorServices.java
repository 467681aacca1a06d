package io.patchbay.protocol.start;

import static java.util.stream.Collectors.joining;

import io.patchbay.api.Connector;
import io.patchbay.api.Prompt;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.Tool;
import io.patchbay.protocol.catalog.Registration;
import io.patchbay.protocol.json.Lines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services that offer something to the catalog: sees them come, change and go, and gets them when told to. */
final class ConnectorServices {

    private static final Logger log = LoggerFactory.getLogger(ConnectorServices.class);
    private static final List<Class<?>> TYPES =
            List.of(Tool.class, Resource.class, ResourceTemplate.class, Prompt.class, Connector.class);
    private static final String NAMESPACE = "mcp.namespace";

    private final BundleContext context;
    private final Executor threads;
    private final Duration patience;
    private final ServiceTracker<Object, ServiceReference<Object>> tracker;

    /**
     * @param patience how long a service's component may take to be activated
     * @param changed told the id of each bundle whose services changed
     */
    ConnectorServices(BundleContext context, Executor threads, Duration patience, LongConsumer changed) {
        this.context = context;
        this.threads = threads;
        this.patience = patience;
        this.tracker = new ServiceTracker<>(context, filter(), new Watching(changed));
    }

    private static Filter filter() {
        try {
            return FrameworkUtil.createFilter(TYPES.stream()
                    .map(type -> "(" + Constants.OBJECTCLASS + "=" + type.getName() + ")")
                    .collect(joining("", "(|", ")")));
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    void open() {
        tracker.open();
    }

    void close() {
        tracker.close();
    }

    boolean installed(long bundleId) {
        return context.getBundle(bundleId) != null;
    }

    /**
     * Gets a bundle's services. Those that are held already are not gotten again, and those that could not be had are not tried
     * again: a component that hangs while it is activated holds up its bundle once.
     *
     * @param before what was taken before
     */
    Taken take(long bundleId, Taken before) {
        Map<ServiceReference<?>, Object> held = new LinkedHashMap<>();
        Set<ServiceReference<?>> failed = new HashSet<>();
        List<Registration> registrations = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (ServiceReference<Object> reference : references(bundleId)) {
            Object namespace =
                    Optional.ofNullable(reference.getProperty(NAMESPACE)).orElse("");
            if (!(namespace instanceof String)) {
                refused.add(Lines.of(name(reference) + " is refused: its property " + NAMESPACE + " is no text"));
                continue;
            }
            Optional<Object> service = before.failed().contains(reference)
                    ? Optional.empty()
                    : Optional.ofNullable(before.held().get(reference)).or(() -> get(reference));
            if (service.isPresent()) {
                held.put(reference, service.get());
                registrations.add(new Registration(service.get(), (String) namespace, ranking(reference), (Long)
                        reference.getProperty(Constants.SERVICE_ID)));
            } else {
                failed.add(reference);
                refused.add(
                        Lines.of(name(reference) + " is refused: the service could not be had; the log may tell more"));
            }
        }
        return new Taken(registrations, held, failed, refused);
    }

    /** Gives services back. */
    void release(Collection<ServiceReference<?>> references) {
        for (ServiceReference<?> reference : references) {
            try {
                context.ungetService(reference);
            } catch (IllegalStateException e) {
                log.debug("The framework has given {} back already", reference, e);
            }
        }
    }

    private List<ServiceReference<Object>> references(long bundleId) {
        return Optional.ofNullable(tracker.getServiceReferences()).stream()
                .flatMap(Stream::of)
                .filter(reference -> Optional.ofNullable(reference.getBundle())
                        .filter(bundle -> bundle.getBundleId() == bundleId)
                        .isPresent())
                .sorted()
                .toList();
    }

    /** Activates a delayed component, which is the connector's code: it may fail, or hang. */
    private Optional<Object> get(ServiceReference<Object> reference) {
        FutureTask<Optional<Object>> getting =
                new FutureTask<>(() -> Optional.ofNullable(context.getService(reference)));
        threads.execute(() -> {
            getting.run();
            if (getting.isCancelled()) {
                release(List.of(reference));
            }
        });
        try {
            return getting.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            log.warn("{} could not be had", name(reference), e.getCause());
        } catch (TimeoutException e) {
            if (!getting.cancel(true)) {
                return get(reference);
            }
            log.warn("{} was not there after {} s", name(reference), patience.toSeconds());
        } catch (InterruptedException e) {
            getting.cancel(true);
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static int ranking(ServiceReference<?> reference) {
        return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    private static String name(ServiceReference<?> reference) {
        Object component = reference.getProperty("component.name");
        return "The service "
                + (component instanceof String name
                        ? name
                        : reference.getProperty(Constants.SERVICE_ID).toString());
    }

    /**
     * What a bundle's services are.
     *
     * @param held to be released once they are not called any more
     * @param failed could not be had
     * @param refused one readable line each
     */
    record Taken(
            List<Registration> registrations,
            Map<ServiceReference<?>, Object> held,
            Set<ServiceReference<?>> failed,
            List<String> refused) {

        static final Taken NOTHING = new Taken(List.of(), Map.of(), Set.of(), List.of());

        /** Returns whether it is the same as before, so that there is nothing to follow. Asks no service whether it equals another. */
        boolean isLike(Taken before) {
            return held.keySet().equals(before.held.keySet())
                    && failed.equals(before.failed)
                    && refused.equals(before.refused)
                    && IntStream.range(0, registrations.size())
                            .allMatch(i -> registrations.get(i).isLike(before.registrations.get(i)));
        }
    }

    /** Looks at references only: getting a service is for {@link #take}. */
    private static final class Watching implements ServiceTrackerCustomizer<Object, ServiceReference<Object>> {

        private final LongConsumer changed;

        Watching(LongConsumer changed) {
            this.changed = changed;
        }

        @Override
        public ServiceReference<Object> addingService(ServiceReference<Object> reference) {
            tell(reference);
            return reference;
        }

        @Override
        public void modifiedService(ServiceReference<Object> reference, ServiceReference<Object> same) {
            tell(reference);
        }

        @Override
        public void removedService(ServiceReference<Object> reference, ServiceReference<Object> same) {
            tell(reference);
        }

        private void tell(ServiceReference<Object> reference) {
            Optional.ofNullable(reference.getBundle()).ifPresent(bundle -> changed.accept(bundle.getBundleId()));
        }
    }
}
