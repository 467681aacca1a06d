package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.CatalogChanges;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What one connector tells of itself, at a rate that disturbs nobody. */
final class ConnectorChanges implements CatalogChanges {

    /** More resources than this changed at once are told of as they fit. */
    private static final int MOST_UPDATES = 10_000;

    private final Coalesced reread;
    private final Coalesced telling;
    private final Coalesced listing;
    private final Complaints complaints;
    private final Hearer hearer;
    private final Set<String> updated = new LinkedHashSet<>();
    private final Set<String> finished = new LinkedHashSet<>();

    /** @param owner who deployed the connector */
    ConnectorChanges(String owner, Hearer hearer, Executor threads, Duration pause) {
        this.reread = new Coalesced(hearer.read(), threads, pause);
        this.telling = new Coalesced(this::tellAll, threads, pause);
        this.listing = new Coalesced(hearer.listed(), threads, pause);
        this.complaints = new Complaints(owner, threads, pause);
        this.hearer = hearer;
    }

    /**
     * What is done with what it tells.
     *
     * @param read reads the connector again
     * @param tell says that the resource under a URI changed
     * @param listed says that what its templates list changed
     * @param finished says that a user has finished at a page
     */
    record Hearer(Runnable read, Consumer<String> tell, Runnable listed, Consumer<String> finished) {}

    @Override
    public void changed() {
        reread.request();
    }

    @Override
    public void resourceUpdated(String uri) {
        note(updated, requireNonNull(uri, "uri"));
    }

    @Override
    public void pageFinished(String id) {
        note(finished, requireNonNull(id, "id"));
    }

    @Override
    public void listingChanged() {
        listing.request();
    }

    @Override
    public void problems(List<String> now) {
        complaints.replace(now);
    }

    /** What the connector says is wrong now. Any thread. */
    List<String> problems() {
        return complaints.now();
    }

    /** The connector has gone: from now on nothing it says is heard. */
    void close() {
        reread.stop();
        telling.stop();
        listing.stop();
        complaints.close();
    }

    private void note(Set<String> noted, String what) {
        synchronized (noted) {
            if (noted.size() >= MOST_UPDATES) {
                return;
            }
            noted.add(what);
        }
        telling.request();
    }

    private void tellAll() {
        taken(updated).forEach(hearer.tell());
        taken(finished).forEach(hearer.finished());
    }

    private static List<String> taken(Set<String> noted) {
        synchronized (noted) {
            List<String> now = List.copyOf(noted);
            noted.clear();
            return now;
        }
    }
}
