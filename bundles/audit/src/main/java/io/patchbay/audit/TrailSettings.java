package io.patchbay.audit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the trail is kept.
 *
 * @param interval how long lines of reads may gather before they are written and made durable together
 * @param queueLines how many lines may wait
 * @param queueBytes how much of the heap they may take
 * @param segmentBytes how long a file may grow before the next one begins
 * @param patience how long a call waits for room in the queue
 * @param redactedNames words that make the value under a name secret
 */
record TrailSettings(
        Duration interval,
        int queueLines,
        long queueBytes,
        long segmentBytes,
        Duration patience,
        List<String> redactedNames) {

    private static final long MEBI = 1 << 20;

    TrailSettings {
        requireNonNull(interval, "interval");
        requireNonNull(patience, "patience");
        redactedNames = List.copyOf(redactedNames);
    }

    /** @throws IllegalArgumentException when a setting is out of its range, with the reason in one line */
    static TrailSettings of(FileTrail.Config config) {
        return new TrailSettings(
                Duration.ofMillis(within("intervalMillis", config.intervalMillis(), 1, 10_000)),
                (int) within("queueLines", config.queueLines(), 16, 1_000_000),
                within("queueMebibytes", config.queueMebibytes(), 1, 1024) * MEBI,
                within("segmentMebibytes", config.segmentMebibytes(), 1, 65_536) * MEBI,
                Duration.ofMillis(within("waitMillis", config.waitMillis(), 0, 10_000)),
                names(config.redactedNames()));
    }

    /** The same with more names, as far as they are some: what invalid settings want redacted stays out of the trail. */
    TrailSettings alsoRedacting(String[] names) {
        List<String> all = Stream.concat(
                        redactedNames.stream(),
                        Stream.of(names).filter(name -> !name.isBlank() && !name.contains("$[")))
                .toList();
        return new TrailSettings(interval, queueLines, queueBytes, segmentBytes, patience, all);
    }

    private static long within(String setting, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(setting + " is not between " + least + " and " + most);
        }
        return value;
    }

    private static List<String> names(String[] names) {
        for (String name : names) {
            if (name.isBlank() || name.contains("$[")) {
                throw new IllegalArgumentException("redactedNames holds something that is no name");
            }
        }
        return List.of(names);
    }
}
