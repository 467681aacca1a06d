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

/** Watches the services that provide entries for the catalog, and obtains services on request. */
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
     * Creates the tracker of services.
     *
     * @param patience the maximum time for the activation of a service's component
     * @param changed receives the id of each bundle whose services changed
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
     * Obtains a bundle's services. Keeps the services that were obtained before. Does not retry the services that
     * failed before. A component whose activation hangs therefore delays its bundle only once.
     *
     * @param before the result of the last call of this method
     */
    Taken obtain(long bundleId, Taken before) {
        Map<ServiceReference<?>, Object> held = new LinkedHashMap<>();
        Set<ServiceReference<?>> failed = new HashSet<>();
        List<Registration> registrations = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (ServiceReference<Object> reference : references(bundleId)) {
            Object namespace =
                    Optional.ofNullable(reference.getProperty(NAMESPACE)).orElse("");
            if (!(namespace instanceof String)) {
                refused.add(Lines.of(name(reference) + " is refused: its property " + NAMESPACE + " is not a string"));
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
                refused.add(Lines.of(name(reference)
                        + " is refused: the service could not be obtained. See the log for the cause."));
            }
        }
        return new Taken(registrations, held, failed, refused);
    }

    /** Releases services. */
    void release(Collection<ServiceReference<?>> references) {
        for (ServiceReference<?> reference : references) {
            try {
                context.ungetService(reference);
            } catch (IllegalStateException e) {
                log.debug("The framework has already released {}", reference, e);
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

    /**
     * Obtains a service. If the service belongs to a delayed component, this method runs code of the connector. That
     * code may fail or hang.
     */
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
            log.warn("{} could not be obtained", name(reference), e.getCause());
        } catch (TimeoutException e) {
            if (!getting.cancel(true)) {
                return get(reference);
            }
            log.warn("{} was not activated within {} s", name(reference), patience.toSeconds());
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
     * The services of a bundle.
     *
     * @param held the services to release after the last call into them has ended
     * @param failed the services that could not be obtained
     * @param refused one line for each refused service
     */
    record Taken(
            List<Registration> registrations,
            Map<ServiceReference<?>, Object> held,
            Set<ServiceReference<?>> failed,
            List<String> refused) {

        static final Taken NOTHING = new Taken(List.of(), Map.of(), Set.of(), List.of());

        /**
         * Returns whether nothing has changed since {@code before}. Does not call the method {@code equals} of a
         * service.
         */
        boolean isLike(Taken before) {
            return held.keySet().equals(before.held.keySet())
                    && failed.equals(before.failed)
                    && refused.equals(before.refused)
                    && IntStream.range(0, registrations.size())
                            .allMatch(i -> registrations.get(i).isLike(before.registrations.get(i)));
        }
    }

    /** Watches the references of services. The method {@link #obtain} obtains the services. */
    private static final class Watching implements ServiceTrackerCustomizer<Object, ServiceReference<Object>> {

        private final LongConsumer changed;

        Watching(LongConsumer changed) {
            this.changed = changed;
        }

        @Override
        public ServiceReference<Object> addingService(ServiceReference<Object> reference) {
            notifyChanged(reference);
            return reference;
        }

        @Override
        public void modifiedService(ServiceReference<Object> reference, ServiceReference<Object> same) {
            notifyChanged(reference);
        }

        @Override
        public void removedService(ServiceReference<Object> reference, ServiceReference<Object> same) {
            notifyChanged(reference);
        }

        private void notifyChanged(ServiceReference<Object> reference) {
            Optional.ofNullable(reference.getBundle()).ifPresent(bundle -> changed.accept(bundle.getBundleId()));
        }
    }
}
