package io.patchbay.deploy.connector;

import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with the files of a folder, one line a file; in the log once when it comes up, and once when it is over. */
public final class ConnectorProblems implements HealthCheck {

    /** The connectors' folder itself, as the subject of a problem. */
    public static final String FOLDER = "the connectors' folder";

    private static final Logger log = LoggerFactory.getLogger(ConnectorProblems.class);

    private final String name;
    private final Map<String, Problem> byFile = new ConcurrentSkipListMap<>();

    public ConnectorProblems(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Problem> problems() {
        return List.copyOf(byFile.values());
    }

    void report(String file, String message) {
        report(file, new Problem(Problem.Severity.DEGRADED, message));
    }

    /** Keeps the server from being ready, without a word in the log: what every start does is no news. */
    public void begin(String what, String message) {
        byFile.put(what, new Problem(Problem.Severity.NOT_READY, message));
    }

    /** What {@link #begin} said is done. */
    public void done(String what) {
        byFile.remove(what);
    }

    public void wait(String what, String message) {
        report(what, new Problem(Problem.Severity.NOT_READY, message));
    }

    public void solved(String file) {
        Optional.ofNullable(byFile.remove(file)).ifPresent(before -> log.info("No longer: {}", before.message()));
    }

    private void report(String file, Problem problem) {
        if (!problem.equals(byFile.put(file, problem))) {
            log.warn("{}", problem.message());
        }
    }
}
