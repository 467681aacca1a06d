package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.CatalogChanges;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Receives one connector's notifications and forwards them at a limited rate. */
final class ConnectorChanges implements CatalogChanges {

    /** Maximum number of pending notifications of one kind; excess notifications are dropped. */
    private static final int MAX_PENDING = 10_000;

    private final Coalesced reread;
    private final Coalesced forwarding;
    private final Coalesced listing;
    private final Complaints complaints;
    private final Handlers handlers;
    private final Set<String> updated = new LinkedHashSet<>();
    private final Set<String> finished = new LinkedHashSet<>();

    /** @param owner the owner of the connector in the catalog */
    ConnectorChanges(String owner, Handlers handlers, Executor threads, Duration pause) {
        this.reread = new Coalesced(handlers.reread(), threads, pause);
        this.forwarding = new Coalesced(this::forwardAll, threads, pause);
        this.listing = new Coalesced(handlers.listingChanged(), threads, pause);
        this.complaints = new Complaints(owner, threads, pause);
        this.handlers = handlers;
    }

    /**
     * Handles the notifications of a connector.
     *
     * @param reread reads the connector's lists again
     * @param resourceUpdated takes the URI of a resource whose content has changed
     * @param listingChanged called after the resources below templates have changed
     * @param pageFinished takes the id of a page that a user has completed
     */
    record Handlers(
            Runnable reread,
            Consumer<String> resourceUpdated,
            Runnable listingChanged,
            Consumer<String> pageFinished) {}

    @Override
    public void changed() {
        reread.request();
    }

    @Override
    public void resourceUpdated(String uri) {
        add(updated, requireNonNull(uri, "uri"));
    }

    @Override
    public void pageFinished(String id) {
        add(finished, requireNonNull(id, "id"));
    }

    @Override
    public void listingChanged() {
        listing.request();
    }

    @Override
    public void problems(List<String> now) {
        complaints.replace(now);
    }

    /** Returns the problems that the connector reports now. Thread-safe. */
    List<String> problems() {
        return complaints.current();
    }

    /** Ignores all further notifications, because the connector was removed. */
    void close() {
        reread.stop();
        forwarding.stop();
        listing.stop();
        complaints.close();
    }

    private void add(Set<String> pending, String item) {
        synchronized (pending) {
            if (pending.size() >= MAX_PENDING) {
                return;
            }
            pending.add(item);
        }
        forwarding.request();
    }

    private void forwardAll() {
        drain(updated).forEach(handlers.resourceUpdated());
        drain(finished).forEach(handlers.pageFinished());
    }

    private static List<String> drain(Set<String> pending) {
        synchronized (pending) {
            List<String> now = List.copyOf(pending);
            pending.clear();
            return now;
        }
    }
}
