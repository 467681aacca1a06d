package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.InstalledVersion;
import io.patchbay.support.SafeText;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports in one line which components of a file's connector do not serve, and logs changes of this line. Any thread may call the
 * methods.
 */
final class ComponentNews {

    private static final Logger log = LoggerFactory.getLogger(ComponentNews.class);

    private final Workshop workshop;
    private volatile Optional<String> logged = Optional.empty();

    ComponentNews(Workshop workshop) {
        this.workshop = workshop;
    }

    /**
     * Returns the current line. Returns an empty result if all components serve. The call is slow, because Declarative Services
     * describes all components.
     */
    Optional<String> current(String file, Optional<InstalledVersion> running) {
        return running.flatMap(version -> line(file, version));
    }

    /** Returns the line that was logged last. */
    Optional<String> logged() {
        return logged;
    }

    /** Logs which components wait, and logs when these components no longer wait. */
    void logChange(String file, Optional<InstalledVersion> running) {
        Optional<String> now = current(file, running);
        Optional<String> before = logged;
        if (!now.equals(before)) {
            logged = now;
            before.ifPresent(line -> log.info("Resolved: {}", line));
            now.ifPresent(log::info);
        }
    }

    private Optional<String> line(String file, InstalledVersion version) {
        List<String> lines = workshop.starter().state(version).lines();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        boolean none = workshop.publisher().names(version.owner()).isEmpty();
        return Optional.of("deploy/" + SafeText.name(file) + (none ? ": waiting: " : ": serves only in part: ")
                + String.join("; ", lines));
    }
}
