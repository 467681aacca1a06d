package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

import io.patchbay.protocol.json.Lines;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The problems that one connector reports. Operators see the current problems, and the log contains the start and the
 * end of each problem.
 */
final class Complaints {

    private static final Logger log = LoggerFactory.getLogger(Complaints.class);

    private static final int MAX_LINES = 20;

    private final String owner;
    private final Coalesced logging;
    private volatile List<String> current = List.of();
    private List<String> logged = List.of();

    Complaints(String owner, Executor threads, Duration pause) {
        this.owner = owner;
        this.logging = new Coalesced(this::log, threads, pause);
    }

    void replace(List<String> lines) {
        current = lines.stream()
                .limit(MAX_LINES)
                .map(line -> Lines.of(owner + ": " + requireNonNull(line, "line")))
                .distinct()
                .toList();
        logging.request();
    }

    /** Returns the current problems, one readable line each. Thread-safe. */
    List<String> current() {
        return current;
    }

    void close() {
        logging.stop();
        current = List.of();
    }

    private void log() {
        List<String> now = current;
        now.stream().filter(line -> !logged.contains(line)).forEach(line -> log.warn("{}", line));
        logged.stream().filter(line -> !now.contains(line)).forEach(line -> log.info("Ended: {}", line));
        logged = now;
    }
}
