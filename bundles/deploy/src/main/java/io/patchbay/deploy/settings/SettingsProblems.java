package io.patchbay.deploy.settings;

import io.patchbay.deploy.file.Printable;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong in the settings folder, one line a file; in the log once, when it comes up. */
public final class SettingsProblems implements HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(SettingsProblems.class);

    private final Map<String, Problem> faults = new ConcurrentSkipListMap<>();
    private final Map<String, Problem> doubts = new ConcurrentSkipListMap<>();

    /** A file's name where it is, without what would break a line. */
    static String place(String fileName) {
        return "config/" + Printable.of(fileName);
    }

    @Override
    public String name() {
        return "config";
    }

    @Override
    public List<Problem> problems() {
        List<Problem> all = new ArrayList<>(faults.values());
        all.addAll(doubts.values());
        return all;
    }

    /** What is wrong with a file. */
    Optional<String> of(String fileName) {
        return Optional.ofNullable(faults.get(fileName))
                .or(() -> Optional.ofNullable(doubts.get(fileName)))
                .map(Problem::message);
    }

    /** The server goes on, and somebody should look at this file. */
    void degraded(String fileName, String why) {
        report(fileName, Problem.Severity.DEGRADED, place(fileName) + ": " + why);
    }

    void report(String what, Problem.Severity severity, String line) {
        report(faults, what, new Problem(severity, line));
    }

    void solved(String what) {
        Problem before = faults.remove(what);
        if (before != null) {
            log.info("No longer: {}", before.message());
        }
    }

    /** A file that is good and perhaps not what is meant, or no longer so. */
    void doubt(String fileName, Optional<String> doubt) {
        if (doubt.isPresent()) {
            report(doubts, fileName, new Problem(Problem.Severity.DEGRADED, place(fileName) + ": " + doubt.get()));
        } else {
            doubts.remove(fileName);
        }
    }

    private static void report(Map<String, Problem> problems, String what, Problem problem) {
        if (!problem.equals(problems.put(what, problem))) {
            log.warn("{}", problem.message());
        }
    }
}
