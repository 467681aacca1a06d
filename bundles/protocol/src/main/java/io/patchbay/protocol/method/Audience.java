package io.patchbay.protocol.method;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.api.Interest;
import io.patchbay.protocol.catalog.CatalogListener;
import io.patchbay.protocol.session.Sessions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells connectors of which changes clients want to be notified. Only one update runs at a time; waiting updates are
 * merged.
 */
public final class Audience {

    private static final Logger log = LoggerFactory.getLogger(Audience.class);

    /**
     * The maximum time that a client waits until connectors know its interest. If a connector learns of the interest
     * later, the client misses the changes before that moment.
     */
    private static final Duration MAX_WAIT = Duration.ofMillis(500);

    private final Set<Subscriptions.Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Sessions sessions;
    private final Function<Interest, CompletableFuture<Void>> tell;
    private final Executor threads;

    @GuardedBy("this")
    private CompletableFuture<Void> counting = CompletableFuture.completedFuture(null);

    @GuardedBy("this")
    private CompletableFuture<Void> next = counting;

    /**
     * Creates an audience.
     *
     * @param tell tells the connectors about an interest; the future completes when the connectors know the interest
     */
    public Audience(Sessions sessions, Function<Interest, CompletableFuture<Void>> tell, Executor threads) {
        this.sessions = sessions;
        this.tell = tell;
        this.threads = threads;
    }

    /** Adds a modern client that is about to listen. Returns when the connectors know the interest of this client. */
    void addListener(Subscriptions.Listener listener) {
        if (!listener.uris().isEmpty() || listener.kinds().contains(CatalogListener.Kind.RESOURCES)) {
            listeners.add(listener);
            refresh().join();
        }
    }

    void removeListener(Subscriptions.Listener listener) {
        if (listeners.remove(listener)) {
            refresh();
        }
    }

    /** Updates connectors after a session has added an interest. Returns when the connectors know the interest. */
    void refreshAndWait() {
        refresh().join();
    }

    /**
     * Updates connectors after a session has ended or may have dropped an interest. Does not wait for the connectors.
     */
    void refreshWithoutWaiting() {
        refresh();
    }

    private synchronized CompletableFuture<Void> refresh() {
        if (next.isDone() || next == counting) {
            next = counting.handleAsync((done, failure) -> tellInterest(), threads)
                    .thenCompose(Function.identity());
        }
        return next;
    }

    private CompletableFuture<Void> tellInterest() {
        synchronized (this) {
            counting = next;
        }
        try {
            return tell.apply(interest())
                    .thenApply(Function.identity())
                    .completeOnTimeout(null, MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException | Error e) {
            log.warn("Failed to tell connectors which resources clients have subscribed to", e);
            return CompletableFuture.completedFuture(null);
        }
    }

    private Interest interest() {
        Set<String> uris = new HashSet<>();
        AtomicBoolean listing = new AtomicBoolean();
        for (Subscriptions.Listener listener : listeners) {
            listener.uris().values().forEach(wanted -> uris.add(wanted.own()));
            listing.compareAndSet(false, listener.kinds().contains(CatalogListener.Kind.RESOURCES));
        }
        sessions.each(session -> {
            session.subscriptions().forEach(wanted -> uris.add(wanted.own()));
            listing.compareAndSet(false, session.isListening());
        });
        return new Interest(uris, listing.get());
    }
}
