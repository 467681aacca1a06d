package io.patchbay.http.web;

import io.patchbay.api.Json;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.web.Route;
import io.patchbay.spi.web.Routes;
import io.patchbay.spi.web.WebAnswer;
import io.patchbay.spi.web.WebHandler;
import io.patchbay.spi.web.WebRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /healthz} and {@code /readyz}. {@code /healthz} says that the process is alive. {@code /readyz} says whether the
 * process is ready for requests. If the process is not ready, the page tells operators the reasons.
 */
public final class HealthPages {

    private static final Logger log = LoggerFactory.getLogger(HealthPages.class);

    private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();

    /** Creates the pages and adds them to the routes. */
    public HealthPages(RouteTable table) {
        table.addOfServer(new Page("/healthz", Route.Access.ANYONE, HealthPages::alive));
        table.addOfServer(new Page("/readyz", Route.Access.OPTIONAL, this::readiness));
    }

    public void add(HealthCheck check) {
        checks.add(check);
    }

    public void remove(HealthCheck check) {
        checks.remove(check);
    }

    private static WebAnswer alive(WebRequest request) {
        return WebAnswer.json(200, Json.of(Map.of("alive", true)));
    }

    private WebAnswer readiness(WebRequest request) {
        List<Map<String, String>> found = new ArrayList<>();
        boolean ready = true;
        for (HealthCheck check : checks) {
            for (Problem problem : problems(check)) {
                ready &= problem.severity() != Problem.Severity.NOT_READY;
                Map<String, String> line = new LinkedHashMap<>();
                line.put("part", check.name());
                line.put("severity", problem.severity().name());
                line.put("message", problem.message());
                found.add(line);
            }
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("ready", ready);
        if (request.identity().filter(known -> known.mayAdminister("read")).isPresent()) {
            page.put("problems", found);
        }
        return ready
                ? WebAnswer.json(200, Json.of(page))
                : WebAnswer.json(503, Json.of(page)).with("Retry-After", "1");
    }

    private static List<Problem> problems(HealthCheck check) {
        try {
            return check.problems();
        } catch (RuntimeException e) {
            log.error("The health check of {} failed", check.name(), e);
            return List.of(new Problem(Problem.Severity.DEGRADED, "The health check failed. The cause is in the log."));
        }
    }

    /** One page, which is a base of its own. */
    private record Page(String base, List<Route> routes) implements Routes {
        Page(String base, Route.Access access, WebHandler handler) {
            this(base, List.of(Route.get("", access, handler)));
        }
    }
}
