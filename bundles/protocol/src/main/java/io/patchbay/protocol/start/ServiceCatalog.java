package io.patchbay.protocol.start;

import static java.util.Objects.requireNonNull;

import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.catalog.Catalog;
import io.patchbay.protocol.catalog.Coalesced;
import io.patchbay.protocol.catalog.Names;
import io.patchbay.protocol.catalog.OwnerLocks;
import io.patchbay.spi.deploy.Arrival;
import io.patchbay.spi.deploy.Publication;
import io.patchbay.spi.deploy.Publisher;
import io.patchbay.spi.deploy.RefusedException;
import io.patchbay.spi.deploy.RefusedException.Reason;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The catalog of the services that deployed bundles register. After a bundle is published, the catalog follows the
 * changes of its services. The catalog releases a service only after the last call into the service has ended.
 */
@Component(
        service = {Publisher.class, ServiceCatalog.class},
        immediate = true)
public final class ServiceCatalog implements Publisher {

    private static final Duration ACTIVATION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FOLLOW_PAUSE = Duration.ofMillis(200);

    private final Executor threads = CallThreads.platform();
    private final OwnerLocks ownerLocks = new OwnerLocks();
    private final Catalog catalog;
    private final ConnectorServices services;
    private final Map<String, Published> byOwner = new ConcurrentHashMap<>();

    @Activate
    public ServiceCatalog(BundleContext context) {
        Path data =
                Path.of(requireNonNull(context.getProperty("patchbay.data"), "The property patchbay.data is missing."));
        this.catalog =
                new Catalog(new Names(data.resolve("names.json"), deployed(context)), threads, Catalog.Timing.DEFAULT);
        this.services = new ConnectorServices(context, threads, ACTIVATION_TIMEOUT, this::changed);
        services.open();
    }

    /**
     * Returns the condition that an owner still exists. An owner is a deployed file, which may have been deleted while
     * the server was down.
     */
    private static Predicate<String> deployed(BundleContext context) {
        Optional<Path> folder =
                Optional.ofNullable(context.getProperty("patchbay.deploy")).map(Path::of);
        return owner -> {
            try {
                return folder.isEmpty()
                        || !Files.notExists(folder.get().resolve(owner)); // a file that cannot be checked may exist
            } catch (InvalidPathException e) {
                return false;
            }
        };
    }

    /** Closes the catalog without waiting for connectors. An offer that is still being read is not published. */
    @Deactivate
    void close() {
        services.close();
        catalog.close();
        byOwner.values().forEach(published -> published.following.stop());
    }

    /** Returns the catalog. */
    Catalog catalog() {
        return catalog;
    }

    /** Returns the refused entries by owner, with one line for each entry. */
    Map<String, List<String>> refused() {
        Map<String, List<String>> all = new LinkedHashMap<>(catalog.refused());
        byOwner.forEach((owner, published) -> all.merge(owner, published.taken.refused(), ServiceCatalog::joined));
        return all;
    }

    @Override
    public Load beginLoad() {
        catalog.pauseSavingNames();
        return catalog::resumeSavingNames;
    }

    @Override
    public Publication publish(Arrival arrival) {
        if (!services.installed(arrival.bundleId())) {
            throw new IllegalStateException("There is no bundle with the id " + arrival.bundleId());
        }
        Optional<String> replaces =
                arrival.replaces().isPresent() ? ownerOf(arrival.replaces().getAsLong()) : Optional.empty();
        Set<String> owners = new HashSet<>(Set.of(arrival.owner()));
        replaces.ifPresent(owners::add);
        return ownerLocks.runLocked(owners, () -> publish(arrival, replaces));
    }

    private Publication publish(Arrival arrival, Optional<String> replaces) {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("The publication was interrupted while it waited for its turn");
        }
        Published published = new Published(arrival.owner(), arrival.bundleId());
        ConnectorServices.Taken taken = services.obtain(arrival.bundleId(), ConnectorServices.Taken.NOTHING);
        Publication publication;
        try {
            if (!taken.refused().isEmpty()) {
                throw new RefusedException(
                        taken.failed().isEmpty() ? Reason.DEFINITIONS : Reason.UNREADABLE, taken.refused());
            }
            publication = catalog.publish(arrival.owner(), taken.registrations(), replaces, arrival.update());
        } catch (RuntimeException e) {
            services.release(taken.held().keySet());
            throw e;
        }
        List<ServiceReference<?>> before = new ArrayList<>();
        replaces.ifPresent(other -> before.addAll(stopFollowing(other)));
        before.addAll(stopFollowing(arrival.owner()));
        published.taken = taken;
        byOwner.put(arrival.owner(), published);
        // a service may have been registered since the services were read
        published.following.request();
        return new Publication(publication.names(), publication.refused(), releaseAfter(publication, before));
    }

    @Override
    public Publication retire(String owner) {
        return end(owner, catalog::retire);
    }

    @Override
    public Publication withdraw(String owner) {
        return end(owner, catalog::withdraw);
    }

    private Publication end(String owner, Function<String, Publication> how) {
        return ownerLocks.runLocked(Set.of(owner), () -> {
            Publication publication = how.apply(owner);
            return new Publication(List.of(), List.of(), releaseAfter(publication, stopFollowing(owner)));
        });
    }

    @Override
    public Publication pause(String owner) {
        return ownerLocks.runLocked(Set.of(owner), () -> {
            Publication publication = catalog.pause(owner);
            Optional<Long> bundleId = Optional.ofNullable(byOwner.get(owner)).map(published -> published.bundleId);
            List<ServiceReference<?>> before = stopFollowing(owner);
            bundleId.ifPresent(id -> {
                Published paused = new Published(owner, id);
                paused.following.stop();
                byOwner.put(owner, paused);
            });
            return new Publication(publication.names(), List.of(), releaseAfter(publication, before));
        });
    }

    @Override
    public List<String> names(String owner) {
        return catalog.names(owner);
    }

    @Override
    public List<String> limits(String owner) {
        return catalog.limits(owner);
    }

    @Override
    public Set<String> scopes() {
        return catalog.scopes();
    }

    @Override
    public List<String> refused(String owner) {
        return refused().getOrDefault(owner, List.of());
    }

    private CompletionStage<Void> releaseAfter(Publication publication, List<ServiceReference<?>> before) {
        return publication.drained().thenRunAsync(() -> services.release(before), threads);
    }

    private List<ServiceReference<?>> stopFollowing(String owner) {
        Optional<Published> published = Optional.ofNullable(byOwner.remove(owner));
        published.ifPresent(ended -> ended.following.stop());
        return published.map(ended -> List.copyOf(ended.taken.held().keySet())).orElse(List.of());
    }

    private Optional<String> ownerOf(long bundleId) {
        return byOwner.values().stream()
                .filter(published -> published.bundleId == bundleId)
                .map(published -> published.owner)
                .findFirst();
    }

    private void changed(long bundleId) {
        for (Published published : byOwner.values()) {
            if (published.bundleId == bundleId) {
                published.following.request();
            }
        }
    }

    private void follow(Published published) {
        ownerLocks.runLocked(Set.of(published.owner), () -> {
            if (byOwner.get(published.owner) == published) {
                followInTurn(published);
            }
            return published;
        });
    }

    private void followInTurn(Published published) {
        ConnectorServices.Taken taken = services.obtain(published.bundleId, published.taken);
        if (taken.isLike(published.taken)) {
            return;
        }
        List<ServiceReference<?>> gone = new ArrayList<>(published.taken.held().keySet());
        gone.removeAll(taken.held().keySet());
        published.taken = taken;
        releaseAfter(catalog.republish(published.owner, taken.registrations()), gone);
    }

    private static List<String> joined(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** A published bundle whose services the catalog follows. */
    private final class Published {

        private final String owner;
        private final long bundleId;
        private final Coalesced following;
        private volatile ConnectorServices.Taken taken = ConnectorServices.Taken.NOTHING;

        Published(String owner, long bundleId) {
            this.owner = owner;
            this.bundleId = bundleId;
            this.following = new Coalesced(() -> follow(this), threads, FOLLOW_PAUSE);
        }
    }
}
