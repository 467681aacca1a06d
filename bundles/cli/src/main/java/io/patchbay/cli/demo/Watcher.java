package io.patchbay.cli.demo;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.ClientUser;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.McpClient;
import io.patchbay.cli.mcp.McpClients;
import io.patchbay.cli.mcp.McpException;
import io.patchbay.support.DaemonThread;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A client that listens for notifications. The client lists the tools only after the server reports that the tools have
 * changed.
 */
final class Watcher implements AutoCloseable {

    private final McpClient listeningClient;
    private final McpClient listingClient;
    private final Consumer<Watcher> changed;
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile List<String> tools = List.of();
    private volatile String description = "";

    private Watcher(Http http, String revision, Consumer<Watcher> changed) throws McpException {
        this.changed = changed;
        this.listingClient = McpClients.connect(http, Optional.of(revision), Optional.empty(), new ChangeListener());
        this.listeningClient = McpClients.connect(http, Optional.of(revision), Optional.empty(), new ChangeListener());
    }

    /** @param changed called on the listening thread each time the client has listed the tools */
    static Watcher start(Http http, String revision, Consumer<Watcher> changed)
            throws McpException, InterruptedException {
        Watcher watcher = new Watcher(http, revision, changed);
        Thread thread = DaemonThread.of(watcher::listen, "watch " + revision);
        thread.start();
        watcher.ready.await();
        return watcher;
    }

    String revision() {
        return listingClient.revision();
    }

    List<String> tools() {
        return tools;
    }

    /** Returns the description of the demonstration's tool from the last list of tools. */
    String description() {
        return description;
    }

    @Override
    public void close() {
        listeningClient.cancel();
        listingClient.close();
    }

    private void listen() {
        try {
            listeningClient.listen(ready::countDown);
        } catch (McpException e) {
            // The client was closed, or the server has stopped. In both cases, a wait for a change times out.
        } finally {
            ready.countDown();
        }
    }

    private void listTools() {
        try {
            List<Map<String, Object>> listed = listingClient.list("tools/list", "tools");
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
    private final class ChangeListener implements ClientUser {

        @Override
        public Map<String, Object> capabilities() {
            return Map.of();
        }

        @Override
        public Map<String, Object> answer(Map<String, Object> asked) {
            return Map.of("action", "cancel");
        }

        @Override
        public void onNotification(String method, Map<String, Object> params) {
            if (method.equals("notifications/tools/list_changed")) {
                listTools();
            }
        }
    }
}
