package io.patchbay.cli.demo;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the results of the calls of all clients. */
final class Score {

    private static final String ANSWER = "Hello from version ";

    @GuardedBy("this")
    private final Map<String, Integer> answers = new TreeMap<>();

    @GuardedBy("this")
    private int failed;

    @GuardedBy("this")
    private int removed;

    @GuardedBy("this")
    private Optional<String> firstFailure = Optional.empty();

    @GuardedBy("this")
    private boolean removalAllowed;

    /** Counts an answer. An answer without the text of the connector is a failure. */
    synchronized void countAnswer(String text) {
        if (text.startsWith(ANSWER)) {
            answers.merge(text.substring(ANSWER.length()), 1, Integer::sum);
        } else {
            countFailure("answered: " + text);
        }
    }

    synchronized void countFailure(String why) {
        failed++;
        firstFailure = firstFailure.or(() -> Optional.of(why));
    }

    /** Counts a client that found, as expected, that the tool no longer exists. */
    synchronized void countRemoved() {
        removed++;
    }

    /** Called before the tool is removed. From then on, a missing tool does not count as a failure. */
    synchronized void allowRemoval() {
        removalAllowed = true;
    }

    synchronized boolean isRemovalAllowed() {
        return removalAllowed;
    }

    /** Returns the number of answers from a version of the connector. */
    synchronized int of(String version) {
        return answers.getOrDefault(version, 0);
    }

    synchronized int failures() {
        return failed;
    }

    synchronized String text() {
        int all = answers.values().stream().mapToInt(Integer::intValue).sum();
        return all + " calls answered " + answers + ", " + failed + " failed"
                + firstFailure.map(why -> ", the first: " + why).orElse("") + "; " + removed
                + " callers then found that the tool was removed";
    }
}
