package io.patchbay.cli.command;

import io.patchbay.cli.channel.Channel;
import io.patchbay.cli.channel.ServerOptions;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.Terminal;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code patchbay stop}. */
@Command(name = "stop", description = "Stop the server. Running calls may finish first.")
final class Stop implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Mixin
    private ServerOptions server = new ServerOptions();

    private final Terminal terminal;

    Stop(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        ProcessHandle process = requestStop();
        try {
            process.onExit().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new CommandException(
                    CommandException.FAILED,
                    "The server (process " + process.pid() + ") has not stopped within " + TIMEOUT.toSeconds()
                            + " s. See its log with: " + terminal.command() + " logs");
        }
        terminal.out().println(server.json() ? "{\"stopped\":" + process.pid() + "}" : "Stopped.");
        return 0;
    }

    /**
     * Requests a stop over the control channel. If the request fails, sends a signal to the server. Returns the
     * server's process.
     */
    private ProcessHandle requestStop() {
        Channel channel = server.channel(terminal);
        Optional<ProcessHandle> process = findProcess();
        try {
            if (process.isEmpty()) {
                process = ProcessHandle.of(((BigDecimal) channel.status().get("pid")).longValue());
            }
            channel.call("stop", Map.of(), line -> {});
            return process.orElseThrow(() -> new CommandException(
                    CommandException.FAILED,
                    "The server is stopping, but this command cannot see the server's process."));
        } catch (CommandException e) {
            if (process.isEmpty() || !process.get().destroy()) {
                throw e;
            }
            terminal.err()
                    .println(terminal.warning("! ") + SafeText.lines(e.getMessage())
                            + " A signal to stop was sent to the process "
                            + process.get().pid() + ".");
            return process.get();
        }
    }

    /**
     * Returns the process that the pid file names. Returns an empty result if the process is not a server with this
     * data folder.
     */
    private Optional<ProcessHandle> findProcess() {
        Path data = server.data(terminal);
        try {
            long pid = Long.parseLong(
                    Files.readString(data.resolve("patchbay.pid")).strip());
            return ProcessHandle.of(pid)
                    .filter(each -> each.info().arguments().stream()
                            .flatMap(Stream::of)
                            .toList()
                            .containsAll(List.of("io.patchbay.launcher.Main", data.toString())));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
