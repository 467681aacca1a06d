package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes to the client: one whole message a line, from any thread. */
final class Outbox {

    private final PrintStream out;
    private volatile boolean broken;

    Outbox(PrintStream out) {
        this.out = out;
    }

    /** Hands a message of the server's on as it is; the line breaks that JSON may have go. */
    void pass(String message) {
        String line = message.indexOf('\n') < 0 && message.indexOf('\r') < 0
                ? message
                : PlainJson.write(PlainJson.read(message));
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            out.write(bytes, 0, bytes.length);
            broken = out.checkError();
        }
    }

    void send(Map<String, Object> message) {
        pass(PlainJson.write(message));
    }

    /** An error of this bridge's; the id is left out when it is null, for what could not be read. */
    void error(Object id, int code, String text) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", text);
        error(id, error);
    }

    void error(Object id, Map<String, Object> error) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        if (id != null) {
            message.put("id", id);
        }
        message.put("error", error);
        send(message);
    }

    /** Whether nobody reads any more. Never waits, also when the client writes first and reads later. */
    boolean isBroken() {
        return broken;
    }
}
