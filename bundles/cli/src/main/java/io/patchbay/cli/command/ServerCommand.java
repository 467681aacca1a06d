package io.patchbay.cli.command;

import io.patchbay.cli.channel.ServerOptions;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** A command that the server executes. The command prints the answer, and fails if the answer reports a failure. */
@Command
abstract class ServerCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions server = new ServerOptions();

    private final Terminal terminal;
    private final String command;

    ServerCommand(Terminal terminal, String command) {
        this.terminal = terminal;
        this.command = command;
    }

    @Override
    public Integer call() {
        return execute(server, terminal) ? ExitCode.OK : CommandException.FAILED;
    }

    /** Executes the command and prints the answer. Returns whether the command succeeded. */
    boolean execute(ServerOptions server, Terminal terminal) {
        return server.print(terminal, command, arguments());
    }

    /** Returns the arguments that are sent to the server. */
    Map<String, Object> arguments() {
        return Map.of();
    }
}
