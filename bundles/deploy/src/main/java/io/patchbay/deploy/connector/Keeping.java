package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.bundle.InstalledVersion;
import io.patchbay.deploy.bundle.JarContent;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.deploy.file.PlainWords;
import io.patchbay.deploy.file.Printable;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what became of one file for the next start, and remembers what could not be kept. The deployment's lock is held, but for the looks. */
final class Keeping {

    private static final Logger log = LoggerFactory.getLogger(Keeping.class);

    private final Workshop workshop;
    /** Why the next start cannot fall back to what serves, and why it will not know what became of the file. */
    private volatile Optional<String> unkept = Optional.empty();

    private volatile Optional<String> unsaved = Optional.empty();
    /** The digest of the version that could not be kept. */
    private String waiting = "";

    Keeping(Workshop workshop) {
        this.workshop = workshop;
    }

    boolean isWell() {
        return unkept.isEmpty() && unsaved.isEmpty();
    }

    /** Returns what could not be kept, one line each. */
    Stream<String> lines() {
        return Stream.of(unkept, unsaved).flatMap(Optional::stream);
    }

    /** Keeps a version that turned out good; where many are on hold, the one who holds them saves them. */
    void keep(String file, byte[] bytes) {
        try {
            workshop.accepted().accept(file, bytes);
            unkept = told(file, unkept, Optional.empty());
        } catch (IOException e) {
            waiting = AcceptedVersions.digest(bytes);
            unkept = told(file, unkept, Optional.of("serves, but cannot be kept for the next start: " + again(e)));
        }
        if (!workshop.accepted().isHeld()) {
            save(file);
        }
    }

    /** Makes lasting what was said about a file. */
    void save(String file) {
        try {
            workshop.accepted().save();
            unsaved = told(file, unsaved, Optional.empty());
        } catch (IOException e) {
            unsaved = told(
                    file, unsaved, Optional.of("what became of it cannot be kept for the next start: " + again(e)));
        }
    }

    /** The file is gone, and with it all that was kept of it. */
    void forget(String file) {
        unkept = told(file, unkept, Optional.empty());
        unsaved = told(file, unsaved, Optional.empty());
        workshop.accepted().forget(file);
        save(file);
    }

    /** Keeps again what could not be kept, if the file still holds it; what neither serves nor is there any more needs no keeping. */
    void again(String file, Optional<InstalledVersion> running) {
        if (unkept.isPresent()) {
            try {
                byte[] bytes = JarContent.bytes(workshop.folder().resolve(file));
                if (AcceptedVersions.digest(bytes).equals(waiting)) {
                    keep(file, bytes);
                } else if (running.filter(version -> version.holds(waiting)).isEmpty()) {
                    unkept = told(file, unkept, Optional.empty());
                }
            } catch (DeployException e) {
                log.debug("{} cannot be kept yet", Printable.of(file), e);
            }
        }
        if (unsaved.isPresent()) {
            save(file);
        }
    }

    private static String again(IOException e) {
        return PlainWords.of(e) + "; the server tries again by itself";
    }

    /** The words of a fault may differ from one attempt to the next: only that it comes and goes is told. */
    private Optional<String> told(String file, Optional<String> before, Optional<String> now) {
        if (before.isPresent() && now.isEmpty()) {
            log.info("No longer: deploy/{}: {}", Printable.of(file), before.get());
        } else if (before.isEmpty() && now.isPresent() && !workshop.isEnding()) {
            log.warn("deploy/{}: {}", Printable.of(file), now.get());
        }
        return now;
    }
}
