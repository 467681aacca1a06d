package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes messages to the client, one complete message per line. Several threads may use the object at once. */
final class Outbox {

    private final PrintStream out;
    private volatile boolean broken;

    Outbox(PrintStream out) {
        this.out = out;
    }

    /** Passes on a message of the server. Removes the line breaks and changes nothing else. */
    void passOn(String message) {
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
        passOn(PlainJson.write(message));
    }

    /**
     * Sends an error of this bridge. The id is null if the message could not be read. In this case the error has no id.
     */
    void sendError(Object id, int code, String text) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", text);
        sendError(id, error);
    }

    void sendError(Object id, Map<String, Object> error) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        if (id != null) {
            message.put("id", id);
        }
        message.put("error", error);
        send(message);
    }

    /** Returns whether the client has closed the output. Never blocks. */
    boolean isBroken() {
        return broken;
    }
}
