package io.patchbay.protocol.catalog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies listeners on another thread, one notice at a time, in the order in which the notices were posted. */
final class Notices {

    private static final Logger log = LoggerFactory.getLogger(Notices.class);

    private final List<CatalogListener> listeners = new CopyOnWriteArrayList<>();

    @GuardedBy("posted")
    private final Queue<Notice> posted = new ArrayDeque<>();

    private final Executor threads;

    @GuardedBy("posted")
    private boolean notifying;

    Notices(Executor threads) {
        this.threads = threads;
    }

    void addListener(CatalogListener listener) {
        listeners.add(listener);
    }

    void removeListener(CatalogListener listener) {
        listeners.remove(listener);
    }

    /** Posts a notice to the current listeners. */
    void post(Consumer<CatalogListener> what) {
        synchronized (posted) {
            posted.add(new Notice(List.copyOf(listeners), what));
            if (notifying) {
                return;
            }
            notifying = true;
        }
        threads.execute(this::deliverAll);
    }

    private void deliverAll() {
        while (true) {
            Notice notice;
            synchronized (posted) {
                if (posted.isEmpty()) {
                    notifying = false;
                    return;
                }
                notice = posted.remove();
            }
            notice.listeners().forEach(listener -> deliver(listener, notice.what()));
        }
    }

    private static void deliver(CatalogListener listener, Consumer<CatalogListener> what) {
        try {
            what.accept(listener);
        } catch (RuntimeException | Error e) {
            log.warn("Failed to notify listeners of a catalog change", e);
        }
    }

    private record Notice(List<CatalogListener> listeners, Consumer<CatalogListener> what) {}
}
