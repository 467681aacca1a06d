package io.patchbay.protocol.catalog;

import static java.util.stream.Collectors.toCollection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.api.Connector;
import io.patchbay.api.Interest;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.spi.deploy.Publication;
import io.patchbay.spi.deploy.RefusedException;
import io.patchbay.spi.policy.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All registered tools, resources, templates and prompts. Readers use the snapshot and never wait. Writers build the next
 * snapshot and publish it in one step. Removed entries are retired after this step. Therefore a name that stays in the catalog
 * is always available. Only paused entries are retired while they are in the catalog.
 */
public final class Catalog {

    private static final Logger log = LoggerFactory.getLogger(Catalog.class);
    private static final Duration NAMES_RETRY = Duration.ofSeconds(2);

    /** Guards the fields below. No thread holds this lock while connector code runs. */
    private final Object step = new Object();

    private final Names names;
    private final OpenConnectors connectors;

    @GuardedBy("step")
    private Map<String, List<Offer>> holdings = new LinkedHashMap<>();

    @GuardedBy("step")
    private boolean closed;

    private final PatientReader reader;
    private final Notices notices;
    /** Tries again to save the owners of names, each time after a longer pause. */
    private final Coalesced namesRetry;

    private volatile CatalogSnapshot snapshot = new CatalogSnapshot(0, List.of());
    private volatile Map<String, List<String>> refused = Map.of();

    /**
     * @param threads runs connector code and listeners, each task on its own thread
     * @param timing the time limits for connectors
     */
    public Catalog(Names names, Executor threads, Timing timing) {
        this.names = names;
        this.connectors = new OpenConnectors(
                threads,
                timing.pause(),
                new OpenConnectors.Callbacks(
                        this::reread, this::postResourceUpdated, this::postListingChanged, this::postPageFinished));
        this.reader = new PatientReader(threads, timing.patience());
        this.notices = new Notices(threads);
        this.namesRetry = new Coalesced(this::rememberAgain, threads, NAMES_RETRY);
    }

    /** Returns the current snapshot. Thread-safe and cheap. */
    public CatalogSnapshot snapshot() {
        return snapshot;
    }

    public void addListener(CatalogListener listener) {
        notices.addListener(listener);
    }

    public void removeListener(CatalogListener listener) {
        notices.removeListener(listener);
    }

    /**
     * Replaces all entries of this owner, and of the replaced owner, with the entries of these registrations. Entries of
     * registrations that were published before stay unchanged. Blocks while definitions are read. Callers must not publish
     * concurrently for the same owner.
     *
     * @param replaces another owner, whose names this owner gets in the same step
     * @throws RefusedException if one of the entries is refused, or if other owners hold the names of all entries; then the
     *     catalog is unchanged
     */
    public Publication publish(String owner, List<Registration> registrations, Optional<String> replaces) {
        return publish(owner, registrations, replaces, false);
    }

    /** @param update true if the owner has served before; then no other owner may hold a name that is new in this version */
    public Publication publish(
            String owner, List<Registration> registrations, Optional<String> replaces, boolean update) {
        return publish(owner, registrations, replaces, attempt -> {
            Optional<RefusedException> refusal =
                    attempt.refused().refusal(attempt.published().isEmpty());
            return update ? refusal.or(() -> attempt.refused().refusalOfUpdate(attempt.offeredBefore())) : refusal;
        });
    }

    /**
     * Publishes the current services of an owner that was published before. Unlike {@link #publish}, omits refused entries and
     * throws no exception. Does nothing after the catalog is closed.
     */
    public Publication republish(String owner, List<Registration> registrations) {
        if (isClosed()) {
            return new Publication(List.of(), List.of(), CompletableFuture.completedStage(null));
        }
        return publish(owner, registrations, Optional.empty(), attempt -> Optional.empty());
    }

    private Publication publish(
            String owner,
            List<Registration> registrations,
            Optional<String> replaces,
            Function<Attempt, Optional<RefusedException>> refusal) {
        List<Offer> read = reader.read(owner, unread(owner, registrations));
        synchronized (step) {
            if (closed) {
                throw new IllegalStateException("The catalog is closed");
            }
            Map<String, List<Offer>> next = new LinkedHashMap<>(holdings);
            Map<String, String> owners = names.owners();
            replaces.filter(other -> !other.equals(owner)).ifPresent(other -> {
                next.remove(other);
                owners.replaceAll((name, holder) -> holder.equals(other) ? owner : holder);
            });
            next.put(owner, offers(owner, registrations, read));
            Resolution resolution = resolve(next, owners);
            List<String> published = published(resolution, owner);
            Refused own = resolution.refused().get(owner);
            Optional<RefusedException> why = refusal.apply(new Attempt(own, published, offered(owner, replaces)));
            if (why.isPresent()) {
                throw why.get();
            }
            return new Publication(published, own.lines(), commit(next, resolution));
        }
    }

    private boolean isClosed() {
        synchronized (step) {
            return closed;
        }
    }

    /** Returns the names that the previous version wanted to publish. */
    @GuardedBy("step")
    private Set<String> offered(String owner, Optional<String> replaces) {
        List<Offer> offers = new ArrayList<>(holdings.getOrDefault(owner, List.of()));
        offers.addAll(replaces.map(holdings::get).orElse(List.of()));
        return offers.stream()
                .flatMap(offer -> offer.entries().stream())
                .map(Names::name)
                .collect(toCollection(HashSet::new));
    }

    /** Removes an owner's entries and frees all its names, including names that the owner does not use now. */
    public Publication retire(String owner) {
        return withdraw(owner, owner::equals);
    }

    /** Removes an owner's entries and keeps its names reserved. */
    public Publication withdraw(String owner) {
        return withdraw(owner, holder -> false);
    }

    /**
     * Stops new calls to an owner's entries and keeps the entries in lists. New calls wait until the entries are replaced or
     * removed. The services of the entries can no longer change the entries.
     */
    public Publication pause(String owner) {
        synchronized (step) {
            Map<String, List<Offer>> next = new LinkedHashMap<>(holdings);
            next.computeIfPresent(
                    owner,
                    (name, offers) -> offers.stream().map(Offer::detached).toList());
            holdings = next;
            connectors.follow(holdings);
            return new Publication(names(owner), List.of(), retired(entries(owner)));
        }
    }

    private Publication withdraw(String owner, Predicate<String> freed) {
        synchronized (step) {
            Map<String, List<Offer>> next = new LinkedHashMap<>(holdings);
            next.remove(owner);
            Map<String, String> owners = names.owners();
            owners.values().removeIf(freed);
            return new Publication(List.of(), List.of(), commit(next, resolve(next, owners)));
        }
    }

    /** Returns the wire names of an owner's entries. */
    public List<String> names(String owner) {
        return entries(owner).stream().map(Entry::wireName).toList();
    }

    /** Keeps the owners of names only in memory until {@link #resumeSavingNames} is called. */
    public void pauseSavingNames() {
        synchronized (step) {
            names.pauseSaving();
        }
    }

    /** Saves the owners of names, now and at each later change. */
    public void resumeSavingNames() {
        synchronized (step) {
            names.resumeSaving();
            remember(names.owners());
        }
    }

    /** Closes the catalog: removes all entries and keeps the owners of names saved. */
    public void close() {
        synchronized (step) {
            closed = true;
            namesRetry.stop();
            commit(Map.of(), resolve(Map.of(), names.owners()));
        }
    }

    /**
     * Tells connectors which changes are of interest to clients.
     *
     * @return a future that completes when all connectors have received the interest
     */
    public CompletableFuture<Void> updateInterest(Interest all) {
        synchronized (step) {
            return connectors.updateInterest(all, holdings);
        }
    }

    /** Returns the entries that are refused now, by owner, one readable line each. */
    public Map<String, List<String>> refused() {
        Map<String, List<String>> all = new LinkedHashMap<>(refused);
        reader.unresponsive()
                .forEach((owner, lines) -> all.merge(
                        owner,
                        lines,
                        (some, more) ->
                                Stream.of(some, more).flatMap(List::stream).toList()));
        return all;
    }

    /** Returns the problems of the catalog and the problems that connectors report. Thread-safe; does not block. */
    public List<String> problems() {
        return Stream.concat(names.problem().stream(), connectors.problems().stream())
                .toList();
    }

    private List<Registration> unread(String owner, List<Registration> registrations) {
        return registrations.stream()
                .filter(registration -> currentOffer(owner, registration).isEmpty())
                .toList();
    }

    /**
     * Returns the new offers and the current offers of registrations that were published before. The lists of these
     * registrations may have changed since then.
     */
    private List<Offer> offers(String owner, List<Registration> registrations, List<Offer> read) {
        List<Offer> offers = new ArrayList<>(read);
        for (Registration registration : registrations) {
            currentOffer(owner, registration).ifPresent(offer -> offers.add(offer.with(registration)));
        }
        return offers;
    }

    private Optional<Offer> currentOffer(String owner, Registration registration) {
        synchronized (step) {
            return holdings.getOrDefault(owner, List.of()).stream()
                    .filter(offer -> offer.registration().hasSameEntries(registration))
                    .findFirst();
        }
    }

    private static List<String> published(Resolution resolution, String owner) {
        return resolution.entries().stream()
                .filter(entry -> entry.owner().equals(owner))
                .map(Entry::wireName)
                .toList();
    }

    private Resolution resolve(Map<String, List<Offer>> next, Map<String, String> owners) {
        return Resolution.of(next, owners, snapshot.entries());
    }

    @GuardedBy("step")
    private CompletionStage<Void> commit(Map<String, List<Offer>> next, Resolution resolution) {
        CatalogSnapshot before = snapshot;
        Set<Entry> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(before.entries());
        resolution.entries().forEach(gone::remove);
        log(before, resolution);
        holdings = next;
        remember(resolution.owners());
        refused = lines(resolution);
        CatalogSnapshot after = new CatalogSnapshot(before.version() + 1, resolution.entries());
        if (!after.entries().equals(before.entries())) {
            snapshot = after;
            before.replaced().complete(null);
            Set<CatalogListener.Kind> kinds = after.differencesFrom(before);
            if (!kinds.isEmpty()) {
                notices.post(listener -> listener.changed(kinds));
            }
        }
        connectors.follow(holdings);
        return retired(gone);
    }

    @GuardedBy("step")
    private void remember(Map<String, String> owners) {
        names.remember(owners);
        if (names.problem().isPresent() && !closed) {
            namesRetry.request();
        }
    }

    private void rememberAgain() {
        synchronized (step) {
            remember(names.owners());
        }
    }

    private static Map<String, List<String>> lines(Resolution resolution) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        resolution.refused().forEach((owner, own) -> lines.put(owner, own.lines()));
        return lines;
    }

    private List<Entry> entries(String owner) {
        return snapshot.entries().stream()
                .filter(entry -> entry.owner().equals(owner))
                .toList();
    }

    private static CompletionStage<Void> retired(Collection<Entry> entries) {
        return CompletableFuture.allOf(entries.stream()
                .map(entry -> entry.lease().retire().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    @GuardedBy("step")
    private void log(CatalogSnapshot before, Resolution resolution) {
        Map<String, List<String>> now = lines(resolution);
        now.forEach((owner, lines) -> lines.stream()
                .filter(line -> !refused.getOrDefault(owner, List.of()).contains(line))
                .forEach(log::warn));
        if (!closed) {
            refused.forEach((owner, lines) -> lines.stream()
                    .filter(line -> !now.getOrDefault(owner, List.of()).contains(line))
                    .forEach(line -> log.info("No longer: {}", line)));
        }
        Set<String> known = before.entries().stream().map(Entry::wireName).collect(toCollection(HashSet::new));
        for (Entry entry : resolution.entries()) {
            if (known.add(entry.wireName())) {
                entry.limits().ifPresent(line -> log.info("{}: {}", entry.owner(), line));
            }
        }
    }

    /** Returns the entries of an owner that some clients cannot use, one line each. */
    public List<String> limits(String owner) {
        return entries(owner).stream()
                .map(Entry::limits)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the scopes that name published entries, and the scopes that the definitions of these entries require. */
    public Set<String> scopes() {
        return snapshot.entries().stream()
                .map(Entry::target)
                .flatMap(target -> Stream.concat(Stream.of(target.scope()), target.scopes().stream()))
                .collect(Collectors.toSet());
    }

    private void reread(Connector connector) {
        Optional<Held> before = held(connector);
        before.flatMap(held -> reader.reread(held.owner(), held.offer())).ifPresent(after -> {
            synchronized (step) {
                held(connector).ifPresent(now -> {
                    if (now.hasSameEntries(before.get())) {
                        Map<String, List<Offer>> next = new LinkedHashMap<>(holdings);
                        next.computeIfPresent(now.owner(), (owner, offers) -> now.replacedIn(offers, after));
                        commit(next, resolve(next, names.owners()));
                    } else {
                        connectors.requestReread(connector);
                    }
                });
            }
        });
    }

    private Optional<Held> held(Connector connector) {
        synchronized (step) {
            return holdings.entrySet().stream()
                    .flatMap(holding -> holding.getValue().stream().map(offer -> new Held(holding.getKey(), offer)))
                    .filter(held -> held.offer().registration().service() == connector)
                    .findFirst();
        }
    }

    /** Posts a change of a resource. Ignores resources that do not belong to the connector. */
    private void postResourceUpdated(Connector connector, String uri) {
        Optional<ResourceUri> changed = ResourceUri.of(uri);
        boolean own = changed.isPresent()
                && held(connector)
                        .filter(held -> held.offer().has(changed.get()))
                        .isPresent();
        if (own) {
            notices.post(listener -> listener.resourceUpdated(uri));
        }
    }

    /** Posts a change of the resources below the connector's templates. */
    private void postListingChanged(Connector connector) {
        List<Target> templates = held(connector).stream()
                .flatMap(held -> held.offer().entries().stream())
                .filter(TemplateEntry.class::isInstance)
                .map(Entry::target)
                .toList();
        if (!templates.isEmpty()) {
            notices.post(listener -> listener.listingChanged(templates));
        }
    }

    /** Posts that a user has completed a page (URL elicitation) of this connector. */
    private void postPageFinished(Connector connector, String id) {
        held(connector).ifPresent(held -> notices.post(listener -> listener.pageFinished(held.owner(), id)));
    }

    /** An offer and its owner. */
    private record Held(String owner, Offer offer) {

        boolean hasSameEntries(Held other) {
            return offer.entries() == other.offer.entries();
        }

        List<Offer> replacedIn(List<Offer> offers, Offer after) {
            return offers.stream()
                    .map(each -> each == offer ? after.with(offer.registration()) : each)
                    .toList();
        }
    }

    /**
     * A planned publication.
     *
     * @param refused the owner's entries that would not be published
     * @param published the wire names that would be published
     * @param offeredBefore the names that the previous version wanted to publish
     */
    private record Attempt(Refused refused, List<String> published, Set<String> offeredBefore) {}

    /**
     * The time limits for connectors.
     *
     * @param patience the maximum time for a connector to return its definitions
     * @param pause minimum time between two reads of the same connector
     */
    public record Timing(Duration patience, Duration pause) {

        public static final Timing DEFAULT = new Timing(Duration.ofSeconds(10), Duration.ofMillis(200));
    }
}
