package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.InstalledVersion;
import io.patchbay.deploy.file.Printable;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which components of a file's connector do not serve, in one line, and what of it the log was told. Any thread. */
final class ComponentNews {

    private static final Logger log = LoggerFactory.getLogger(ComponentNews.class);

    private final Workshop workshop;
    private volatile Optional<String> told = Optional.empty();

    ComponentNews(Workshop workshop) {
        this.workshop = workshop;
    }

    /** Returns what is so now, if anything is. Declarative Services describe all components for that, which costs time. */
    Optional<String> now(String file, Optional<InstalledVersion> running) {
        return running.flatMap(version -> line(file, version));
    }

    /** Returns what was so when the log was last told. */
    Optional<String> told() {
        return told;
    }

    /** Tells the log what its components wait for, and once they no longer do. */
    void tell(String file, Optional<InstalledVersion> running) {
        Optional<String> now = now(file, running);
        Optional<String> before = told;
        if (!now.equals(before)) {
            told = now;
            before.ifPresent(line -> log.info("No longer: {}", line));
            now.ifPresent(log::info);
        }
    }

    private Optional<String> line(String file, InstalledVersion version) {
        List<String> lines = workshop.starter().state(version).lines();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        boolean none = workshop.publisher().names(version.owner()).isEmpty();
        return Optional.of("deploy/" + Printable.of(file) + (none ? ": waiting: " : ": serves in part: ")
                + String.join("; ", lines));
    }
}
