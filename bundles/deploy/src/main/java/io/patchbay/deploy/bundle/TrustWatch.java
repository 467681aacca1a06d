package io.patchbay.deploy.bundle;

import io.patchbay.deploy.watch.FolderWatch;
import io.patchbay.deploy.watch.Settling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the file of the trust store: who is taken out of it is trusted no longer. */
public final class TrustWatch implements FolderWatch.Listener {

    private static final Logger log = LoggerFactory.getLogger(TrustWatch.class);

    private final Runnable changed;
    private Optional<FolderWatch> watch = Optional.empty();

    /** @param changed run when the file has changed, come or gone */
    public TrustWatch(Runnable changed) {
        this.changed = changed;
    }

    /** From now on this one, or none. */
    public synchronized void follow(Optional<Path> store) throws InterruptedException {
        if (watch.isPresent()) {
            watch.get().stop();
            watch = Optional.empty();
        }
        if (store.isPresent()) {
            Path file = store.get().toAbsolutePath();
            FolderWatch following =
                    new FolderWatch(file.getParent(), file.getFileName().toString()::equals, this);
            try {
                following.know();
            } catch (IOException | RuntimeException e) {
                log.debug("{} cannot be read yet", file, e);
            }
            following.start();
            watch = Optional.of(following);
        }
    }

    @Override
    public void changed(Settling.Changes changes) {
        log.info("The trust store has changed");
        changed.run();
    }

    /** A folder that is out of reach takes nobody's trust; what comes new has to wait for it. */
    @Override
    public void unreadable(String why) {
        log.warn("The folder of the trust store {}; what serves goes on", why);
    }

    @Override
    public void readable() {
        log.info("The folder of the trust store can be read again");
    }
}
