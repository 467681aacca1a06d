package io.patchbay.protocol.task;

import java.time.Duration;

/**
 * The settings of tasks, as one immutable snapshot.
 *
 * @param after the time that a call runs before it becomes a task
 * @param maxDuration maximum time from the creation of a task to its end, including the time that the task waits for
 *     its client
 * @param kept the time for which an ended task can be read, counted from the end of its maximum time
 * @param poll the time that clients should wait between two requests for the state of a task
 * @param max maximum number of tasks of all callers that are kept, including ended tasks
 * @param maxPerCaller maximum number of tasks of one caller that are kept, including ended tasks
 * @param maxRunning maximum number of tasks that run at the same time, in all connectors
 * @param maxRunningPerConnector maximum number of tasks that run at the same time in one connector
 * @param maxResult maximum size of one result, in bytes
 * @param maxMemory maximum size of all results that are kept in memory, in bytes
 */
public record TaskLimits(
        Duration after,
        Duration maxDuration,
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
        positive(maxDuration.toMillis(), "maxDuration");
        positive(kept.toMillis(), "kept");
        positive(poll.toMillis(), "poll");
        positive(max, "max");
        positive(maxPerCaller, "maxPerCaller");
        positive(maxRunning, "maxRunning");
        positive(maxRunningPerConnector, "maxRunningPerConnector");
        positive(maxResult, "maxResult");
        positive(maxMemory, "maxMemory");
    }

    /** Returns the time for which a task is kept, counted from its creation. */
    Duration lifetime() {
        return maxDuration.plus(kept);
    }

    private static void positive(long number, String name) {
        if (number < 1) {
            throw new IllegalArgumentException(name + " is not positive: " + number);
        }
    }
}
