package io.patchbay.protocol.catalog;

import static java.util.stream.Collectors.toCollection;

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
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is registered now. Readers take the snapshot and never wait; writers build the next one and put it in its place in
 * one step. What left the catalog is retired after the step, so that every name that stays answers all the time; only what is
 * paused is retired while it stays.
 */
public final class Catalog {

    private static final Logger log = LoggerFactory.getLogger(Catalog.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** Guards what follows; never held while a connector's code runs. */
    private final Object step = new Object();

    private final Names names;
    private final OpenConnectors connectors;
    private Map<String, List<Offer>> holdings = new LinkedHashMap<>();
    private boolean closed;

    private final PatientReader reader;
    private final Notices notices;
    /** Tries again to keep who holds which name, after a pause that grows. */
    private final Coalesced rememberingAgain;

    private volatile CatalogSnapshot snapshot = new CatalogSnapshot(0, List.of());
    private volatile Map<String, List<String>> refused = Map.of();

    /**
     * @param threads runs connectors' code and listeners, each piece of work on a thread of its own
     * @param timing how patient it is with connectors
     */
    public Catalog(Names names, Executor threads, Timing timing) {
        this.names = names;
        this.connectors = new OpenConnectors(
                threads,
                timing.pause(),
                new OpenConnectors.Speech(this::readAgain, this::updated, this::listed, this::finished));
        this.reader = new PatientReader(threads, timing.patience());
        this.notices = new Notices(threads);
        this.rememberingAgain = new Coalesced(this::rememberAgain, threads, RETRY);
    }

    /** What there is now. Any thread, at any rate. */
    public CatalogSnapshot snapshot() {
        return snapshot;
    }

    public void listen(CatalogListener listener) {
        notices.listen(listener);
    }

    public void ignore(CatalogListener listener) {
        notices.ignore(listener);
    }

    /**
     * Puts what these registrations offer in place of all that the owner, and the owner it replaces, had; what was registered
     * before stays as it is. Blocks while definitions are read; one at a time for one owner, of which the caller takes care.
     *
     * @param replaces another owner, whose names go to this one in the same step
     * @throws RefusedException when one of its own entries is refused, or all for others' names; then nothing has changed
     */
    public Publication publish(String owner, List<Registration> registrations, Optional<String> replaces) {
        return publish(owner, registrations, replaces, false);
    }

    /** @param update whether the owner has served before: then no name that is new in it may be another owner's */
    public Publication publish(
            String owner, List<Registration> registrations, Optional<String> replaces, boolean update) {
        return publish(owner, registrations, replaces, (refused, published) -> {
            Optional<RefusedException> refusal = refused.refusal(published.isEmpty());
            return update ? refusal.or(() -> refused.refusalOfUpdate(offered(owner, replaces))) : refusal;
        });
    }

    /**
     * Follows what an owner's services became since it was published: as {@link #publish}, but what is refused is only left out.
     * Does nothing once the catalog is closed.
     */
    public Publication follow(String owner, List<Registration> registrations) {
        if (isClosed()) {
            return new Publication(List.of(), List.of(), CompletableFuture.completedStage(null));
        }
        return publish(owner, registrations, Optional.empty(), (refused, published) -> Optional.empty());
    }

    private Publication publish(
            String owner,
            List<Registration> registrations,
            Optional<String> replaces,
            BiFunction<Refused, List<String>, Optional<RefusedException>> refusal) {
        List<Offer> read = reader.read(owner, unread(owner, registrations));
        synchronized (step) {
            if (closed) {
                throw new IllegalStateException("The catalog has been closed meanwhile");
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
            Optional<RefusedException> why = refusal.apply(own, published);
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

    /** The names of all that the version before wanted to publish. Guarded by the step. */
    private Set<String> offered(String owner, Optional<String> replaces) {
        return Stream.concat(Stream.of(owner), replaces.stream())
                .flatMap(each -> holdings.getOrDefault(each, List.of()).stream())
                .flatMap(offer -> offer.entries().stream())
                .map(Names::name)
                .collect(toCollection(HashSet::new));
    }

    /** Takes an owner's entries out and frees its names, also those it is only remembered for. */
    public Publication retire(String owner) {
        return withdraw(owner, owner::equals);
    }

    /** Takes an owner's entries out and keeps its names for it. */
    public Publication withdraw(String owner) {
        return withdraw(owner, holder -> false);
    }

    /**
     * Lets no call into an owner's entries begin, and leaves them in lists: the calls that come wait for what is published in
     * their place, or for their leaving. What stood behind them changes them no more.
     */
    public Publication pause(String owner) {
        synchronized (step) {
            Map<String, List<Offer>> next = new LinkedHashMap<>(holdings);
            next.computeIfPresent(
                    owner,
                    (name, offers) -> offers.stream().map(Offer::abandoned).toList());
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

    /** What an owner has now, by wire name. */
    public List<String> names(String owner) {
        return entries(owner).stream().map(Entry::wireName).toList();
    }

    /** Keeps who holds which name in memory only, until {@link #keepNames}. */
    public void holdNames() {
        synchronized (step) {
            names.hold();
        }
    }

    /** Writes who holds which name, and does so at each change from now on. */
    public void keepNames() {
        synchronized (step) {
            names.release();
            remember(names.owners());
        }
    }

    /** Ends: nothing is there any more, and who holds which name stays remembered. */
    public void close() {
        synchronized (step) {
            closed = true;
            rememberingAgain.stop();
            commit(Map.of(), resolve(Map.of(), names.owners()));
        }
    }

    /**
     * Tells connectors what clients want to hear of.
     *
     * @return when they know
     */
    public CompletableFuture<Void> interest(Interest all) {
        synchronized (step) {
            return connectors.interest(all, holdings);
        }
    }

    /** What is refused now, by owner, one readable line each. */
    public Map<String, List<String>> refused() {
        Map<String, List<String>> all = new LinkedHashMap<>(refused);
        reader.silent()
                .forEach((owner, lines) -> all.merge(
                        owner,
                        lines,
                        (some, more) ->
                                Stream.of(some, more).flatMap(List::stream).toList()));
        return all;
    }

    /** What is wrong with the catalog itself, and what connectors say is wrong around them. Any thread; waits for nothing. */
    public List<String> problems() {
        return Stream.concat(names.problem().stream(), connectors.problems().stream())
                .toList();
    }

    private List<Registration> unread(String owner, List<Registration> registrations) {
        return registrations.stream()
                .filter(registration -> held(owner, registration).isEmpty())
                .toList();
    }

    /** What was read now, and what is there of registrations that were published before: their lists may have changed meanwhile. */
    private List<Offer> offers(String owner, List<Registration> registrations, List<Offer> read) {
        List<Offer> offers = new ArrayList<>(read);
        for (Registration registration : registrations) {
            held(owner, registration).ifPresent(offer -> offers.add(offer.with(registration)));
        }
        return offers;
    }

    private Optional<Offer> held(String owner, Registration registration) {
        synchronized (step) {
            return holdings.getOrDefault(owner, List.of()).stream()
                    .filter(offer -> offer.registration().sameEntries(registration))
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

    private void remember(Map<String, String> owners) {
        names.remember(owners);
        if (names.problem().isPresent() && !closed) {
            rememberingAgain.request();
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

    /** What some clients cannot use of what an owner has published, one line each. */
    public List<String> limits(String owner) {
        return entries(owner).stream()
                .map(Entry::limits)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the scopes that name what is published, and those that its definitions ask for. */
    public Set<String> scopes() {
        return snapshot.entries().stream()
                .map(Entry::target)
                .flatMap(target -> Stream.concat(Stream.of(target.scope()), target.scopes().stream()))
                .collect(Collectors.toSet());
    }

    private void readAgain(Connector connector) {
        Optional<Held> before = held(connector);
        before.flatMap(held -> reader.again(held.owner(), held.offer())).ifPresent(after -> {
            synchronized (step) {
                held(connector).ifPresent(now -> {
                    if (now.sameEntries(before.get())) {
                        Map<String, List<Offer>> next = new LinkedHashMap<>(holdings);
                        next.computeIfPresent(now.owner(), (owner, offers) -> now.replacedIn(offers, after));
                        commit(next, resolve(next, names.owners()));
                    } else {
                        connectors.changed(connector);
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

    /** A connector speaks for its own resources only. */
    private void updated(Connector connector, String uri) {
        Optional<ResourceUri> changed = ResourceUri.of(uri);
        boolean own = changed.isPresent()
                && held(connector)
                        .filter(held -> held.offer().has(changed.get()))
                        .isPresent();
        if (own) {
            notices.post(listener -> listener.resourceUpdated(uri));
        }
    }

    /** What its templates list changed. */
    private void listed(Connector connector) {
        List<Target> templates = held(connector).stream()
                .flatMap(held -> held.offer().entries().stream())
                .filter(TemplateEntry.class::isInstance)
                .map(Entry::target)
                .toList();
        if (!templates.isEmpty()) {
            notices.post(listener -> listener.listingChanged(templates));
        }
    }

    /** A user has finished at a page of its. */
    private void finished(Connector connector, String id) {
        held(connector).ifPresent(held -> notices.post(listener -> listener.pageFinished(held.owner(), id)));
    }

    /** What an owner has from one registration. */
    private record Held(String owner, Offer offer) {

        boolean sameEntries(Held other) {
            return offer.entries() == other.offer.entries();
        }

        List<Offer> replacedIn(List<Offer> offers, Offer after) {
            return offers.stream()
                    .map(each -> each == offer ? after.with(offer.registration()) : each)
                    .toList();
        }
    }

    /**
     * How patient the catalog is with connectors.
     *
     * @param patience how long one may take to say what it offers
     * @param pause between two readings of the same connector
     */
    public record Timing(Duration patience, Duration pause) {

        public static final Timing USUAL = new Timing(Duration.ofSeconds(10), Duration.ofMillis(200));
    }
}
