package io.patchbay.protocol.start;

import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.Dispatcher;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.ask.ClientInput;
import io.patchbay.protocol.ask.LegacyInput;
import io.patchbay.protocol.ask.ModernInput;
import io.patchbay.protocol.call.Access;
import io.patchbay.protocol.call.Asking;
import io.patchbay.protocol.call.CallMetrics;
import io.patchbay.protocol.call.CallPath;
import io.patchbay.protocol.call.CallRunner;
import io.patchbay.protocol.call.CallWatch;
import io.patchbay.protocol.call.Capabilities;
import io.patchbay.protocol.call.Gap;
import io.patchbay.protocol.call.Lingering;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.OpenCalls;
import io.patchbay.protocol.call.Rights;
import io.patchbay.protocol.call.Settlement;
import io.patchbay.protocol.call.WaitingCalls;
import io.patchbay.protocol.catalog.Catalog;
import io.patchbay.protocol.front.McpDispatcher;
import io.patchbay.protocol.limit.Carriers;
import io.patchbay.protocol.limit.Timers;
import io.patchbay.protocol.method.Audience;
import io.patchbay.protocol.method.Completing;
import io.patchbay.protocol.method.Discover;
import io.patchbay.protocol.method.Initialize;
import io.patchbay.protocol.method.LegacyListen;
import io.patchbay.protocol.method.LegacyMethods;
import io.patchbay.protocol.method.Listen;
import io.patchbay.protocol.method.Lists;
import io.patchbay.protocol.method.PromptsGet;
import io.patchbay.protocol.method.ResourcesList;
import io.patchbay.protocol.method.ResourcesRead;
import io.patchbay.protocol.method.StreamTrail;
import io.patchbay.protocol.method.Subscriptions;
import io.patchbay.protocol.method.ToolsCall;
import io.patchbay.protocol.seal.Sealer;
import io.patchbay.protocol.session.Credentials;
import io.patchbay.protocol.session.Sessions;
import io.patchbay.protocol.task.MemoryTaskStore;
import io.patchbay.protocol.task.TaskBoard;
import io.patchbay.protocol.task.TaskFormat;
import io.patchbay.protocol.task.TaskKeeper;
import io.patchbay.protocol.task.TaskLimits;
import io.patchbay.protocol.task.TaskMethods;
import io.patchbay.protocol.task.TaskRuns;
import io.patchbay.protocol.view.Views;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.metrics.Metrics;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.tasks.TaskStore;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Connects the parts of the protocol. Used by the OSGi component and, without OSGi, by tests. */
public final class Protocol implements AutoCloseable {

    private static final Duration WATCH_INTERVAL = Duration.ofMillis(50);
    /**
     * The time between two checks of credentials. A call stops within a second after its caller has lost the necessary
     * rights.
     */
    private static final Duration RECHECK_INTERVAL = Duration.ofMillis(200);

    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(2);

    private final CallThreads threads = new CallThreads();
    private final Timers timers = new Timers();
    private final Catalog catalog;
    private final Sessions sessions;
    private final CallRunner runner;
    private final Lingering lingering = new Lingering();
    private final OpenCalls open;
    private final TaskKeeper tasks;
    private final Subscriptions subscriptions;
    private final McpDispatcher dispatcher;
    private final BoundMetrics metrics;

    public Protocol(Parts parts, Supplier<Limits> limits) {
        catalog = parts.catalog();
        sessions = new Sessions(limits);
        Formats formats = new Formats(parts.version());
        Views views = new Views(catalog::snapshot, parts.policy(), parts.sealer(), parts.pageSize());
        WaitingCalls waiting = new WaitingCalls();
        Access access = new Access(views, new Gap(waiting, limits));
        Credentials credentials = new Credentials(parts.authenticator());
        Rights rights = new Rights(credentials, parts.policy(), access);
        runner = new CallRunner(limits, threads, access, rights, waiting);
        Capabilities capabilities = new Capabilities(access);
        ModernInput input = new ModernInput(parts.sealer(), formats, Clock.systemUTC());
        TaskBoard board = new TaskBoard(parts.tasks().store(), parts.tasks().limits(), access);
        TaskFormat taskFormat =
                new TaskFormat(formats.of(Revision.V2026_07_28), parts.tasks().limits());
        Audience audience = new Audience(sessions, catalog::updateInterest, threads);
        subscriptions =
                new Subscriptions(sessions, audience, access, credentials, catalog::snapshot, board, taskFormat);
        Asking asking = new ClientInput(input, new LegacyInput(limits, timers, threads, waiting));
        Settlement settlement = new Settlement(asking, new CallMetrics(parts.metrics()));
        TaskRuns runs = new TaskRuns(
                board,
                Clock.systemUTC(),
                new TaskRuns.Execution(runner, threads, timers),
                settlement,
                asking,
                taskFormat,
                subscriptions::taskChanged);
        tasks = new TaskKeeper(board, runs);
        open = new OpenCalls(runner, waiting, tasks, rights, subscriptions::recheck, threads);
        Lists lists = new Lists(formats, limits);
        Map<String, Method<?>> both = new LinkedHashMap<>(lists.all());
        both.put("resources/list", new ResourcesList(access, lists, runner, limits));
        both.put("resources/read", new ResourcesRead(input, formats));
        both.put("tools/call", new ToolsCall(input, formats, parts.readsTexts()));
        both.put("prompts/get", new PromptsGet(input, formats));
        both.put("completion/complete", new Completing(formats));

        StreamTrail streams = new StreamTrail(parts.trail(), threads, credentials::hold);
        Map<String, Method<?>> modern = new LinkedHashMap<>(both);
        modern.put("server/discover", new Discover(capabilities, formats, limits));
        TaskMethods taskMethods = new TaskMethods(board, taskFormat, formats);
        modern.putAll(taskMethods.all());
        modern.put("subscriptions/listen", new Listen(access, taskMethods, subscriptions, streams));

        Map<String, Method<?>> legacy = new LinkedHashMap<>(both);
        legacy.put("initialize", new Initialize(sessions, capabilities, formats, limits));
        legacy.putAll(new LegacyMethods(access, audience).all());

        CallPath path = new CallPath(parts.trail(), parts.policy(), access, runner, tasks, settlement, lingering);
        dispatcher = new McpDispatcher(
                sessions, path, parts.trail(), new LegacyListen(streams, audience), modern, legacy, threads, limits);
        metrics = new BoundMetrics(parts.metrics(), runner.watch().bounds());
        start();
    }

    /**
     * The parts that the protocol receives from outside.
     *
     * @param version the version of this server
     * @param pageSize maximum number of entries on a page of a list
     * @param readsTexts returns whether the arguments of the tool with a given name may contain numbers and booleans as
     *     text
     */
    public record Parts(
            Catalog catalog,
            Authenticator authenticator,
            CallPolicy policy,
            AuditTrail trail,
            Sealer sealer,
            TaskParts tasks,
            Optional<Metrics> metrics,
            String version,
            IntSupplier pageSize,
            Predicate<String> readsTexts) {}

    /** The store of tasks and its limits. */
    public record TaskParts(TaskStore store, Supplier<TaskLimits> limits) {

        /** Returns a store in memory, which loses its tasks when the server stops. */
        static TaskParts inMemory(Supplier<TaskLimits> limits) {
            return new TaskParts(
                    new MemoryTaskStore(Clock.systemUTC(), () -> limits.get().maxMemory()), limits);
        }
    }

    public Dispatcher dispatcher() {
        return dispatcher;
    }

    public int sessions() {
        return sessions.size();
    }

    /** Returns the number of bytes kept for clients that reconnect. */
    public long kept() {
        return sessions.kept();
    }

    public int streams() {
        return subscriptions.size();
    }

    /** Returns the watch over running calls. */
    public CallWatch calls() {
        return runner.watch();
    }

    /** Returns the open calls. */
    public OpenCalls open() {
        return open;
    }

    public int running() {
        return runner.running();
    }

    public int runningTasks() {
        return tasks.running();
    }

    /**
     * Ends all open streams, calls and tasks and notifies their clients, because the server no longer checks rights and
     * deadlines.
     */
    @Override
    public void close() {
        catalog.removeListener(subscriptions);
        tasks.close();
        open.stopCalls(TaskKeeper.stopping());
        subscriptions.endAll();
        timers.close();
        metrics.close();
    }

    private void start() {
        catalog.addListener(subscriptions);
        Optional<Carriers> carriers =
                CallThreads.virtual() ? Optional.of(Carriers.ofVirtualThreads(threads)) : Optional.empty();
        timers.every(WATCH_INTERVAL, () -> {
            long now = System.nanoTime();
            int occupying = runner.watch().check(now);
            carriers.ifPresent(lender -> lender.adjust(now, occupying, runner.running() > 0));
        });
        timers.every(Lingering.CHECK_INTERVAL, () -> lingering.check(System.nanoTime()));
        timers.every(RECHECK_INTERVAL, open::recheck);
        timers.every(SWEEP_INTERVAL, () -> {
            sessions.sweep();
            subscriptions.sweep();
            tasks.sweep();
        });
    }
}
