package io.patchbay.testing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.api.Answer;
import io.patchbay.api.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client of protocol revision 2025-11-25. The client opens a session and answers requests that the server sends during a call.
 */
final class LegacyWire implements Wire {

    private static final String REVISION = "2025-11-25";

    private final Line line;
    private final Person person;
    private final AtomicInteger ids = new AtomicInteger();

    @GuardedBy("this")
    private String session = "";

    LegacyWire(Line line, Person person) {
        this.line = line;
        this.person = person;
    }

    @Override
    public Answered call(String method, Map<String, ?> params) {
        Map<String, String> headers = headers();
        int id = ids.incrementAndGet();
        Map<String, Object> all = new LinkedHashMap<>(params);
        all.put("_meta", Map.of("progressToken", id));
        HarnessExchange exchange = line.send(Map.of("id", id, "method", method, "params", all), headers);
        List<Arguments> notifications = new ArrayList<>();
        while (true) {
            Optional<Arguments> next = exchange.next();
            if (next.isEmpty()) {
                exchange = resume(exchange, method, headers);
                continue;
            }
            Arguments message = next.get();
            if (!message.has("method")) {
                return new Answered(Line.result(message, exchange.status()), notifications);
            } else if (message.has("id")) {
                answer(message, headers);
            } else {
                notifications.add(message);
            }
        }
    }

    /** Uses the id of the last event to resume a stream that the server closed before the answer. */
    private HarnessExchange resume(HarnessExchange ended, String method, Map<String, String> headers) {
        String seen = ended.lastEventId()
                .orElseThrow(() -> new AssertionError(method + " was not answered, status " + ended.status()));
        return line.resume(seen, headers);
    }

    private void answer(Arguments request, Map<String, String> headers) {
        Answer answer = person.answer(request.string("method"), request.object("params"));
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("id", request.string("id"));
        if (answer instanceof Answer.Refused refused) {
            response.put("error", Map.of("code", -1, "message", refused.message()));
        } else {
            response.put("result", Person.encoded(answer));
        }
        line.send(response, headers);
    }

    private synchronized Map<String, String> headers() {
        if (session.isEmpty()) {
            Map<String, Object> params = Map.of(
                    "protocolVersion", REVISION,
                    "capabilities", person.capabilities(),
                    "clientInfo", Map.of("name", "harness", "version", "1"));
            HarnessExchange exchange = line.send(Map.of("id", 0, "method", "initialize", "params", params), Map.of());
            Line.result(exchange.next().orElseThrow(), exchange.status());
            session = exchange.answerHeader("Mcp-Session-Id").orElseThrow();
            line.send(Map.of("method", "notifications/initialized"), inSession());
        }
        return inSession();
    }

    @GuardedBy("this")
    private Map<String, String> inSession() {
        return Map.of("mcp-session-id", session, "mcp-protocol-version", REVISION);
    }
}
