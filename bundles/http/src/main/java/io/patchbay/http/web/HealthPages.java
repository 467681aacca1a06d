package io.patchbay.http.web;

import io.patchbay.api.Json;
import io.patchbay.http.request.ErrorResponses;
import io.patchbay.http.request.Incoming;
import io.patchbay.http.request.RequestServices;
import io.patchbay.http.server.Connections;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /healthz} and {@code /readyz}. {@code /healthz} says that the process is alive. {@code /readyz} says whether the
 * process is ready for requests. If the process is not ready, the page tells operators the reasons.
 */
public final class HealthPages {

    private static final Logger log = LoggerFactory.getLogger(HealthPages.class);

    private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
    private final RequestServices services;
    private final Operators operators;
    private final Connections connections;

    public HealthPages(RequestServices services, Operators operators, Connections connections) {
        this.services = services;
        this.operators = operators;
        this.connections = connections;
    }

    public void add(HealthCheck check) {
        checks.add(check);
    }

    public void remove(HealthCheck check) {
        checks.remove(check);
    }

    /** Answers the request and returns true if the path is {@code /healthz} or {@code /readyz}. */
    boolean handle(String path, Incoming incoming) {
        boolean alive = "/healthz".equals(path);
        if (!alive && !"/readyz".equals(path)) {
            return false;
        }
        String method = incoming.request().getMethod();
        if (!"GET".equals(method) && !"HEAD".equals(method)) {
            incoming.response().getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            services.errors().respond(incoming, 405, "This page accepts GET and HEAD only.");
        } else if (alive) {
            answer(incoming, 200, Map.of("alive", true));
        } else {
            answerReadiness(incoming);
        }
        return true;
    }

    private void answerReadiness(Incoming incoming) {
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
        if (operators.of(incoming.sender()) == Operators.Standing.OPERATOR) {
            page.put("problems", found);
        }
        answer(incoming, ready ? 200 : 503, page);
    }

    private static List<Problem> problems(HealthCheck check) {
        try {
            return check.problems();
        } catch (RuntimeException e) {
            log.error("The health check of {} failed", check.name(), e);
            return List.of(new Problem(Problem.Severity.DEGRADED, "The health check failed. The cause is in the log."));
        }
    }

    private void answer(Incoming incoming, int status, Map<String, Object> page) {
        byte[] body = Json.of(page).text().getBytes(StandardCharsets.UTF_8);
        services.metrics().countResponse(status);
        incoming.response().setStatus(status);
        HttpFields.Mutable headers = incoming.response().getHeaders();
        headers.put(ErrorResponses.JSON);
        headers.put(ErrorResponses.NO_STORE);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        if (connections.isFull()) {
            headers.put(HttpHeader.CONNECTION, "close");
        }
        if (status == 503) {
            headers.put(HttpHeader.RETRY_AFTER, "1");
        }
        incoming.response().write(true, ByteBuffer.wrap(body), incoming.callback());
    }
}
