package io.patchbay.http.start;

import io.patchbay.http.mcp.CallerCheck;
import io.patchbay.http.mcp.McpEndpoint;
import io.patchbay.http.mcp.McpServices;
import io.patchbay.http.mcp.SseEndpoint;
import io.patchbay.http.mcp.Streams;
import io.patchbay.http.request.BodyMemory;
import io.patchbay.http.request.ErrorResponses;
import io.patchbay.http.request.Guards;
import io.patchbay.http.request.HttpMetrics;
import io.patchbay.http.request.RequestServices;
import io.patchbay.http.server.Connections;
import io.patchbay.http.server.Descriptors;
import io.patchbay.http.server.JettyConnectors;
import io.patchbay.http.server.ListeningPort;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.web.DoorServices;
import io.patchbay.http.web.Front;
import io.patchbay.http.web.HealthPages;
import io.patchbay.http.web.RouteLimits;
import io.patchbay.http.web.RoutePath;
import io.patchbay.http.web.RouteTable;
import io.patchbay.protocol.CallThreads;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.metrics.Metrics;
import io.patchbay.support.DaemonThread;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole HTTP server. The class does not depend on OSGi. {@link HttpComponent} runs the server in OSGi. */
public final class HttpServer implements HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
    private static final int MAX_THREADS = 200;
    private static final int MIN_THREADS = 8;
    private static final Duration THREAD_IDLE_TIMEOUT = Duration.ofMinutes(1);
    private static final int RESERVED_THREADS = -1; // Jetty chooses, by the number of processors
    private static final Duration SWEEP_INTERVAL = Duration.ofMillis(100);
    private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofMillis(250);

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, work -> DaemonThread.of(work, "http-timer"));
    private final Guards guards = new Guards();
    private final HttpMetrics metrics = new HttpMetrics();
    private final int descriptors = Descriptors.maxConnections();
    private final Connections connections =
            new Connections(() -> Math.min(descriptors, settings().limits().connections()));
    private final Streams streams = new Streams(this::settings, connections::isScarce);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Server server;
    private final SseEndpoint sse;
    private final RouteTable routes;
    private final HealthPages pages;
    private final ListeningPort port;
    private volatile HttpSettings settings;
    private volatile Optional<String> refusedSettings = Optional.empty();

    public HttpServer(HttpSettings settings, Optional<Path> data) {
        this(settings, data, BodyMemory.ofHeap(), RouteLimits.STANDARD);
    }

    public HttpServer(HttpSettings settings, Optional<Path> data, BodyMemory bodyMemory, RouteLimits routeLimits) {
        this.settings = settings;
        this.server = new Server(threads());
        ErrorResponses errors = new ErrorResponses(this::settings, connections, metrics);
        RequestServices services = new RequestServices(this::settings, guards, errors, metrics);
        McpServices mcp = new McpServices(services, streams, bodyMemory);
        CallerCheck callers = new CallerCheck(services, connections);
        McpEndpoint endpoint = new McpEndpoint(mcp, callers);
        this.sse = new SseEndpoint(endpoint, callers, mcp);
        this.routes = new RouteTable(routeLimits);
        this.pages = new HealthPages(routes);
        this.port = new ListeningPort(
                server, new JettyConnectors(connections), timer, settings, opened -> this.settings = opened, data);
        server.setErrorHandler(errors);
        server.setHandler(new GracefulHandler(new Front(
                services,
                new Front.Endpoints(endpoint, sse),
                new RoutePath(routes, guards, routeLimits, timer),
                new DoorServices(connections, bodyMemory))));
    }

    /** Starts the server and opens the port. If another program uses the port, opens the port as soon as it is free. */
    public void start() throws Exception {
        int wanted = settings.limits().connections();
        if (descriptors < wanted) {
            log.warn(
                    "maxConnections is {}, but the limit on open files of this process allows {} connections only. Raise the"
                            + " limit (ulimit -n, LimitNOFILE= in a systemd unit), or set maxConnections in"
                            + " io.patchbay.http.cfg.json to {} or less.",
                    wanted,
                    descriptors,
                    descriptors);
        }
        server.start();
        timer.setRemoveOnCancelPolicy(true); // A cancelled time limit must not hold its request.
        repeat(SWEEP_INTERVAL, () -> connections.sweep(settings.limits().request()));
        repeat(KEEP_ALIVE_INTERVAL, streams::keepAlive);
        repeat(KEEP_ALIVE_INTERVAL, sse::sweep);
        port.open();
    }

    /**
     * Stops the server. Rejects new requests and waits for running requests within their time limit. Returns when the server has
     * stopped.
     */
    public void stop() {
        if (!stopping.compareAndSet(false, true)) {
            awaitStop();
            return;
        }
        try {
            if (server.isRunning()) {
                stopServer();
            }
        } finally {
            stopped.countDown();
        }
    }

    /** Applies new settings. A new address applies when its port is open. All other settings apply immediately. */
    public void modified(HttpSettings changed) {
        settings = changed.withHostRules(settings.hostRules());
        refusedSettings = Optional.empty();
        port.modified(changed);
    }

    /** Reports that settings were refused. The message also says which settings are in force. */
    public void refused(String message) {
        refusedSettings = Optional.of(message);
        log.error(message);
    }

    public HttpSettings settings() {
        return settings;
    }

    public Guards guards() {
        return guards;
    }

    public HealthPages pages() {
        return pages;
    }

    public Connections connections() {
        return connections;
    }

    public Streams streams() {
        return streams;
    }

    public Optional<Integer> port() {
        return port.port();
    }

    /** Returns the routes of other bundles. */
    public RouteTable routes() {
        return routes;
    }

    void startMetrics(Metrics service) {
        metrics.bind(service, connections::open, streams::count);
    }

    void stopMetrics() {
        metrics.unbind();
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(routes.problems());
        port.problem().ifPresent(problems::add);
        refusedSettings.ifPresent(message -> problems.add(new Problem(Problem.Severity.DEGRADED, message)));
        guards.missing().forEach(message -> problems.add(new Problem(Problem.Severity.NOT_READY, message)));
        return problems;
    }

    private void stopServer() {
        port.close();
        streams.endListeningStreams();
        repeat(SWEEP_INTERVAL, streams::endListeningStreams);
        Duration time = settings.limits().stop();
        try {
            server.setStopTimeout(time.toMillis());
            server.stop();
        } catch (Exception e) {
            log.warn("The server ended some requests that did not finish within {} s", time.toSeconds());
            log.debug("The server did not stop cleanly", e);
        }
        timer.shutdownNow();
        metrics.unbind();
    }

    private void awaitStop() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void repeat(Duration pause, Runnable work) {
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        log.error("A periodic check of the connections failed", e);
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static QueuedThreadPool threads() {
        // Jetty's default queue asks the JDK's management server for the cache line size, which takes a tenth of the
        // start time
        QueuedThreadPool pool = new QueuedThreadPool(
                MAX_THREADS,
                MIN_THREADS,
                Math.toIntExact(THREAD_IDLE_TIMEOUT.toMillis()),
                RESERVED_THREADS,
                new LinkedBlockingQueue<>(),
                null);
        pool.setName("http");
        pool.setDaemon(true);
        if (CallThreads.virtual()) {
            pool.setVirtualThreadsExecutor(new CallThreads());
        }
        return pool;
    }
}
