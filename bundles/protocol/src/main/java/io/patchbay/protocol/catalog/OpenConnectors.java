package io.patchbay.protocol.catalog;

import io.patchbay.api.Connector;
import io.patchbay.api.Interest;
import io.patchbay.protocol.rpc.ResourceUri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The published connectors. Opens each added connector, receives the connector's notifications until its removal, and tells the
 * connector which changes are of interest to clients. Guarded by the catalog's lock.
 */
final class OpenConnectors {

    private static final Logger log = LoggerFactory.getLogger(OpenConnectors.class);

    private final Map<Connector, Open> open = new IdentityHashMap<>();
    /** The receivers of the open connectors' notifications. Reading this field does not require the catalog's lock. */
    private final Set<ConnectorChanges> openChanges = ConcurrentHashMap.newKeySet();

    private final Executor threads;
    private final Duration pause;
    private final Callbacks callbacks;
    private Interest wanted = Interest.NONE;

    OpenConnectors(Executor threads, Duration pause, Callbacks callbacks) {
        this.threads = threads;
        this.pause = pause;
        this.callbacks = callbacks;
    }

    /** The handlers for the notifications of connectors. */
    record Callbacks(
            Consumer<Connector> changed,
            BiConsumer<Connector, String> resourceUpdated,
            Consumer<Connector> listingChanged,
            BiConsumer<Connector, String> pageFinished) {}

    /** Opens added connectors and ignores all further notifications of removed connectors. */
    void follow(Map<String, List<Offer>> holdings) {
        Map<Connector, Offer> here = new IdentityHashMap<>();
        Map<Connector, String> owners = new IdentityHashMap<>();
        holdings.forEach((owner, offers) -> offers.forEach(offer -> {
            if (offer.registration().service() instanceof Connector connector) {
                here.put(connector, offer);
                owners.put(connector, owner);
            }
        }));
        open.entrySet().removeIf(each -> {
            boolean removed = !here.containsKey(each.getKey());
            if (removed) {
                openChanges.remove(each.getValue().changes);
                each.getValue().changes.close();
                each.getValue().want(Interest.NONE);
            }
            return removed;
        });
        owners.forEach((connector, owner) -> open.computeIfAbsent(connector, one -> new Open(one, owner)));
        if (!wanted.isNone()) {
            here.forEach((connector, offer) -> open.get(connector).want(own(wanted, offer)));
        }
    }

    /** Returns the problems that connectors report now, one readable line each. Thread-safe. */
    List<String> problems() {
        return openChanges.stream()
                .flatMap(changes -> changes.problems().stream())
                .sorted()
                .toList();
    }

    /** Requests another read of the connector's lists. */
    void requestReread(Connector connector) {
        open.get(connector).changes.changed();
    }

    /**
     * Tells every connector which of its changes are of interest to clients.
     *
     * @return a future that completes when all connectors have received the interest
     */
    CompletableFuture<Void> updateInterest(Interest all, Map<String, List<Offer>> holdings) {
        if (!wanted.equals(all)) {
            wanted = all;
            follow(holdings);
            if (all.isNone()) {
                open.values().forEach(each -> each.want(Interest.NONE));
            }
        }
        List<CompletableFuture<Void>> telling = new ArrayList<>();
        open.values().forEach(each -> telling.add(each.last));
        return CompletableFuture.allOf(telling.toArray(CompletableFuture<?>[]::new));
    }

    private static Interest own(Interest all, Offer offer) {
        return new Interest(
                all.resources().stream()
                        .filter(uri -> ResourceUri.of(uri).filter(offer::has).isPresent())
                        .collect(Collectors.toUnmodifiableSet()),
                all.listing()
                        && offer.entries().stream()
                                .anyMatch(entry -> entry instanceof TemplateEntry template && template.lists()));
    }

    /** One open connector. The methods of the connector are called one after the other. */
    private final class Open {

        private final Connector connector;
        private final ConnectorChanges changes;
        private Interest wanted = Interest.NONE;
        private CompletableFuture<Void> last;

        Open(Connector connector, String owner) {
            this.connector = connector;
            this.changes = new ConnectorChanges(
                    owner,
                    new ConnectorChanges.Handlers(
                            () -> callbacks.changed().accept(connector),
                            uri -> callbacks.resourceUpdated().accept(connector, uri),
                            () -> callbacks.listingChanged().accept(connector),
                            id -> callbacks.pageFinished().accept(connector, id)),
                    threads,
                    pause);
            openChanges.add(changes);
            this.last = CompletableFuture.runAsync(() -> runGuarded(() -> connector.opened(changes)), threads);
        }

        void want(Interest interest) {
            if (!interest.equals(wanted)) {
                wanted = interest;
                last = last.thenRunAsync(() -> runGuarded(() -> connector.interest(interest)), threads);
            }
        }

        private void runGuarded(Runnable work) {
            try {
                work.run();
            } catch (Throwable e) {
                log.warn(
                        "The connector {} failed while handling a notification",
                        connector.getClass().getName(),
                        e);
            }
        }
    }
}
