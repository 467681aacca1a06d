package io.patchbay.protocol.method;

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

/** Keeps connectors told of what clients want to hear of. However many clients come at once, it counts together once at a time. */
public final class Audience {

    private static final Logger log = LoggerFactory.getLogger(Audience.class);

    /** A connector that takes longer to listen up loses what happens meanwhile; its clients wait no longer. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Set<Subscriptions.Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Sessions sessions;
    private final Function<Interest, CompletableFuture<Void>> tell;
    private final Executor threads;
    private CompletableFuture<Void> counting = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> next = counting;

    /** @param tell the connectors; done when they know */
    public Audience(Sessions sessions, Function<Interest, CompletableFuture<Void>> tell, Executor threads) {
        this.sessions = sessions;
        this.tell = tell;
        this.threads = threads;
    }

    /** A modern client is about to listen; returns when connectors know. */
    void joins(Subscriptions.Listener listener) {
        if (!listener.uris().isEmpty() || listener.kinds().contains(CatalogListener.Kind.RESOURCES)) {
            listeners.add(listener);
            refresh().join();
        }
    }

    void leaves(Subscriptions.Listener listener) {
        if (listeners.remove(listener)) {
            refresh();
        }
    }

    /** A session wants to hear of more; returns when connectors know. */
    void sessionJoins() {
        refresh().join();
    }

    /** A session may want less, or have ended. */
    void sessionsLeave() {
        refresh();
    }

    private synchronized CompletableFuture<Void> refresh() {
        if (next.isDone() || next == counting) {
            next = counting.handleAsync((done, failure) -> count(), threads).thenCompose(Function.identity());
        }
        return next;
    }

    private CompletableFuture<Void> count() {
        synchronized (this) {
            counting = next;
        }
        try {
            return tell.apply(wanted())
                    .thenApply(Function.identity())
                    .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException | Error e) {
            log.warn("Failed to tell connectors what clients subscribed to", e);
            return CompletableFuture.completedFuture(null);
        }
    }

    private Interest wanted() {
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
