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
 * The connectors that are published: opens each when it comes, hears what it says until it goes, and tells it what clients want
 * to hear of. Guarded by its catalog.
 */
final class OpenConnectors {

    private static final Logger log = LoggerFactory.getLogger(OpenConnectors.class);

    private final Map<Connector, Open> open = new IdentityHashMap<>();
    /** Of those that are open; read without the catalog's lock. */
    private final Set<ConnectorChanges> heard = ConcurrentHashMap.newKeySet();

    private final Executor threads;
    private final Duration pause;
    private final Speech speech;
    private Interest wanted = Interest.NONE;

    OpenConnectors(Executor threads, Duration pause, Speech speech) {
        this.threads = threads;
        this.pause = pause;
        this.speech = speech;
    }

    /** What becomes of what connectors say. */
    record Speech(
            Consumer<Connector> changed,
            BiConsumer<Connector, String> updated,
            Consumer<Connector> listed,
            BiConsumer<Connector, String> finished) {}

    /** Opens the connectors that came, and closes what those that went have to say. */
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
            boolean went = !here.containsKey(each.getKey());
            if (went) {
                heard.remove(each.getValue().changes);
                each.getValue().changes.close();
                each.getValue().want(Interest.NONE);
            }
            return went;
        });
        owners.forEach((connector, owner) -> open.computeIfAbsent(connector, one -> new Open(one, owner)));
        if (!wanted.isNone()) {
            here.forEach((connector, offer) -> open.get(connector).want(own(wanted, offer)));
        }
    }

    /** What connectors say is wrong now, one readable line each. Any thread. */
    List<String> problems() {
        return heard.stream()
                .flatMap(changes -> changes.problems().stream())
                .sorted()
                .toList();
    }

    /** It said that its lists changed, or so it is taken. */
    void changed(Connector connector) {
        open.get(connector).changes.changed();
    }

    /**
     * Tells every connector its part of what clients want to hear of.
     *
     * @return when all of them have heard
     */
    CompletableFuture<Void> interest(Interest all, Map<String, List<Offer>> holdings) {
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

    /** One of them; its own code runs one piece after the other. */
    private final class Open {

        private final Connector connector;
        private final ConnectorChanges changes;
        private Interest wanted = Interest.NONE;
        private CompletableFuture<Void> last;

        Open(Connector connector, String owner) {
            this.connector = connector;
            this.changes = new ConnectorChanges(
                    owner,
                    new ConnectorChanges.Hearer(
                            () -> speech.changed().accept(connector),
                            uri -> speech.updated().accept(connector, uri),
                            () -> speech.listed().accept(connector),
                            id -> speech.finished().accept(connector, id)),
                    threads,
                    pause);
            heard.add(changes);
            this.last = CompletableFuture.runAsync(() -> patiently(() -> connector.opened(changes)), threads);
        }

        void want(Interest interest) {
            if (!interest.equals(wanted)) {
                wanted = interest;
                last = last.thenRunAsync(() -> patiently(() -> connector.interest(interest)), threads);
            }
        }

        private void patiently(Runnable work) {
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
