package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

import io.patchbay.protocol.json.Lines;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one connector says is wrong now: shown to operators while the connector says so, and logged when it begins and ends. */
final class Complaints {

    private static final Logger log = LoggerFactory.getLogger(Complaints.class);

    private static final int MAX_LINES = 20;

    private final String owner;
    private final Coalesced logging;
    private volatile List<String> now = List.of();
    private List<String> logged = List.of();

    Complaints(String owner, Executor threads, Duration pause) {
        this.owner = owner;
        this.logging = new Coalesced(this::log, threads, pause);
    }

    void replace(List<String> lines) {
        now = lines.stream()
                .limit(MAX_LINES)
                .map(line -> Lines.of(owner + ": " + requireNonNull(line, "line")))
                .distinct()
                .toList();
        logging.request();
    }

    /** One readable line each. Any thread. */
    List<String> now() {
        return now;
    }

    void close() {
        logging.stop();
        now = List.of();
    }

    private void log() {
        List<String> current = now;
        current.stream().filter(line -> !logged.contains(line)).forEach(line -> log.warn("{}", line));
        logged.stream().filter(line -> !current.contains(line)).forEach(line -> log.info("Ended: {}", line));
        logged = current;
    }
}
