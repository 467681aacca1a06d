package io.patchbay.deploy.bundle;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.deploy.watch.FolderWatch;
import io.patchbay.deploy.watch.Settling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the trust store's file, so that a signer who is removed from the store is no longer trusted. */
public final class TrustWatch implements FolderWatch.Listener {

    private static final Logger log = LoggerFactory.getLogger(TrustWatch.class);

    private final Runnable changed;

    @GuardedBy("this")
    private Optional<FolderWatch> watch = Optional.empty();

    /** @param changed runs when the file was added, changed or deleted */
    public TrustWatch(Runnable changed) {
        this.changed = changed;
    }

    /** Watches this store. If there is no store, stops watching. */
    public synchronized void watch(Optional<Path> store) throws InterruptedException {
        if (watch.isPresent()) {
            watch.get().stop();
            watch = Optional.empty();
        }
        if (store.isPresent()) {
            Path file = store.get().toAbsolutePath();
            FolderWatch started =
                    new FolderWatch(file.getParent(), file.getFileName().toString()::equals, this);
            try {
                started.markFilesKnown();
            } catch (IOException | RuntimeException e) {
                log.debug("{} cannot be read yet", file, e);
            }
            started.start();
            watch = Optional.of(started);
        }
    }

    @Override
    public void changed(Settling.Changes changes) {
        log.info("The trust store has changed");
        changed.run();
    }

    /** While the folder cannot be read, the connectors that run stay trusted, and no new connector is accepted. */
    @Override
    public void unreadable(String why) {
        log.warn(
                "The folder of the trust store {}; running connectors keep running, and new connectors are not accepted until the folder can be read",
                why);
    }

    @Override
    public void readable() {
        log.info("The folder of the trust store can be read again");
    }
}
