package io.patchbay.protocol.task;

import java.time.Duration;

/**
 * The settings of tasks, as one immutable snapshot.
 *
 * @param after how long a call runs before it becomes a task
 * @param longest a task may take, from its creation to its end, waiting included
 * @param kept how long its end can be read beyond that
 * @param poll how long clients are asked to wait between two looks
 * @param max how many are kept, ended ones included, of all callers
 * @param maxPerCaller the same of one caller
 * @param maxRunning how many run at once, of all connectors
 * @param maxRunningPerConnector how many run at once in one connector
 * @param maxResult bytes of one result
 * @param maxMemory bytes of all results that are kept in memory
 */
public record TaskLimits(
        Duration after,
        Duration longest,
        Duration kept,
        Duration poll,
        int max,
        int maxPerCaller,
        int maxRunning,
        int maxRunningPerConnector,
        int maxResult,
        long maxMemory) {

    public static final TaskLimits DEFAULT = new TaskLimits(
            Duration.ofMillis(500),
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            2_000,
            200,
            200,
            50,
            256 << 10,
            32L << 20);

    public TaskLimits {
        positive(after.toMillis(), "after");
        positive(longest.toMillis(), "longest");
        positive(kept.toMillis(), "kept");
        positive(poll.toMillis(), "poll");
        positive(max, "max");
        positive(maxPerCaller, "maxPerCaller");
        positive(maxRunning, "maxRunning");
        positive(maxRunningPerConnector, "maxRunningPerConnector");
        positive(maxResult, "maxResult");
        positive(maxMemory, "maxMemory");
    }

    /** How long a task is there, from its creation. */
    Duration lifetime() {
        return longest.plus(kept);
    }

    private static void positive(long number, String name) {
        if (number < 1) {
            throw new IllegalArgumentException(name + " is not positive: " + number);
        }
    }
}
