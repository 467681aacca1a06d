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
        this.client = McpClients.connect(http, Optional.of(revision), Optional.empty(), new Nobody());
        this.score = score;
    }

    @Override
    public void run() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = call();
        }
        client.close();
    }

    private boolean call() {
        boolean leaving = score.isLeaving();
        try {
            Map<String, Object> result = client.call(TOOL, Map.of());
            List<Map<String, Object>> content = PlainJson.members(result, "content");
            score.answered(
                    content.isEmpty() || Boolean.TRUE.equals(result.get("isError"))
                            ? ""
                            : String.valueOf(content.get(0).get("text")));
            return true;
        } catch (McpException e) {
            if (e.code().equals(Optional.of(RpcErrors.INVALID_PARAMS)) && (leaving || score.isLeaving())) {
                score.gone();
            } else {
                score.failed(String.valueOf(e.getMessage()));
            }
            return !score.isLeaving();
        }
    }

    /** There is no user to ask. */
    private static final class Nobody implements ClientUser {

        @Override
        public Map<String, Object> capabilities() {
            return Map.of();
        }

        @Override
        public Map<String, Object> answer(Map<String, Object> asked) {
            return Map.of("action", "cancel");
        }

        @Override
        public void told(String method, Map<String, Object> params) {}
    }
}
