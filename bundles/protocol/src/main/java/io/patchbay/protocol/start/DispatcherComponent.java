package io.patchbay.protocol.start;

import static java.util.Objects.requireNonNull;

import io.patchbay.protocol.Dispatcher;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.ReplayLimits;
import io.patchbay.protocol.call.OpenCalls;
import io.patchbay.protocol.seal.Sealer;
import io.patchbay.protocol.task.TaskLimits;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.deploy.Deployed;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Scopes;
import io.patchbay.spi.metrics.Metrics;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.tasks.TaskStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The dispatcher as a service. Without authenticator, policy, trail or a finished first deployment it is not there, and nobody is served. */
@Component(
        configurationPid = "io.patchbay.protocol",
        service = {Dispatcher.class, HealthCheck.class, DispatcherComponent.class})
@Designate(ocd = DispatcherComponent.Config.class)
public final class DispatcherComponent implements Dispatcher, HealthCheck {

    private final Protocol protocol;
    private volatile Limits limits;
    private volatile int pageSize;
    private volatile List<String> literalText = List.of();
    private volatile TaskLimits taskLimits;

    @Activate
    public DispatcherComponent(
            BundleContext context,
            Config config,
            @Reference ServiceCatalog catalog,
            @Reference Authenticator authenticator,
            @Reference CallPolicy policy,
            @Reference AuditTrail trail,
            @Reference Deployed deployed,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) TaskStore store,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) Metrics metrics) {
        modified(config);
        Path data =
                Path.of(requireNonNull(context.getProperty("patchbay.data"), "the framework property patchbay.data"));
        this.protocol = new Protocol(
                new Protocol.Parts(
                        catalog.catalog(),
                        authenticator,
                        policy,
                        trail,
                        Sealer.open(data.resolve("keys").resolve("seal.json")),
                        tasks(Optional.ofNullable(store)),
                        Optional.ofNullable(metrics),
                        Optional.ofNullable(context.getProperty("patchbay.version"))
                                .orElse("unknown"),
                        () -> pageSize,
                        this::readsTexts),
                () -> limits);
    }

    @Modified
    void modified(Config config) {
        TaskLimits bounded = taskLimits(config);
        limits = limits(config);
        pageSize = config.pageSize();
        literalText = List.of(config.literalText());
        taskLimits = bounded;
    }

    @Deactivate
    void close() {
        protocol.close();
    }

    @Override
    public void dispatch(Exchange exchange) {
        protocol.dispatcher().dispatch(exchange);
    }

    /** The calls that run or wait, for operators. */
    OpenCalls open() {
        return protocol.open();
    }

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public List<Problem> problems() {
        return protocol.calls().problems().stream()
                .map(line -> new Problem(Problem.Severity.DEGRADED, line))
                .toList();
    }

    private static Limits limits(Config config) {
        return new Limits(
                Duration.ofSeconds(config.callTimeoutSeconds()),
                Duration.ofSeconds(config.inputTimeoutSeconds()),
                config.maxCalls(),
                new Limits.PerConnector(
                        config.maxCallsPerConnector(),
                        config.maxWaitingPerConnector(),
                        Duration.ofMillis(config.waitMillis()),
                        config.maxStuckCallsPerConnector()),
                Duration.ofMinutes(config.sessionIdleMinutes()),
                config.maxSessions(),
                config.maxSessionsPerCaller(),
                Duration.ofMillis(config.listTtlMillis()),
                new ReplayLimits(
                        Duration.ofSeconds(config.replaySeconds()),
                        config.replayEvents(),
                        config.replayBytes(),
                        config.replayTotalBytes(),
                        Duration.ofMillis(config.retryMillis()),
                        Duration.ofSeconds(config.pollSeconds())),
                config.instructions(),
                config.maxBatch());
    }

    private boolean readsTexts(String tool) {
        List<String> patterns = literalText;
        for (int i = 0; i < patterns.size(); i++) {
            if (Scopes.matches(patterns.get(i), tool)) {
                return true;
            }
        }
        return false;
    }

    private Protocol.TaskParts tasks(Optional<TaskStore> store) {
        return store.map(kept -> new Protocol.TaskParts(kept, () -> taskLimits))
                .orElseGet(() -> Protocol.TaskParts.inMemory(() -> taskLimits));
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

    /** The settings of the protocol. */
    @ObjectClassDefinition(name = "Protocol", description = "How calls, sessions and lists are bounded.")
    public @interface Config {

        @AttributeDefinition(
                name = "Call timeout",
                description =
                        "Seconds a connector may work on one round of a call; then the client is answered without it.",
                min = "1",
                max = "86400")
        int callTimeoutSeconds() default 60;

        @AttributeDefinition(
                name = "Input timeout",
                description = "Seconds a legacy client's side may take to answer what a connector asks.",
                min = "1",
                max = "86400")
        int inputTimeoutSeconds() default 300;

        @AttributeDefinition(
                name = "Calls at once",
                description =
                        "How many calls run at the same time, of all connectors; more are answered 429. A caller gets a place while it"
                                + " holds fewer than are free, so half of them at most.",
                min = "1")
        int maxCalls() default 1000;

        @AttributeDefinition(
                name = "Calls at once, per connector",
                description =
                        "How many calls run at the same time in one connector. A caller gets a place while it holds fewer than are free:"
                                + " alone half of them, so that there is one for the next.",
                min = "1")
        int maxCallsPerConnector() default 64;

        @AttributeDefinition(
                name = "Waiting calls, per connector",
                description =
                        "How many calls more wait for one of these to end, with the same shares; the rest is told at once that the"
                                + " connector is busy.",
                min = "0")
        int maxWaitingPerConnector() default 128;

        @AttributeDefinition(
                name = "Wait",
                description = "Milliseconds such a call waits at most; then it is told that the connector is busy.",
                min = "0",
                max = "60000")
        int waitMillis() default 2000;

        @AttributeDefinition(
                name = "Stuck calls, per connector",
                description =
                        "When so many calls of one caller in a connector have computed for a second without a pause, or were ended"
                                + " and did not stop, no more of that caller are let in until some end: each may hold a processor. A quarter"
                                + " of it from each of four callers keeps all out.",
                min = "1")
        int maxStuckCallsPerConnector() default 8;

        @AttributeDefinition(
                name = "Session idle time",
                description = "Minutes after which a legacy session that nobody uses ends.",
                min = "1")
        int sessionIdleMinutes() default 30;

        @AttributeDefinition(
                name = "Sessions",
                description = "How many legacy sessions there are at most; then the one unused for longest ends.",
                min = "1")
        int maxSessions() default 20000;

        @AttributeDefinition(
                name = "Sessions per caller",
                description = "How many legacy sessions one caller has at most; then its one unused for longest ends.",
                min = "1")
        int maxSessionsPerCaller() default 2000;

        @AttributeDefinition(
                name = "Replay time",
                description =
                        "Seconds for which an event of a legacy stream is kept for a client that comes back for it.",
                min = "1",
                max = "86400")
        int replaySeconds() default 300;

        @AttributeDefinition(
                name = "Replay, events",
                description = "How many events are kept in one session; then its oldest are dropped.",
                min = "1")
        int replayEvents() default 1000;

        @AttributeDefinition(
                name = "Replay, bytes",
                description = "How many bytes of events are kept in one session; then its oldest are dropped.",
                min = "1")
        int replayBytes() default 4 * 1024 * 1024;

        @AttributeDefinition(
                name = "Replay, bytes in total",
                description =
                        "How many bytes of events are kept in all sessions; those of one caller have a quarter of it.",
                min = "1")
        long replayTotalBytes() default 64 * 1024 * 1024;

        @AttributeDefinition(
                name = "Retry",
                description = "Milliseconds clients of 2025-11-25 are asked to wait before they come back to a stream.",
                min = "0",
                max = "3600000")
        int retryMillis() default 1000;

        @AttributeDefinition(
                name = "Polling",
                description =
                        "Seconds after which the connection of a stream is closed, for its client of 2025-11-25 to come back "
                                + "later; 0 for never.",
                min = "0",
                max = "86400")
        int pollSeconds() default 0;

        @AttributeDefinition(
                name = "Task after",
                description = "Milliseconds after which a call goes on as a task, where its tool and its client can.",
                min = "1",
                max = "60000")
        int taskAfterMillis() default 500;

        @AttributeDefinition(
                name = "Task time",
                description = "Minutes a task may take from its creation to its end, waiting for its client included.",
                min = "1",
                max = "10080")
        int taskMinutes() default 60;

        @AttributeDefinition(
                name = "Task kept",
                description = "Minutes beyond the time a task may take for which its result can be read.",
                min = "1",
                max = "10080")
        int taskKeptMinutes() default 60;

        @AttributeDefinition(
                name = "Task poll interval",
                description = "Milliseconds that clients are asked to wait between two looks at a task.",
                min = "1",
                max = "600000")
        int taskPollMillis() default 1000;

        @AttributeDefinition(
                name = "Tasks",
                description =
                        "How many tasks are kept, ended ones included. With no room for one, a call is answered directly, or"
                                + " 429 where its tool runs only as a task.",
                min = "1")
        int maxTasks() default 2000;

        @AttributeDefinition(
                name = "Tasks per caller",
                description = "How many tasks of one caller are kept, ended ones included.",
                min = "1")
        int maxTasksPerCaller() default 200;

        @AttributeDefinition(
                name = "Running tasks",
                description = "How many tasks run at the same time, of all connectors; they count as calls as well.",
                min = "1")
        int maxRunningTasks() default 200;

        @AttributeDefinition(
                name = "Running tasks, per connector",
                description =
                        "How many tasks run at the same time in one connector; they count as calls as well. Callers share both"
                                + " numbers as they share calls.",
                min = "1")
        int maxRunningTasksPerConnector() default 50;

        @AttributeDefinition(
                name = "Task result",
                description = "Kilobytes that the result of a task may have.",
                min = "1",
                max = "1048576")
        int taskResultKilobytes() default 256;

        @AttributeDefinition(
                name = "Task memory",
                description =
                        "Megabytes that the results of all tasks may take while they are kept in memory; those of one caller half of it.",
                min = "1",
                max = "1048576")
        int taskMemoryMegabytes() default 32;

        @AttributeDefinition(
                name = "Page size",
                description = "How many entries a page of a list has.",
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
