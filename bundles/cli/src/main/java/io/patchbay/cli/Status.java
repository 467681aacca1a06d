package io.patchbay.cli;

import io.patchbay.cli.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code patchbay status}. */
@Command(name = "status", description = "Show what runs, and what is not ready and why.")
final class Status implements Callable<Integer> {

    static final int NOT_READY = 4;

    @Mixin
    private Server server = new Server();

    private final Terminal terminal;

    Status(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Map<String, Object> status = read(server.channel(terminal));
        boolean ready = Boolean.TRUE.equals(status.get("ready"));
        if (server.json()) {
            terminal.out().println(JsonText.write(status));
        } else {
            print(status, ready);
        }
        return ready ? 0 : NOT_READY;
    }

    /** What the server says of itself. */
    static Map<String, Object> read(Channel channel) {
        Map<String, Object> status = new LinkedHashMap<>();
        channel.call("status", Map.of(), line -> status.putAll(JsonText.object(line)));
        return status;
    }

    private void print(Map<String, Object> status, boolean ready) {
        boolean degraded = status.get("problems") instanceof List<?> problems && !problems.isEmpty();
        String mark = !ready
                ? terminal.bad("● not ready")
                : degraded ? terminal.warning("● ready, with problems") : terminal.good("● ready");
        terminal.out().println(mark + "   Patchbay " + status.get("version"));
        status.forEach((name, value) -> {
            if (!List.of("ready", "version", "problems", "connectors", "text").contains(name)) {
                terminal.out()
                        .println("  " + terminal.faint(String.format("%-11s", name)) + " "
                                + Harmless.line(String.valueOf(value)));
            }
        });
        lines("connectors", status.get("connectors"));
        lines("problems", status.get("problems"));
    }

    private void lines(String title, Object value) {
        if (value instanceof List<?> list && !list.isEmpty()) {
            terminal.out().println("  " + terminal.faint(title));
            list.forEach(line -> terminal.out()
                    .println("    " + (title.equals("problems") ? terminal.warning("! ") : "")
                            + Harmless.line(String.valueOf(line))));
        }
    }
}
