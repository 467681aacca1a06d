package io.patchbay.deploy.connector;

import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The problems of a folder's files, one line for each file. Logs each problem when the problem begins and when it is resolved. */
public final class ConnectorProblems implements HealthCheck {

    /** The name of the connectors' folder in problems. */
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

    /** Reports that the server is not ready. The report is not logged, because every start begins with this report. */
    public void begin(String what, String message) {
        byFile.put(what, new Problem(Problem.Severity.NOT_READY, message));
    }

    /** Ends the problem that {@link #begin} reported. */
    public void end(String what) {
        byFile.remove(what);
    }

    public void reportNotReady(String what, String message) {
        report(what, new Problem(Problem.Severity.NOT_READY, message));
    }

    public void resolve(String file) {
        Optional.ofNullable(byFile.remove(file)).ifPresent(before -> log.info("Resolved: {}", before.message()));
    }

    private void report(String file, Problem problem) {
        if (!problem.equals(byFile.put(file, problem))) {
            log.warn("{}", problem.message());
        }
    }
}
