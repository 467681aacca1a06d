package io.patchbay.protocol.start;

import io.patchbay.protocol.Limits;
import io.patchbay.protocol.ReplayLimits;
import io.patchbay.protocol.task.TaskLimits;
import io.patchbay.spi.identity.Patterns;
import java.time.Duration;
import java.util.List;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The settings of the protocol, as one immutable snapshot.
 *
 * @param pageSize maximum number of entries on a page of a list
 * @param literalText patterns of the names of tools whose arguments may give numbers and booleans as text
 */
public record ProtocolSettings(Limits limits, TaskLimits taskLimits, int pageSize, List<String> literalText) {

    public ProtocolSettings {
        literalText = List.copyOf(literalText);
    }

    static ProtocolSettings of(Config config) {
        return new ProtocolSettings(
                limits(config), taskLimits(config), config.pageSize(), List.of(config.literalText()));
    }

    /** Returns whether arguments of the tool with this name may give numbers and booleans as text. */
    boolean readsTexts(String tool) {
        for (int i = 0; i < literalText.size(); i++) {
            if (Patterns.matches(literalText.get(i), tool)) {
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
    @ObjectClassDefinition(name = "Protocol", description = "How calls, sessions and lists are bounded.")
    public @interface Config {

        @AttributeDefinition(
                name = "Call timeout",
                description =
                        "Maximum number of seconds a connector may work on one round of a call. After that the client "
                                + "gets an answer without it.",
                min = "1",
                max = "86400")
        int callTimeoutSeconds() default 60;

        @AttributeDefinition(
                name = "Input timeout",
                description = "Maximum number of seconds a client of a handshake revision may take to answer what a "
                        + "connector asks.",
                min = "1",
                max = "86400")
        int inputTimeoutSeconds() default 300;

        @AttributeDefinition(
                name = "Calls at once",
                description =
                        "Maximum number of calls that run at the same time, in all connectors together. Further calls "
                                + "are answered with 429. One caller may hold at most half of them.",
                min = "1")
        int maxCalls() default 1000;

        @AttributeDefinition(
                name = "Calls at once, per connector",
                description =
                        "Maximum number of calls that run at the same time in one connector. One caller may hold at "
                                + "most half of them.",
                min = "1")
        int maxCallsPerConnector() default 64;

        @AttributeDefinition(
                name = "Waiting calls, per connector",
                description = "Maximum number of calls that wait for a running call of the same connector to end. One "
                        + "caller may hold at most half of them. Further calls are told that the connector is busy.",
                min = "0")
        int maxWaitingPerConnector() default 128;

        @AttributeDefinition(
                name = "Wait",
                description =
                        "Maximum number of milliseconds such a call waits. After that it is told that the connector "
                                + "is busy.",
                min = "0",
                max = "60000")
        int waitMillis() default 2000;

        @AttributeDefinition(
                name = "Stuck calls, per connector",
                description =
                        "Number of stuck calls of one caller in a connector after which further calls of that caller "
                                + "are refused until some of them end. A call is stuck if it computes for a second without a "
                                + "pause, or was stopped and still runs. Calls of all callers are refused when four callers "
                                + "have a quarter of this number each.",
                min = "1")
        int maxStuckCallsPerConnector() default 8;

        @AttributeDefinition(
                name = "Session idle time",
                description = "Number of minutes after which an unused session of a handshake revision ends.",
                min = "1")
        int sessionIdleMinutes() default 30;

        @AttributeDefinition(
                name = "Sessions",
                description =
                        "Maximum number of sessions of the handshake revisions. A further session ends the one that "
                                + "was unused for longest.",
                min = "1")
        int maxSessions() default 20000;

        @AttributeDefinition(
                name = "Sessions per caller",
                description =
                        "Maximum number of sessions of one caller. A further session ends the caller's session that "
                                + "was unused for longest.",
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
                description =
                        "Maximum number of events that are kept for one session. Further events replace the oldest.",
                min = "1")
        int replayEvents() default 1000;

        @AttributeDefinition(
                name = "Replay, bytes",
                description =
                        "Maximum number of bytes of events that are kept for one session. Further events replace the "
                                + "oldest.",
                min = "1")
        int replayBytes() default 4 * 1024 * 1024;

        @AttributeDefinition(
                name = "Replay, bytes in total",
                description =
                        "Maximum number of bytes of events that are kept for all sessions together. One caller may "
                                + "hold a quarter of them.",
                min = "1")
        long replayTotalBytes() default 64 * 1024 * 1024;

        @AttributeDefinition(
                name = "Retry",
                description =
                        "Number of milliseconds that clients of 2025-11-25 are asked to wait before they reconnect to "
                                + "a stream.",
                min = "0",
                max = "3600000")
        int retryMillis() default 1000;

        @AttributeDefinition(
                name = "Polling",
                description =
                        "Number of seconds after which the server closes the connection of a stream and the client of "
                                + "2025-11-25 reconnects later. 0 means never.",
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
                description = "Maximum number of minutes from the creation of a task to its end, including the time it "
                        + "waits for its client.",
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
                        "Number of milliseconds that clients are asked to wait between two requests for the state of "
                                + "a task.",
                min = "1",
                max = "600000")
        int taskPollMillis() default 1000;

        @AttributeDefinition(
                name = "Tasks",
                description =
                        "Maximum number of tasks that are kept, including ended ones. Beyond it, a call is answered "
                                + "directly, or with 429 if its tool runs only as a task.",
                min = "1")
        int maxTasks() default 2000;

        @AttributeDefinition(
                name = "Tasks per caller",
                description = "Maximum number of tasks of one caller that are kept, including ended ones.",
                min = "1")
        int maxTasksPerCaller() default 200;

        @AttributeDefinition(
                name = "Running tasks",
                description =
                        "Maximum number of tasks that run at the same time, in all connectors together. They also "
                                + "count as calls.",
                min = "1")
        int maxRunningTasks() default 200;

        @AttributeDefinition(
                name = "Running tasks, per connector",
                description = "Maximum number of tasks that run at the same time in one connector. They also count as "
                        + "calls. One caller may hold at most half of either number.",
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
                description =
                        "Maximum size of all results of tasks that are kept in memory, in megabytes. One caller may "
                                + "hold at most half of it.",
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
                description = "Milliseconds modern clients may keep a list before they ask again.",
                min = "0")
        long listTtlMillis() default 1000;

        @AttributeDefinition(
                name = "Batch size",
                description =
                        "How many messages a client of 2025-03-26 may send in one array; each is a call of its own.",
                min = "1",
                max = "1000")
        int maxBatch() default 50;

        @AttributeDefinition(
                name = "Text for numbers",
                required = false,
                description =
                        "Names on the wire of tools, * for any characters, in whose arguments text that spells a number, true or false of"
                                + " JSON to the letter is read as that, where the schema admits no text. Empty: none, such text is refused.")
        String[] literalText() default {};

        @AttributeDefinition(
                name = "Instructions",
                description =
                        "What models are told about this server when they connect, in initialize and server/discover of every revision; nothing when it is empty.")
        String instructions() default "";
    }
}
