package io.patchbay.itests;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An operator who edits settings files of a running server, and sees in its log that each change was taken. */
final class Editor {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectMapper json = new ObjectMapper();
    private final Installation installation;
    private final Server server;
    private final Times took = new Times();
    private int seen;

    Editor(Installation installation, Server server) {
        this.installation = installation;
        this.server = server;
    }

    /** Does to a file all that is done to files: sets it, breaks it, mends it, takes it away, and brings it back. */
    void turn(String pid, Map<String, ?> values) throws IOException {
        change(pid, values);
        Path file = file(pid);
        seen = server.console().length();
        Files.delete(file);
        taken(pid, " was removed: ");
        put(pid, values);
    }

    /** Sets a file, breaks and mends it. */
    void change(String pid, Map<String, ?> values) throws IOException {
        put(pid, values);
        edit(pid, "{\"broken", "the previous settings stay in force");
        edit(pid, json.writeValueAsString(values), "Resolved: config/" + pid);
    }

    /** Sets a file. */
    void put(String pid, Map<String, ?> values) throws IOException {
        edit(pid, json.writeValueAsString(values), " applied");
    }

    int edits() {
        return took.count();
    }

    /** From the file in place to its line in the log, in words. */
    String figures() {
        return took.toString();
    }

    private void edit(String pid, String text, String line) throws IOException {
        seen = server.console().length();
        Files.writeString(file(pid), text);
        taken(pid, line);
    }

    private void taken(String pid, String line) {
        long start = System.nanoTime();
        await(pid + line)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> server.console()
                        .substring(seen)
                        .lines()
                        .anyMatch(said -> said.contains("config/" + pid) && said.contains(line)));
        took.add(System.nanoTime() - start);
    }

    private Path file(String pid) {
        return installation.config().resolve(pid + ".cfg.json");
    }
}
