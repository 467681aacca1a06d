package io.patchbay.deploy;

import io.patchbay.spi.health.Problem;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The last good version of each settings file, for a start that finds it broken. What cannot be kept is reported, and stops nothing. Guarded by the settings folder. */
final class LastGood {

    private static final String WHAT = "the last good settings";

    private final Accepted accepted;
    private final SettingsReader reader;
    private final SettingsProblems problems;
    private final Map<String, byte[]> waiting = new TreeMap<>();

    LastGood(Accepted accepted, SettingsReader reader, SettingsProblems problems) {
        this.accepted = accepted;
        this.reader = reader;
        this.problems = problems;
    }

    /** What a file last held that was good then, and still is. */
    Optional<SettingsReader.Good> of(Pid pid, String name) {
        try {
            Optional<byte[]> last = accepted.last(name);
            return last.isPresent() ? Optional.of(reader.judge(pid, reader.content(last.get()))) : Optional.empty();
        } catch (IOException | SettingsException e) {
            return Optional.empty();
        }
    }

    void keep(String name, byte[] bytes) {
        waiting.put(name, bytes);
    }

    void forget(String name) {
        waiting.remove(name);
        accepted.forget(name);
    }

    /** Forgets all but these. */
    void keepOnly(Set<String> names) {
        accepted.keepOnly(names);
    }

    /** Makes durable what was kept and forgotten since; what does not succeed is tried again the next time. */
    void save() {
        try {
            for (Map.Entry<String, byte[]> each : Map.copyOf(waiting).entrySet()) {
                accepted.accept(each.getKey(), each.getValue());
                waiting.remove(each.getKey());
            }
            accepted.save();
            problems.solved(WHAT);
        } catch (IOException e) {
            problems.report(WHAT, Problem.Severity.DEGRADED, WHAT + " cannot be kept for the next start: " + e);
        }
    }
}
