package io.patchbay.http.web;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.http.request.Incoming;
import io.patchbay.http.request.RequestServices;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handlers of other bundles, by path. If several handlers have one path, the handler with the highest ranking serves the
 * requests.
 */
public final class Mounts implements HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(Mounts.class);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

    private final Server server;
    private final Operators operators;
    private final RequestServices services;

    @GuardedBy("this")
    private final List<Mount> all = new ArrayList<>();

    /** The handlers that serve the paths. The longest path is the first. */
    private volatile List<Mount> serving = List.of();

    public Mounts(Server server, Operators operators, RequestServices services) {
        this.server = server;
        this.operators = operators;
        this.services = services;
    }

    /**
     * A handler of another bundle.
     *
     * @param operatorsOnly whether {@code patchbay.access=operator} guards the handler
     * @param failure the reason why the handler did not start; empty if the handler runs
     */
    private record Mount(
            ContextHandler context,
            GracefulHandler graceful,
            int ranking,
            long id,
            boolean operatorsOnly,
            Optional<String> failure) {}

    /** Starts a handler and mounts it. */
    public void add(ContextHandler context, Map<String, Object> properties, ClassLoader loader) {
        GracefulHandler graceful = new GracefulHandler(context);
        Optional<String> failure = Optional.empty();
        try {
            context.setAllowNullPathInContext(true);
            context.setClassLoader(loader);
            graceful.setServer(server);
            graceful.start();
        } catch (Exception | LinkageError e) {
            log.error("The handler for {} did not start", context.getContextPath(), e);
            failure = Optional.of("The handler for " + context.getContextPath()
                    + " did not start, so requests for that path are not served. The cause is in the log.");
        }
        int ranking = properties.get("service.ranking") instanceof Integer given ? given : 0;
        long id = properties.get("service.id") instanceof Long given ? given : 0;
        boolean operatorsOnly = "operator".equals(properties.get("patchbay.access"));
        synchronized (this) {
            all.add(new Mount(context, graceful, ranking, id, operatorsOnly, failure));
            chooseServing();
        }
    }

    /** Unmounts a handler. No new request reaches the handler, and running requests have some seconds to finish. */
    public void remove(ContextHandler context) {
        List<Mount> gone = new ArrayList<>();
        synchronized (this) {
            all.removeIf(mount -> mount.context == context && gone.add(mount));
            chooseServing();
        }
        gone.forEach(Mounts::drain);
    }

    /** Serves a request and returns true if a handler is mounted at the path. The path must be canonical. */
    boolean handle(String path, Incoming incoming) throws Exception {
        for (Mount mount : serving) {
            if (isBelow(path, mount.context.getContextPath())) {
                if (mount.operatorsOnly && refuseUnlessOperator(incoming)) {
                    return true;
                }
                Response response = incoming.response();
                Request.addCompletionListener(
                        incoming.request(), failure -> services.metrics().countResponse(response.getStatus()));
                return mount.graceful.handle(incoming.request(), response, incoming.callback());
            }
        }
        return false;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public synchronized List<Problem> problems() {
        return all.stream()
                .flatMap(mount -> mount.failure.stream())
                .map(message -> new Problem(Problem.Severity.DEGRADED, message))
                .toList();
    }

    @GuardedBy("this")
    private void chooseServing() {
        Map<String, Mount> best = new LinkedHashMap<>();
        all.stream()
                .filter(mount -> mount.failure.isEmpty())
                .sorted(Comparator.comparingInt((Mount mount) -> -mount.ranking).thenComparingLong(Mount::id))
                .forEach(mount -> best.putIfAbsent(mount.context.getContextPath(), mount));
        serving = best.values().stream()
                .sorted(Comparator.comparingInt(
                        mount -> -mount.context.getContextPath().length()))
                .toList();
    }

    private static boolean isBelow(String path, String context) {
        if (!path.startsWith(context)) {
            return false;
        }
        return path.length() == context.length() || context.endsWith("/") || path.charAt(context.length()) == '/';
    }

    /** Refuses a request whose sender is not an operator. Returns whether the request was refused. */
    private boolean refuseUnlessOperator(Incoming incoming) {
        Operators.Standing standing = operators.of(incoming.sender());
        if (standing == Operators.Standing.OPERATOR) {
            return false;
        }
        if (standing == Operators.Standing.OTHER) {
            services.errors()
                    .respond(incoming, 403, "This page requires the scope admin:read, which this key does not have.");
        } else {
            incoming.response().getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            services.errors().respond(incoming, 401, "This page requires a key with the scope admin:read.");
        }
        return true;
    }

    private static void drain(Mount mount) {
        try {
            mount.graceful.shutdown().get(DRAIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Some requests below {} did not finish in time", mount.context.getContextPath());
        }
        try {
            mount.graceful.stop();
        } catch (Exception e) {
            log.warn("The handler for {} did not stop cleanly", mount.context.getContextPath(), e);
        }
    }
}
