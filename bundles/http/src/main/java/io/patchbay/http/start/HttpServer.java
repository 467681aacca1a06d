package io.patchbay.http.start;

import io.patchbay.http.mcp.Bodies;
import io.patchbay.http.mcp.McpEndpoint;
import io.patchbay.http.mcp.SseEndpoint;
import io.patchbay.http.mcp.Streams;
import io.patchbay.http.request.ErrorResponses;
import io.patchbay.http.request.Guards;
import io.patchbay.http.request.HttpMetrics;
import io.patchbay.http.server.Connections;
import io.patchbay.http.server.Descriptors;
import io.patchbay.http.server.JettyConnectors;
import io.patchbay.http.server.Listening;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.web.Front;
import io.patchbay.http.web.HealthPages;
import io.patchbay.http.web.Mounts;
import io.patchbay.http.web.Operators;
import io.patchbay.protocol.CallThreads;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.metrics.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server, put together. Without OSGi an ordinary class: {@link HttpComponent} is its life in OSGi. */
public final class HttpServer implements HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
    private static final int MOST_THREADS = 200;
    private static final int FEWEST_THREADS = 8;
    private static final int IDLE_MILLIS = 60_000;
    private static final int RESERVED_THREADS = -1; // as many as the processors ask for
    private static final long SWEEP_MILLIS = 100;
    private static final long KEEP_ALIVE_MILLIS = 250;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "http-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final Guards guards = new Guards();
    private final HttpMetrics figures = new HttpMetrics();
    private final int descriptors = Descriptors.connections();
    private final Connections connections =
            new Connections(() -> Math.min(descriptors, settings().limits().connections()));
    private final Streams streams = new Streams(this::settings, connections::pressed);
    private final Server server;
    private final SseEndpoint sse;
    private final Mounts mounts;
    private final HealthPages pages;
    private final Listening listening;
    private volatile HttpSettings settings;
    private volatile Optional<String> refusedSettings = Optional.empty();

    public HttpServer(HttpSettings settings, Optional<Path> data) {
        this(settings, data, Bodies.ofMemory());
    }

    public HttpServer(HttpSettings settings, Optional<Path> data, Bodies bodies) {
        this.settings = settings;
        this.server = new Server(threads());
        Operators operators = new Operators(guards, connections);
        ErrorResponses problems = new ErrorResponses(this::settings, connections, figures);
        McpEndpoint.Services services =
                new McpEndpoint.Services(this::settings, guards, problems, streams, bodies, figures);
        McpEndpoint endpoint = new McpEndpoint(services, connections);
        this.sse = new SseEndpoint(endpoint, services);
        this.mounts = new Mounts(server, operators, problems, figures);
        this.pages = new HealthPages(operators, problems, connections, figures);
        this.listening = new Listening(
                server, new JettyConnectors(connections), timer, settings, opened -> this.settings = opened, data);
        server.setErrorHandler(problems);
        server.setHandler(new GracefulHandler(new Front(services, new Front.Endpoints(endpoint, sse), pages, mounts)));
    }

    /** Starts and opens the port; when that is taken, it is opened as soon as it is free. */
    public void start() throws Exception {
        int most = settings.limits().connections();
        if (descriptors < most) {
            log.warn(
                    "maxConnections is {}, but this process may not open that many files: {} connections are taken. Raise its limit"
                            + " (ulimit -n, LimitNOFILE= in a systemd unit), or set maxConnections in io.patchbay.http.cfg.json.",
                    most,
                    descriptors);
        }
        server.start();
        timer.scheduleWithFixedDelay(
                quietly(() -> connections.sweep(settings.limits().request())),
                SWEEP_MILLIS,
                SWEEP_MILLIS,
                TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(
                quietly(streams::keepAlive), KEEP_ALIVE_MILLIS, KEEP_ALIVE_MILLIS, TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(quietly(sse::sweep), KEEP_ALIVE_MILLIS, KEEP_ALIVE_MILLIS, TimeUnit.MILLISECONDS);
        listening.open();
    }

    /** Takes no more requests, lets running ones finish within their time, and stops. Again it does nothing. */
    public synchronized void stop() {
        if (!server.isRunning()) {
            return;
        }
        listening.close();
        streams.endListening();
        timer.scheduleWithFixedDelay(quietly(streams::endListening), SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        try {
            server.setStopTimeout(settings.limits().stop().toMillis());
            server.stop();
        } catch (Exception e) {
            log.warn("Some requests did not finish in time: {}", e.toString());
        }
        timer.shutdownNow();
        figures.unbind();
    }

    /** What belongs to an address is in force when that is open, all else at once. */
    public void modified(HttpSettings changed) {
        settings = changed.withGate(settings.gate());
        refusedSettings = Optional.empty();
        listening.modified(changed);
    }

    /** Goes on as it is: the settings it should have are no good. */
    void refused(String reason) {
        refusedSettings = Optional.of("The settings in io.patchbay.http.cfg.json stay as they were: " + reason);
        log.error(refusedSettings.get());
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
        return listening.port();
    }

    public void mount(ContextHandler context, Map<String, Object> properties, ClassLoader loader) {
        mounts.add(context, properties, loader);
    }

    public void unmount(ContextHandler context) {
        mounts.remove(context);
    }

    void measure(Metrics metrics) {
        figures.bind(metrics, connections::open, streams::count);
    }

    void measureNoMore() {
        figures.unbind();
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(mounts.problems());
        listening.problem().ifPresent(problems::add);
        refusedSettings.ifPresent(message -> problems.add(new Problem(Problem.Severity.DEGRADED, message)));
        guards.missing().forEach(message -> problems.add(new Problem(Problem.Severity.NOT_READY, message)));
        return problems;
    }

    private static QueuedThreadPool threads() {
        // Jetty's own queue asks the JDK's management server for the width of a cache line, which takes a tenth of the
        // start.
        QueuedThreadPool pool = new QueuedThreadPool(
                MOST_THREADS, FEWEST_THREADS, IDLE_MILLIS, RESERVED_THREADS, new LinkedBlockingQueue<>(), null);
        pool.setName("http");
        pool.setDaemon(true);
        if (CallThreads.virtual()) {
            pool.setVirtualThreadsExecutor(new CallThreads());
        }
        return pool;
    }

    private static Runnable quietly(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                log.error("Looking after connections failed", e);
            }
        };
    }
}
