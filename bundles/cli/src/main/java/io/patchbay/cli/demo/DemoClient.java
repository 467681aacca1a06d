package io.patchbay.cli.demo;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.ClientUser;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.McpClient;
import io.patchbay.cli.mcp.McpClients;
import io.patchbay.cli.mcp.McpException;
import io.patchbay.cli.mcp.RpcErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client that calls one tool repeatedly, and checks every answer, until the tool is removed. */
final class DemoClient implements Runnable {

    private static final Map<String, Object> TOOL = Map.of("name", "demo_greet");

    private final McpClient client;
    private final Score score;

    DemoClient(Http http, String revision, Score score) throws McpException {
        this.client = McpClients.connect(http, Optional.of(revision), Optional.empty(), new NoUser());
        this.score = score;
    }

    @Override
    public void run() {
        boolean running = true;
        while (running) {
            running = call();
        }
        client.close();
    }

    private boolean call() {
        boolean removalAllowed = score.isRemovalAllowed();
        try {
            Map<String, Object> result = client.call(TOOL, Map.of());
            List<Map<String, Object>> content = PlainJson.members(result, "content");
            score.countAnswer(
                    content.isEmpty() || Boolean.TRUE.equals(result.get("isError"))
                            ? ""
                            : String.valueOf(content.get(0).get("text")));
            return true;
        } catch (McpException e) {
            if (e.code().equals(Optional.of(RpcErrors.INVALID_PARAMS))
                    && (removalAllowed || score.isRemovalAllowed())) {
                score.countRemoved();
            } else {
                score.countFailure(String.valueOf(e.getMessage()));
            }
            return !score.isRemovalAllowed();
        }
    }

    /** Answers no questions, because no person takes part in the demonstration. */
    private static final class NoUser implements ClientUser {

        @Override
        public Map<String, Object> capabilities() {
            return Map.of();
        }

        @Override
        public Map<String, Object> answer(Map<String, Object> asked) {
            return Map.of("action", "cancel");
        }

        @Override
        public void onNotification(String method, Map<String, Object> params) {}
    }
}
