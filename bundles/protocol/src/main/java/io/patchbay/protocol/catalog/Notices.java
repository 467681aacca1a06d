package io.patchbay.protocol.catalog;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what happened, one thing after the other in the order they were posted, on another thread. */
final class Notices {

    private static final Logger log = LoggerFactory.getLogger(Notices.class);

    private final List<CatalogListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Notice> posted = new ArrayDeque<>();
    private final Executor threads;
    private boolean telling;

    Notices(Executor threads) {
        this.threads = threads;
    }

    void listen(CatalogListener listener) {
        listeners.add(listener);
    }

    void ignore(CatalogListener listener) {
        listeners.remove(listener);
    }

    /** Tells those who listen now. */
    void post(Consumer<CatalogListener> what) {
        synchronized (posted) {
            posted.add(new Notice(List.copyOf(listeners), what));
            if (telling) {
                return;
            }
            telling = true;
        }
        threads.execute(this::tellAll);
    }

    private void tellAll() {
        while (true) {
            Notice notice;
            synchronized (posted) {
                if (posted.isEmpty()) {
                    telling = false;
                    return;
                }
                notice = posted.remove();
            }
            notice.listeners().forEach(listener -> tell(listener, notice.what()));
        }
    }

    private static void tell(CatalogListener listener, Consumer<CatalogListener> what) {
        try {
            what.accept(listener);
        } catch (RuntimeException | Error e) {
            log.warn("Failed to notify listeners of a catalog change", e);
        }
    }

    private record Notice(List<CatalogListener> listeners, Consumer<CatalogListener> what) {}
}
