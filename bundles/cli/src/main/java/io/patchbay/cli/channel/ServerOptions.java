package io.patchbay.cli.channel;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Speaks a command to the server and prints its answer: what every command that does so has in common. */
public final class ServerOptions {

    @Mixin
    private Folders folders = new Folders();

    @Option(names = "--json", description = "Print the answer as JSON, one object a line.")
    private boolean json;

    public boolean json() {
        return json;
    }

    public java.nio.file.Path data(Terminal terminal) {
        return folders.data(terminal.environment());
    }

    public Channel channel(Terminal terminal) {
        return new Channel(data(terminal), terminal.command());
    }

    /** Prints the answer; false when it says of itself that all is not well ({@code "ok": false}). */
    public boolean print(Terminal terminal, String command, Map<String, Object> arguments) {
        AtomicBoolean well = new AtomicBoolean(true);
        channel(terminal).call(command, arguments, line -> {
            terminal.out().println(json ? line : terminal.shown(readable(line)));
            if (Boolean.FALSE.equals(PlainJson.object(line).get("ok"))) {
                well.set(false);
            }
        });
        return well.get();
    }

    private static String readable(String line) {
        Object text = PlainJson.object(line).get("text");
        return text instanceof String string ? string : line;
    }
}
