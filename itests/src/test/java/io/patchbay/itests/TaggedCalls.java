package io.patchbay.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Callers on connections of their own, half of them of each era, who call a connector for a random time without a pause, and
 * hold the tag of every answer against what is published: never older than it was when the call began, never one that is none.
 */
final class TaggedCalls implements AutoCloseable {

    private static final int LONGEST_MILLIS = 500;
    private static final int MOST_SHOWN = 20;

    private final String tool;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger spanning = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Long> seen = new ConcurrentHashMap<>();
    private final LongAccumulator longestDrain = new LongAccumulator(Math::max, 0);
    private final List<Thread> callers = new ArrayList<>();
    private volatile int offered;
    private volatile int published;
    private volatile boolean ended;

    /** The version that serves has the tag 0. */
    TaggedCalls(URI endpoint, String key, String tool, int connections) throws IOException, InterruptedException {
        this.tool = tool;
        for (int i = 0; i < connections; i++) {
            McpClient client = i % 2 == 0 ? McpClient.modern(endpoint, key) : McpClient.legacy(endpoint, key);
            Random random = new Random(i);
            callers.add(new Thread(() -> call(client, random), "caller"));
        }
        callers.forEach(Thread::start);
    }

    /** From now on this version may answer. */
    void offered(int version) {
        offered = version;
    }

    /** From now on no call that begins is answered by a version before. */
    void published(int version) {
        seen.put(version, System.nanoTime());
        published = version;
    }

    int calls() {
        return calls.get();
    }

    /** Calls that were under way while one version took the place of another. */
    int spanning() {
        return spanning.get();
    }

    /** What went wrong so far; some of it, when it is much. */
    List<String> failures() {
        return failures.stream().limit(MOST_SHOWN).toList();
    }

    /** From a version's being seen to the last answer of the one before. */
    long longestDrainMillis() {
        return longestDrain.get() / 1_000_000;
    }

    /** Lets the last calls come to their end. */
    void end() throws InterruptedException {
        ended = true;
        for (Thread caller : callers) {
            caller.join();
        }
    }

    @Override
    public void close() {
        ended = true;
    }

    private void call(McpClient client, Random random) {
        while (!ended) {
            int before = published;
            try {
                Answer answer = client.call(tool, Map.of("millis", random.nextInt(LONGEST_MILLIS + 1)));
                check(answer, before);
            } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
                failures.add(e.toString());
            }
            calls.incrementAndGet();
            if (published != before) {
                spanning.incrementAndGet();
            }
        }
    }

    private void check(Answer answer, int before) {
        JsonNode last = answer.messages().get(answer.messages().size() - 1);
        if (answer.status() != 200 || answer.failed() || !answer.text().matches("[0-9]+")) {
            failures.add("HTTP " + answer.status() + " " + last);
            return;
        }
        int tag = Integer.parseInt(answer.text());
        if (tag < before || tag > offered) {
            failures.add("a call that began when " + before + " was published, and ended when " + offered
                    + " was offered, was answered by " + tag);
        }
        Long replaced = seen.get(tag + 1);
        if (replaced != null) {
            longestDrain.accumulate(System.nanoTime() - replaced);
        }
    }
}
