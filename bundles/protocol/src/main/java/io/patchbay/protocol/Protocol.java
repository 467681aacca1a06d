package io.patchbay.protocol;

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
import java.util.function.Supplier;

/** The protocol's parts, put together: what the OSGi component runs, and the tests, without OSGi. */
final class Protocol implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(50);
    /** What lost its right is stopped within a second of it. */
    private static final Duration RECHECK = Duration.ofMillis(200);

    private static final Duration SWEEP = Duration.ofSeconds(2);

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
    private final BoundMetrics figures;

    Protocol(Parts parts, Supplier<Limits> limits) {
        catalog = parts.catalog();
        sessions = new Sessions(limits);
        Formats formats = new Formats(parts.version());
        Views views = new Views(catalog::snapshot, parts.policy(), parts.sealer(), parts.pageSize());
        WaitingCalls waiting = new WaitingCalls();
        Access access = new Access(views, parts.policy(), new Gap(waiting, limits));
        Rights rights = new Rights(parts.authenticator(), parts.policy(), access);
        runner = new CallRunner(limits, threads, access, rights, waiting);
        Capabilities capabilities = new Capabilities(access);
        ModernInput input = new ModernInput(parts.sealer(), formats, Clock.systemUTC());
        TaskBoard board = new TaskBoard(parts.tasks().store(), parts.tasks().limits(), access);
        TaskFormat taskFormat =
                new TaskFormat(formats.of(Revision.V2026_07_28), parts.tasks().limits());
        Audience audience = new Audience(sessions, catalog::interest, threads);
        subscriptions = new Subscriptions(sessions, audience, access, rights, catalog::snapshot, board, taskFormat);
        open = new OpenCalls(runner, waiting, board, rights, subscriptions::recheck, threads);
        Settlement settlement = new Settlement(
                input, new LegacyInput(limits, timers, threads, waiting), new CallMetrics(parts.metrics()));
        tasks = new TaskKeeper(
                board,
                Clock.systemUTC(),
                new TaskKeeper.Execution(runner, threads, timers),
                settlement,
                taskFormat,
                subscriptions::taskChanged);

        Lists lists = new Lists(access, formats, limits);
        Map<String, Method> both = new LinkedHashMap<>(lists.all());
        both.put("resources/list", new ResourcesList(access, lists, runner, limits));
        both.put("resources/read", new ResourcesRead(access, input, formats));
        both.put("tools/call", new ToolsCall(access, input, formats));
        both.put("prompts/get", new PromptsGet(access, input, formats));
        both.put("completion/complete", new Completing(access, capabilities, formats));

        StreamTrail streams = new StreamTrail(parts.trail(), threads, rights::holds);
        Map<String, Method> modern = new LinkedHashMap<>(both);
        modern.put("server/discover", new Discover(capabilities, formats, limits));
        TaskMethods taskMethods = new TaskMethods(board, taskFormat, formats);
        modern.putAll(taskMethods.all());
        modern.put("subscriptions/listen", new Listen(access, capabilities, taskMethods, subscriptions, streams));

        Map<String, Method> legacy = new LinkedHashMap<>(both);
        legacy.put("initialize", new Initialize(sessions, capabilities, formats, limits));
        legacy.putAll(new LegacyMethods(access, capabilities, audience).all());

        CallPath path = new CallPath(parts.trail(), parts.policy(), runner, tasks, settlement, lingering);
        dispatcher = new McpDispatcher(
                sessions, path, parts.trail(), new LegacyListen(streams, audience), modern, legacy, threads, limits);
        figures = new BoundMetrics(parts.metrics(), runner.watch().bounds());
        start();
    }

    /**
     * What the protocol is made of that others make.
     *
     * @param version of this server
     * @param pageSize how many entries a page of a list has
     */
    record Parts(
            Catalog catalog,
            Authenticator authenticator,
            CallPolicy policy,
            AuditTrail trail,
            Sealer sealer,
            TaskParts tasks,
            Optional<Metrics> metrics,
            String version,
            IntSupplier pageSize) {}

    /** Where tasks are kept, and how they are bounded. */
    record TaskParts(TaskStore store, Supplier<TaskLimits> limits) {

        /** Tasks that end with this server. */
        static TaskParts inMemory(Supplier<TaskLimits> limits) {
            return new TaskParts(
                    new MemoryTaskStore(Clock.systemUTC(), () -> limits.get().maxMemory()), limits);
        }
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    int sessions() {
        return sessions.size();
    }

    /** How many bytes are kept for clients that come back. */
    long kept() {
        return sessions.kept();
    }

    int streams() {
        return subscriptions.size();
    }

    /** What holds on to threads and processors. */
    CallWatch calls() {
        return runner.watch();
    }

    /** What has begun and not ended. */
    OpenCalls open() {
        return open;
    }

    int running() {
        return runner.running();
    }

    int runningTasks() {
        return tasks.running();
    }

    /** Ends what is open, running calls and tasks included, so that clients know: nobody watches over rights and deadlines any more. */
    @Override
    public void close() {
        catalog.ignore(subscriptions);
        tasks.close();
        open.stopCalls(TaskKeeper.stopping());
        subscriptions.endAll();
        timers.close();
        figures.close();
    }

    private void start() {
        catalog.listen(subscriptions);
        Optional<Carriers> carriers =
                CallThreads.virtual() ? Optional.of(Carriers.ofVirtualThreads(threads)) : Optional.empty();
        timers.every(TICK, () -> {
            long now = System.nanoTime();
            int occupying = runner.watch().look(now);
            carriers.ifPresent(lender -> lender.look(now, occupying, runner.running() > 0));
        });
        timers.every(Lingering.LOOK, () -> lingering.look(System.nanoTime()));
        timers.every(RECHECK, open::recheck);
        timers.every(SWEEP, () -> {
            sessions.sweep();
            subscriptions.sweep();
            tasks.sweep();
        });
    }
}
