package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.bundle.InstalledVersion;
import io.patchbay.deploy.bundle.JarContent;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.support.FailureText;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the accepted version and record of one file for the next start, and remembers failures. The caller must hold
 * the deployment's lock when it calls a method that changes something.
 */
final class Keeping {

    private static final Logger log = LoggerFactory.getLogger(Keeping.class);

    private final Workshop workshop;
    /** The reason why the next start cannot fall back to the version that serves. */
    private volatile Optional<String> unkept = Optional.empty();
    /** The reason why the next start will not know the file's record. */
    private volatile Optional<String> unsaved = Optional.empty();
    /** The digest of the version that could not be kept. */
    private String unkeptDigest = "";

    Keeping(Workshop workshop) {
        this.workshop = workshop;
    }

    boolean hasFailed() {
        return unkept.isPresent() || unsaved.isPresent();
    }

    /** Returns the failures, one line each. */
    Stream<String> lines() {
        return Stream.of(unkept, unsaved).flatMap(Optional::stream);
    }

    /** Keeps a good version. If saving was deferred, the caller that deferred it saves the version later. */
    void keep(String file, byte[] bytes) {
        try {
            workshop.accepted().accept(file, bytes);
            unkept = logged(file, unkept, Optional.empty());
        } catch (IOException e) {
            unkeptDigest = AcceptedVersions.digest(bytes);
            unkept = logged(
                    file,
                    unkept,
                    Optional.of("the version serves, but cannot be kept for the next start: " + describe(e)));
        }
        if (!workshop.accepted().isSavingDeferred()) {
            save(file);
        }
    }

    /** Saves the record of a file. */
    void save(String file) {
        try {
            workshop.accepted().save();
            unsaved = logged(file, unsaved, Optional.empty());
        } catch (IOException e) {
            unsaved = logged(
                    file,
                    unsaved,
                    Optional.of("the state of the file cannot be kept for the next start: " + describe(e)));
        }
    }

    /** Forgets the version and the record of a deleted file. */
    void forget(String file) {
        unkept = logged(file, unkept, Optional.empty());
        unsaved = logged(file, unsaved, Optional.empty());
        workshop.accepted().forget(file);
        save(file);
    }

    /**
     * Tries again to keep a version that could not be kept. Stops trying if the version no longer serves and is no
     * longer in the file.
     */
    void retry(String file, Optional<InstalledVersion> running) {
        if (unkept.isPresent()) {
            try {
                byte[] bytes = JarContent.bytes(workshop.folder().resolve(file));
                if (AcceptedVersions.digest(bytes).equals(unkeptDigest)) {
                    keep(file, bytes);
                } else if (running.filter(version -> version.hasDigest(unkeptDigest))
                        .isEmpty()) {
                    unkept = logged(file, unkept, Optional.empty());
                }
            } catch (DeployException e) {
                log.debug("{} cannot be kept yet", SafeText.name(file), e);
            }
        }
        if (unsaved.isPresent()) {
            save(file);
        }
    }

    private static String describe(IOException e) {
        return FailureText.of(e) + "; the server retries automatically";
    }

    /**
     * Logs when a failure begins and when it ends, but not each attempt. The text of the failure may differ at each
     * attempt.
     */
    private Optional<String> logged(String file, Optional<String> before, Optional<String> now) {
        if (before.isPresent() && now.isEmpty()) {
            log.info("Resolved: deploy/{}: {}", SafeText.name(file), before.get());
        } else if (before.isEmpty() && now.isPresent() && !workshop.isStopping()) {
            log.warn("deploy/{}: {}", SafeText.name(file), now.get());
        }
        return now;
    }
}
