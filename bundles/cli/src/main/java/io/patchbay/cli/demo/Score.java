package io.patchbay.cli.demo;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How the calls came out, of all callers together. */
final class Score {

    private static final String ANSWER = "Hello from version ";

    private final Map<String, Integer> answers = new TreeMap<>();
    private int failed;
    private int gone;
    private Optional<String> firstFailure = Optional.empty();
    private boolean leaving;

    /** Only what the connector says is an answer. */
    synchronized void answered(String text) {
        if (text.startsWith(ANSWER)) {
            answers.merge(text.substring(ANSWER.length()), 1, Integer::sum);
        } else {
            failed("answered: " + text);
        }
    }

    synchronized void failed(String why) {
        failed++;
        firstFailure = firstFailure.or(() -> Optional.of(why));
    }

    /** The tool was not there any more, as it should be. */
    synchronized void gone() {
        gone++;
    }

    /** From now on the tool may be gone. */
    synchronized void leave() {
        leaving = true;
    }

    synchronized boolean isLeaving() {
        return leaving;
    }

    /** How many answers there are of a version. */
    synchronized int of(String version) {
        return answers.getOrDefault(version, 0);
    }

    synchronized int failures() {
        return failed;
    }

    synchronized String text() {
        int all = answers.values().stream().mapToInt(Integer::intValue).sum();
        return all + " calls answered " + answers + ", " + failed + " failed"
                + firstFailure.map(why -> ", the first: " + why).orElse("") + "; then " + gone
                + " callers learnt that the tool is gone";
    }
}
