package io.patchbay.cli;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code patchbay stop}. */
@Command(name = "stop", description = "Stop the server: calls that run may end, then it goes.")
final class Stop implements Callable<Integer> {

    private static final long LONGEST_SECONDS = 60;

    @Mixin
    private Server server = new Server();

    private final Terminal terminal;

    Stop(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Channel channel = server.channel(terminal);
        long pid = ((BigDecimal) Status.read(channel).get("pid")).longValue();
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        channel.call("stop", Map.of(), line -> {});
        try {
            if (process.isPresent()) {
                process.get().onExit().get(LONGEST_SECONDS, TimeUnit.SECONDS);
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new CommandException(
                    CommandException.FAILED, "The server (process " + pid + ") has not stopped after " + LONGEST_SECONDS + " s.");
        }
        terminal.out().println(server.json() ? "{\"stopped\":" + pid + "}" : "Stopped.");
        return 0;
    }
}
