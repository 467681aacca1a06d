package io.patchbay.http.web;

import io.patchbay.api.Json;
import io.patchbay.http.request.ErrorResponses;
import io.patchbay.http.request.HttpMetrics;
import io.patchbay.http.request.Sender;
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
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /healthz}: the process is alive. {@code /readyz}: it may get traffic, or why it may not, for operators. */
public final class HealthPages {

    private static final Logger log = LoggerFactory.getLogger(HealthPages.class);

    private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
    private final Operators operators;
    private final ErrorResponses problems;
    private final Connections connections;
    private final HttpMetrics figures;

    public HealthPages(Operators operators, ErrorResponses problems, Connections connections, HttpMetrics figures) {
        this.operators = operators;
        this.problems = problems;
        this.connections = connections;
        this.figures = figures;
    }

    public void add(HealthCheck check) {
        checks.add(check);
    }

    public void remove(HealthCheck check) {
        checks.remove(check);
    }

    /** Answers if the path is one of these pages. */
    boolean handle(String path, Request request, Response response, Callback callback, Sender sender) {
        boolean alive = "/healthz".equals(path);
        if (!alive && !"/readyz".equals(path)) {
            return false;
        }
        if (!"GET".equals(request.getMethod()) && !"HEAD".equals(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            problems.answer(response, callback, 405, "This page takes GET and HEAD.");
        } else if (alive) {
            answer(response, callback, 200, Map.of("alive", true));
        } else {
            ready(response, callback, sender);
        }
        return true;
    }

    private void ready(Response response, Callback callback, Sender sender) {
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
        if (operators.of(sender) == Operators.Standing.OPERATOR) {
            page.put("problems", found);
        }
        answer(response, callback, ready ? 200 : 503, page);
    }

    private static List<Problem> problems(HealthCheck check) {
        try {
            return check.problems();
        } catch (RuntimeException e) {
            log.error("A health check failed", e);
            return List.of(new Problem(Problem.Severity.DEGRADED, "Its health check failed; see the log."));
        }
    }

    private void answer(Response response, Callback callback, int status, Map<String, Object> page) {
        byte[] body = Json.of(page).text().getBytes(StandardCharsets.UTF_8);
        figures.answered(status);
        response.setStatus(status);
        response.getHeaders().put(ErrorResponses.JSON);
        response.getHeaders().put(ErrorResponses.NO_STORE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        if (connections.full()) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        if (status == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
