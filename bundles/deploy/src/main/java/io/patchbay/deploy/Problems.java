package io.patchbay.deploy;

import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** What is wrong with the files of a folder, one line a file. */
final class Problems implements HealthCheck {

    private final String name;
    private final Map<String, Problem> byFile = new ConcurrentSkipListMap<>();

    Problems(String name) {
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
        byFile.put(file, new Problem(Problem.Severity.DEGRADED, message));
    }

    void wait(String what, String message) {
        byFile.put(what, new Problem(Problem.Severity.NOT_READY, message));
    }

    void solved(String file) {
        byFile.remove(file);
    }
}
