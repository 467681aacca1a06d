package io.patchbay.cli.channel;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that the server executes. The class also sends the command and prints the answer. */
public final class ServerOptions {

    @Mixin
    private Folders folders = new Folders();

    @Option(names = "--json", description = "Print the answer as JSON, one object per line.")
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

    /** Sends the command and prints the answer. Returns false if the answer reports a failure ({@code "ok": false}). */
    public boolean print(Terminal terminal, String command, Map<String, Object> arguments) {
        AtomicBoolean well = new AtomicBoolean(true);
        channel(terminal).call(command, arguments, line -> {
            terminal.out().println(json ? line : terminal.printable(readable(line)));
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
