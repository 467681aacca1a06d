package io.patchbay.cli.command;

import io.patchbay.cli.channel.ServerOptions;
import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.Terminal;
import io.patchbay.support.SafeText;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code patchbay status}. */
@Command(name = "status", description = "Show the state of the server, and the reasons if it is not ready.")
final class Status implements Callable<Integer> {

    @Mixin
    private ServerOptions server = new ServerOptions();

    private final Terminal terminal;

    Status(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Map<String, Object> status = server.channel(terminal).status();
        boolean ready = Boolean.TRUE.equals(status.get("ready"));
        if (server.json()) {
            terminal.out().println(PlainJson.write(status));
        } else {
            print(status, ready);
        }
        return ready ? 0 : CommandException.NOT_READY;
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
                                + SafeText.oneLine(String.valueOf(value)));
            }
        });
        printList("connectors", status.get("connectors"));
        printList("problems", status.get("problems"));
    }

    private void printList(String title, Object value) {
        if (value instanceof List<?> list && !list.isEmpty()) {
            terminal.out().println("  " + terminal.faint(title));
            list.forEach(line -> terminal.out()
                    .println("    " + (title.equals("problems") ? terminal.warning("! ") : "")
                            + SafeText.oneLine(String.valueOf(line))));
        }
    }
}
