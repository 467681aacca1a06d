package io.patchbay.deploy.settings;

import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.support.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The problems of the settings folder, one line for each file. Logs each problem when the problem begins and when it is resolved. */
public final class SettingsProblems implements HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(SettingsProblems.class);

    private final Map<String, Problem> faults = new ConcurrentSkipListMap<>();
    private final Map<String, Problem> warnings = new ConcurrentSkipListMap<>();

    /** Returns the path of a settings file for use in messages. The path is safe to show on one line. */
    static String place(String fileName) {
        return "config/" + SafeText.name(fileName);
    }

    @Override
    public String name() {
        return "config";
    }

    @Override
    public List<Problem> problems() {
        List<Problem> all = new ArrayList<>(faults.values());
        all.addAll(warnings.values());
        return all;
    }

    /** Returns the problem of a file. */
    Optional<String> of(String fileName) {
        return Optional.ofNullable(faults.get(fileName))
                .or(() -> Optional.ofNullable(warnings.get(fileName)))
                .map(Problem::message);
    }

    /** Reports a file that an operator should correct. The server keeps running meanwhile. */
    void reportDegraded(String fileName, String why) {
        report(fileName, Problem.Severity.DEGRADED, place(fileName) + ": " + why);
    }

    void report(String what, Problem.Severity severity, String line) {
        report(faults, what, new Problem(severity, line));
    }

    void resolve(String what) {
        Problem before = faults.remove(what);
        if (before != null) {
            log.info("Resolved: {}", before.message());
        }
    }

    /** Reports a warning about a valid file. If there is no warning, removes the earlier warning about the file. */
    void warn(String fileName, Optional<String> warning) {
        if (warning.isPresent()) {
            report(warnings, fileName, new Problem(Problem.Severity.DEGRADED, place(fileName) + ": " + warning.get()));
        } else {
            warnings.remove(fileName);
        }
    }

    private static void report(Map<String, Problem> problems, String what, Problem problem) {
        if (!problem.equals(problems.put(what, problem))) {
            log.warn("{}", problem.message());
        }
    }
}
