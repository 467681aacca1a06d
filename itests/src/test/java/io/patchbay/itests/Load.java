package io.patchbay.itests;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers of both eras who call without a pause, and listeners of both who wait to be told. */
final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CALLERS_OF_EACH = 4;
    private static final int LISTENERS_OF_EACH = 3;
    private static final int MOST_SHOWN = 20;

    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Subscription> streams = new ArrayList<>();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean ended;

    Load(URI endpoint, String key) throws IOException, InterruptedException {
        for (int i = 0; i < LISTENERS_OF_EACH; i++) {
            streams.add(McpClient.modern(endpoint, key).changes());
            streams.add(McpClient.legacy(endpoint, key).changes());
        }
        for (int i = 0; i < CALLERS_OF_EACH; i++) {
            call(McpClient.modern(endpoint, key));
            call(McpClient.legacy(endpoint, key));
        }
    }

    int calls() {
        return calls.get();
    }

    int streams() {
        return streams.size();
    }

    /** What went wrong so far; some of it, when it is much. */
    List<String> failures() {
        return failures.stream().limit(MOST_SHOWN).toList();
    }

    /** Changes the list of tools, as soon as policy lets it, and waits until every listener was told. */
    void allStreamsStillTell(McpClient client) throws InterruptedException {
        await().atMost(PATIENCE)
                .until(() -> !client.call("test_trigger_tool_change").failed());
        for (Subscription stream : streams) {
            stream.await("notifications/tools/list_changed");
        }
    }

    /** Ends all calls; the streams stay. */
    void endCalls() {
        ended = true;
        try {
            for (Thread caller : callers) {
                caller.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        endCalls();
        for (Subscription stream : streams) {
            stream.close();
        }
    }

    private void call(McpClient client) {
        Thread caller = new Thread(
                () -> {
                    while (!ended) {
                        once(client);
                    }
                },
                "caller");
        caller.start();
        callers.add(caller);
    }

    private void once(McpClient client) {
        try {
            check(client.request("tools/call", Map.of("name", "test_simple_text", "arguments", Map.of())));
            check(client.request("tools/list", Map.of()));
            calls.addAndGet(2);
        } catch (IOException | InterruptedException | AssertionError e) {
            failures.add(e.toString());
        }
    }

    private void check(Answer answer) {
        JsonNode last = answer.messages().get(answer.messages().size() - 1);
        if (answer.status() != 200
                || !last.has("result")
                || last.get("result").path("isError").asBoolean()) {
            failures.add("HTTP " + answer.status() + " " + last);
        }
    }
}
