package io.patchbay.protocol.start;

import io.patchbay.protocol.Limits;
import io.patchbay.protocol.ReplayLimits;
import io.patchbay.protocol.task.TaskLimits;
import io.patchbay.spi.identity.Scopes;
import java.time.Duration;
import java.util.List;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The settings of the protocol, as one immutable snapshot.
 *
 * @param pageSize maximum number of entries on a page of a list
 * @param literalText patterns of the names of tools whose arguments may contain numbers and booleans as text
 */
public record ProtocolSettings(Limits limits, TaskLimits taskLimits, int pageSize, List<String> literalText) {

    public ProtocolSettings {
        literalText = List.copyOf(literalText);
    }

    static ProtocolSettings of(Config config) {
        return new ProtocolSettings(
                limits(config), taskLimits(config), config.pageSize(), List.of(config.literalText()));
    }

    /** Returns whether the arguments of the tool with this name may contain numbers and booleans as text. */
    boolean readsTexts(String tool) {
        for (int i = 0; i < literalText.size(); i++) {
            if (Scopes.matches(literalText.get(i), tool)) {
                return true;
            }
        }
        return false;
    }

    private static Limits limits(Config config) {
        return new Limits(
                Duration.ofSeconds(config.callTimeoutSeconds()),
                Duration.ofSeconds(config.inputTimeoutSeconds()),
                config.maxCalls(),
                perConnector(config),
                Duration.ofMinutes(config.sessionIdleMinutes()),
                config.maxSessions(),
                config.maxSessionsPerCaller(),
                Duration.ofMillis(config.listTtlMillis()),
                replay(config),
                config.instructions(),
                config.maxBatch());
    }

    private static Limits.PerConnector perConnector(Config config) {
        return new Limits.PerConnector(
                config.maxCallsPerConnector(),
                config.maxWaitingPerConnector(),
                Duration.ofMillis(config.waitMillis()),
                config.maxStuckCallsPerConnector());
    }

    private static ReplayLimits replay(Config config) {
        return new ReplayLimits(
                Duration.ofSeconds(config.replaySeconds()),
                config.replayEvents(),
                config.replayBytes(),
                config.replayTotalBytes(),
                Duration.ofMillis(config.retryMillis()),
                Duration.ofSeconds(config.pollSeconds()));
    }

    private static TaskLimits taskLimits(Config config) {
        return new TaskLimits(
                Duration.ofMillis(config.taskAfterMillis()),
                Duration.ofMinutes(config.taskMinutes()),
                Duration.ofMinutes(config.taskKeptMinutes()),
                Duration.ofMillis(config.taskPollMillis()),
                config.maxTasks(),
                config.maxTasksPerCaller(),
                config.maxRunningTasks(),
                config.maxRunningTasksPerConnector(),
                config.taskResultKilobytes() * 1024,
                config.taskMemoryMegabytes() * 1024L * 1024L);
    }

    /** The settings as an administrator writes them. */
    @ObjectClassDefinition(name = "Protocol", description = "Limits on calls, sessions and lists.")
    public @interface Config {

        @AttributeDefinition(
                name = "Call timeout",
                description = "Maximum number of seconds that a connector may work on one round of a call. After the "
                        + "timeout the server answers the client without the connector.",
                min = "1",
                max = "86400")
        int callTimeoutSeconds() default 60;

        @AttributeDefinition(
                name = "Input timeout",
                description = "Maximum number of seconds that a client of a handshake revision may take to answer a "
                        + "question of a connector.",
                min = "1",
                max = "86400")
        int inputTimeoutSeconds() default 300;

        @AttributeDefinition(
                name = "Calls at once",
                description = "Maximum number of calls that run at the same time, in all connectors together. The "
                        + "server answers further calls with 429. One caller may run at most half of the maximum "
                        + "number of calls.",
                min = "1")
        int maxCalls() default 1000;

        @AttributeDefinition(
                name = "Calls at once, per connector",
                description = "Maximum number of calls that run at the same time in one connector. One caller may run "
                        + "at most half of the maximum number of calls.",
                min = "1")
        int maxCallsPerConnector() default 64;

        @AttributeDefinition(
                name = "Waiting calls, per connector",
                description = "Maximum number of calls that wait for a running call of the same connector to end. One "
                        + "caller may have at most half of the maximum number of waiting calls. The server answers "
                        + "further calls with the error that the connector is busy.",
                min = "0")
        int maxWaitingPerConnector() default 128;

        @AttributeDefinition(
                name = "Wait",
                description = "Maximum number of milliseconds that a call waits for a busy connector. After the "
                        + "maximum time the server answers the call with the error that the connector is busy.",
                min = "0",
                max = "60000")
        int waitMillis() default 2000;

        @AttributeDefinition(
                name = "Stuck calls, per connector",
                description =
                        "Maximum number of stuck calls of one caller in a connector. A caller with this number of "
                                + "stuck calls can make no further calls until one of them ends. A call is stuck if it computes for "
                                + "a second without a pause, or was stopped and still runs. If four callers each have a "
                                + "quarter of the maximum number of stuck calls, the server refuses the calls of all callers.",
                min = "1")
        int maxStuckCallsPerConnector() default 8;

        @AttributeDefinition(
                name = "Session idle time",
                description = "Number of minutes after which an unused session of a handshake revision ends.",
                min = "1")
        int sessionIdleMinutes() default 30;

        @AttributeDefinition(
                name = "Sessions",
                description = "Maximum number of sessions of the handshake revisions. A further session ends the "
                        + "session that was unused for the longest time.",
                min = "1")
        int maxSessions() default 20000;

        @AttributeDefinition(
                name = "Sessions per caller",
                description = "Maximum number of sessions of one caller. A further session ends the caller's session "
                        + "that was unused for the longest time.",
                min = "1")
        int maxSessionsPerCaller() default 2000;

        @AttributeDefinition(
                name = "Replay time",
                description = "Number of seconds for which events of a stream are kept for a client that reconnects.",
                min = "1",
                max = "86400")
        int replaySeconds() default 300;

        @AttributeDefinition(
                name = "Replay, events",
                description = "Maximum number of events that are kept for one session. Further events replace the "
                        + "oldest events.",
                min = "1")
        int replayEvents() default 1000;

        @AttributeDefinition(
                name = "Replay, bytes",
                description = "Maximum number of bytes of events that are kept for one session. Further events replace "
                        + "the oldest events.",
                min = "1")
        int replayBytes() default 4 * 1024 * 1024;

        @AttributeDefinition(
                name = "Replay, bytes in total",
                description = "Maximum number of bytes of events that are kept for all sessions together. The sessions "
                        + "of one caller may use a quarter of these bytes.",
                min = "1")
        long replayTotalBytes() default 64 * 1024 * 1024;

        @AttributeDefinition(
                name = "Retry",
                description = "Number of milliseconds that clients of 2025-11-25 should wait before they reconnect to "
                        + "a stream.",
                min = "0",
                max = "3600000")
        int retryMillis() default 1000;

        @AttributeDefinition(
                name = "Polling",
                description = "Number of seconds after which the server closes the connection of a stream of "
                        + "2025-11-25. The client of the stream reconnects later. 0 means that the server never closes "
                        + "the connection.",
                min = "0",
                max = "86400")
        int pollSeconds() default 0;

        @AttributeDefinition(
                name = "Task after",
                description =
                        "Number of milliseconds after which a call continues as a task, if its tool and its client "
                                + "support tasks.",
                min = "1",
                max = "60000")
        int taskAfterMillis() default 500;

        @AttributeDefinition(
                name = "Task time",
                description = "Maximum number of minutes from the creation of a task to its end, including the time "
                        + "that the task waits for its client.",
                min = "1",
                max = "10080")
        int taskMinutes() default 60;

        @AttributeDefinition(
                name = "Task kept",
                description =
                        "Number of minutes for which the result of a task can be read, counted from the end of its "
                                + "maximum time.",
                min = "1",
                max = "10080")
        int taskKeptMinutes() default 60;

        @AttributeDefinition(
                name = "Task poll interval",
                description =
                        "Number of milliseconds that clients should wait between two requests for the state of a task.",
                min = "1",
                max = "600000")
        int taskPollMillis() default 1000;

        @AttributeDefinition(
                name = "Tasks",
                description = "Maximum number of tasks that are kept, including ended tasks. At the maximum number of "
                        + "tasks, the server answers a further call directly, or with 429 if the tool runs only as a "
                        + "task.",
                min = "1")
        int maxTasks() default 2000;

        @AttributeDefinition(
                name = "Tasks per caller",
                description = "Maximum number of tasks of one caller that are kept, including ended tasks.",
                min = "1")
        int maxTasksPerCaller() default 200;

        @AttributeDefinition(
                name = "Running tasks",
                description = "Maximum number of tasks that run at the same time, in all connectors together. Running "
                        + "tasks also count as calls.",
                min = "1")
        int maxRunningTasks() default 200;

        @AttributeDefinition(
                name = "Running tasks, per connector",
                description = "Maximum number of tasks that run at the same time in one connector. Running tasks also "
                        + "count as calls. One caller may run at most half of the maximum number of tasks, both in one "
                        + "connector and in all connectors together.",
                min = "1")
        int maxRunningTasksPerConnector() default 50;

        @AttributeDefinition(
                name = "Task result",
                description = "Maximum size of the result of a task, in kilobytes.",
                min = "1",
                max = "1048576")
        int taskResultKilobytes() default 256;

        @AttributeDefinition(
                name = "Task memory",
                description = "Maximum size of all results of tasks that are kept in memory, in megabytes. The results "
                        + "of one caller may use at most half of the maximum size.",
                min = "1",
                max = "1048576")
        int taskMemoryMegabytes() default 32;

        @AttributeDefinition(
                name = "Page size",
                description = "Maximum number of entries on one page of a list.",
                min = "1",
                max = "10000")
        int pageSize() default 1000;

        @AttributeDefinition(
                name = "List lifetime",
                description = "Number of milliseconds that modern clients may keep a list before they ask again.",
                min = "0")
        long listTtlMillis() default 1000;

        @AttributeDefinition(
                name = "Batch size",
                description = "Maximum number of messages that a client of 2025-03-26 may send in one array. Each "
                        + "request in the array is a separate call.",
                min = "1",
                max = "1000")
        int maxBatch() default 50;

        @AttributeDefinition(
                name = "Text for numbers",
                required = false,
                description = "Names of tools on the wire. The character * matches any characters. In the arguments of "
                        + "the named tools, the server reads a text that is exactly a JSON number, true or false as a "
                        + "number or boolean. A text that the schema allows stays a text. With an empty list the "
                        + "server converts no text.")
        String[] literalText() default {};

        @AttributeDefinition(
                name = "Instructions",
                description = "A text about this server for models. The server sends the text in the results of "
                        + "initialize and server/discover, in every revision. An empty text is not sent.")
        String instructions() default "";
    }
}
