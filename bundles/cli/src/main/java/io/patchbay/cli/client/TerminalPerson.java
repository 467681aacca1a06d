package io.patchbay.cli.client;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.ClientUser;
import io.patchbay.cli.terminal.Terminal;
import io.patchbay.support.SafeText;
import java.util.Map;

/** The person at the terminal, who sees progress and log messages and answers questions. */
final class TerminalPerson implements ClientUser {

    private final Terminal terminal;
    private final boolean quiet;
    private final Dialogue dialogue;

    TerminalPerson(Terminal terminal, boolean quiet) {
        this.terminal = terminal;
        this.quiet = quiet;
        this.dialogue = new Dialogue(terminal);
    }

    @Override
    public Map<String, Object> capabilities() {
        return terminal.isAttended() ? Map.of("elicitation", Map.of("form", Map.of(), "url", Map.of())) : Map.of();
    }

    @Override
    public Map<String, Object> answer(Map<String, Object> asked) {
        return dialogue.answer(asked);
    }

    @Override
    public void onNotification(String method, Map<String, Object> params) {
        if (quiet) {
            return;
        }
        if (method.equals("notifications/progress")) {
            String total = params.get("total") == null ? "" : " of " + params.get("total");
            String message =
                    PlainJson.string(params, "message").map(text -> "  " + text).orElse("");
            print("… " + params.get("progress") + total + message);
        } else if (method.equals("notifications/message")) {
            Object data = params.get("data");
            print("[" + params.get("level") + "] " + (data instanceof String text ? text : PlainJson.write(data)));
        }
    }

    private void print(String text) {
        terminal.err().println(terminal.faint(SafeText.oneLine(text)));
    }
}
