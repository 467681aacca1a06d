package io.patchbay.cli.demo;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.ClientUser;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.McpClient;
import io.patchbay.cli.mcp.McpClients;
import io.patchbay.cli.mcp.McpException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A client that listens, and lists the tools only after a notification that they changed. */
final class Watcher implements AutoCloseable {

    private final McpClient listening;
    private final McpClient looking;
    private final Consumer<Watcher> changed;
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile List<String> tools = List.of();
    private volatile String description = "";

    private Watcher(Http http, String revision, Consumer<Watcher> changed) throws McpException {
        this.changed = changed;
        this.looking = McpClients.connect(http, Optional.of(revision), Optional.empty(), new Ears());
        this.listening = McpClients.connect(http, Optional.of(revision), Optional.empty(), new Ears());
    }

    /** @param changed called after each listing, on the listening thread */
    static Watcher start(Http http, String revision, Consumer<Watcher> changed)
            throws McpException, InterruptedException {
        Watcher watcher = new Watcher(http, revision, changed);
        Thread thread = new Thread(watcher::listen, "watch " + revision);
        thread.setDaemon(true);
        thread.start();
        watcher.ready.await();
        return watcher;
    }

    String revision() {
        return looking.revision();
    }

    List<String> tools() {
        return tools;
    }

    /** Returns the description of the demonstration's tool. */
    String description() {
        return description;
    }

    @Override
    public void close() {
        listening.cancel();
        looking.close();
    }

    private void listen() {
        try {
            listening.listen(ready::countDown);
        } catch (McpException e) {
            // The client was closed, or the server has stopped: then a wait for a change times out.
        } finally {
            ready.countDown();
        }
    }

    private void look() {
        try {
            List<Map<String, Object>> listed = looking.list("tools/list", "tools");
            tools = listed.stream()
                    .map(tool -> PlainJson.string(tool, "name").orElse(""))
                    .collect(Collectors.toList());
            description = listed.isEmpty()
                    ? ""
                    : PlainJson.string(listed.get(0), "description").orElse("");
            changed.accept(this);
        } catch (McpException e) {
            description = String.valueOf(e.getMessage());
        }
    }

    /** Receives notifications. */
    private final class Ears implements ClientUser {

        @Override
        public Map<String, Object> capabilities() {
            return Map.of();
        }

        @Override
        public Map<String, Object> answer(Map<String, Object> asked) {
            return Map.of("action", "cancel");
        }

        @Override
        public void told(String method, Map<String, Object> params) {
            if (method.equals("notifications/tools/list_changed")) {
                look();
            }
        }
    }
}
