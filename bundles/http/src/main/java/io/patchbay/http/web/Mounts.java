package io.patchbay.http.web;

import io.patchbay.http.request.ErrorResponses;
import io.patchbay.http.request.HttpMetrics;
import io.patchbay.http.request.Sender;
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
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handlers of other bundles, each below its path; of several for one path the best ranked serves. */
public final class Mounts implements HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(Mounts.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Server server;
    private final Operators operators;
    private final ErrorResponses problems;
    private final HttpMetrics figures;
    private final List<Mount> all = new ArrayList<>();

    /** The one that serves, for each path; the longest path first. */
    private volatile List<Mount> serving = List.of();

    public Mounts(Server server, Operators operators, ErrorResponses problems, HttpMetrics figures) {
        this.server = server;
        this.operators = operators;
        this.problems = problems;
        this.figures = figures;
    }

    /**
     * One handler that was offered.
     *
     * @param operatorsOnly whether {@code patchbay.access=operator} guards it
     * @param failure why it did not start
     */
    private record Mount(
            ContextHandler context,
            GracefulHandler graceful,
            int ranking,
            long id,
            boolean operatorsOnly,
            Optional<String> failure) {}

    /** Takes a handler that came, and starts it. */
    public synchronized void add(ContextHandler context, Map<String, Object> properties, ClassLoader loader) {
        GracefulHandler graceful = new GracefulHandler(context);
        Optional<String> failure = Optional.empty();
        try {
            context.setAllowNullPathInContext(true);
            context.setClassLoader(loader);
            graceful.setServer(server);
            graceful.start();
        } catch (Exception | LinkageError e) {
            log.error("The handler of {} did not start", context.getContextPath(), e);
            failure = Optional.of("The handler of " + context.getContextPath() + " did not start; see the log.");
        }
        int ranking = properties.get("service.ranking") instanceof Integer given ? given : 0;
        long id = properties.get("service.id") instanceof Long given ? given : 0;
        all.add(new Mount(
                context, graceful, ranking, id, "operator".equals(properties.get("patchbay.access")), failure));
        choose();
    }

    /** Lets go of a handler that goes: no new request reaches it, running ones get a moment to finish. */
    public void remove(ContextHandler context) {
        List<Mount> gone = new ArrayList<>();
        synchronized (this) {
            all.removeIf(mount -> mount.context == context && gone.add(mount));
            choose();
        }
        gone.forEach(Mounts::drain);
    }

    /** Serves a request if a handler is mounted there. The path is canonical. */
    boolean handle(String path, Request request, Response response, Callback callback, Sender sender) throws Exception {
        for (Mount mount : serving) {
            if (below(path, mount.context.getContextPath())) {
                if (mount.operatorsOnly && refused(response, callback, sender)) {
                    return true;
                }
                Request.addCompletionListener(request, failure -> figures.answered(response.getStatus()));
                return mount.graceful.handle(request, response, callback);
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

    private void choose() {
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

    private static boolean below(String path, String context) {
        if (!path.startsWith(context)) {
            return false;
        }
        return path.length() == context.length() || context.endsWith("/") || path.charAt(context.length()) == '/';
    }

    private boolean refused(Response response, Callback callback, Sender sender) {
        Operators.Standing standing = operators.of(sender);
        if (standing == Operators.Standing.OPERATOR) {
            return false;
        }
        if (standing == Operators.Standing.OTHER) {
            problems.answer(response, callback, 403, "This page is for operators: a key with the scope admin:read.");
        } else {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            problems.answer(
                    response, callback, 401, "This page is for operators: send a key with the scope admin:read.");
        }
        return true;
    }

    private static void drain(Mount mount) {
        try {
            mount.graceful.shutdown().get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Requests below {} did not finish in time", mount.context.getContextPath());
        }
        try {
            mount.graceful.stop();
        } catch (Exception e) {
            log.warn("The handler of {} did not stop cleanly", mount.context.getContextPath(), e);
        }
    }
}
