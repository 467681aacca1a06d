package io.patchbay.audit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of the trail.
 *
 * @param interval the time for which lines of reads are collected before they are written and made durable together
 * @param queueLines the maximum number of waiting lines
 * @param queueBytes the maximum heap for waiting lines
 * @param segmentBytes the size at which the trail continues in a new file
 * @param queueWait the maximum time that a call waits for room in the queue
 * @param redactedNames words; if a name contains one of these words, the value with this name is secret
 */
record TrailSettings(
        Duration interval,
        int queueLines,
        long queueBytes,
        long segmentBytes,
        Duration queueWait,
        List<String> redactedNames) {

    private static final long BYTES_PER_MEBIBYTE = 1 << 20;

    TrailSettings {
        requireNonNull(interval, "interval");
        requireNonNull(queueWait, "queueWait");
        redactedNames = List.copyOf(redactedNames);
    }

    /** @throws IllegalArgumentException with the reason in one line, if a setting is invalid */
    static TrailSettings of(FileTrail.Config config) {
        return new TrailSettings(
                Duration.ofMillis(inRange("intervalMillis", config.intervalMillis(), 1, 10_000)),
                (int) inRange("queueLines", config.queueLines(), 16, 1_000_000),
                inRange("queueMebibytes", config.queueMebibytes(), 1, 1024) * BYTES_PER_MEBIBYTE,
                inRange("segmentMebibytes", config.segmentMebibytes(), 1, 65_536) * BYTES_PER_MEBIBYTE,
                Duration.ofMillis(inRange("waitMillis", config.waitMillis(), 0, 10_000)),
                names(config.redactedNames()));
    }

    /**
     * Returns a copy with more redacted names. Ignores invalid names, so that the valid names are redacted even if the
     * settings are invalid.
     */
    TrailSettings alsoRedacting(String[] names) {
        List<String> all = Stream.concat(
                        redactedNames.stream(),
                        Stream.of(names).filter(name -> !name.isBlank() && !name.contains("$[")))
                .toList();
        return new TrailSettings(interval, queueLines, queueBytes, segmentBytes, queueWait, all);
    }

    private static long inRange(String setting, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(setting + " is not between " + min + " and " + max);
        }
        return value;
    }

    private static List<String> names(String[] names) {
        for (String name : names) {
            if (name.isBlank() || name.contains("$[")) {
                throw new IllegalArgumentException(
                        "redactedNames contains an empty name or an unresolved $[…] reference");
            }
        }
        return List.of(names);
    }
}
