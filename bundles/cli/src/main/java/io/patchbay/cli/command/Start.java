package io.patchbay.cli.command;

import io.patchbay.cli.channel.Channel;
import io.patchbay.cli.channel.Folders;
import io.patchbay.cli.channel.ServerOptions;
import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.IoReason;
import io.patchbay.cli.terminal.Terminal;
import io.patchbay.support.SafeText;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code patchbay start}. */
@Command(name = "start", description = "Start the server in the background and wait until it is ready.")
final class Start implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(50);

    /**
     * The number of bytes that are reserved for the server's output. The reservation detects a full disk before the
     * start.
     */
    private static final int MAX_OUTPUT_BYTES = 1 << 14;

    private static final String FIRST_KEY = "first-key.txt";
    private static final String BANNER = "\n  Patchbay ";

    /** If a signal ends a process, the exit code is this number plus the number of the signal. */
    private static final int SIGNALLED = 128;

    private static final int SIGTERM = 15;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--config",
            paramLabel = "<folder>",
            description = "The folder with the settings files, <PID>.cfg.json.")
    private Path config;

    @Option(names = "--deploy", paramLabel = "<folder>", description = "The folder with the connectors.")
    private Path deploy;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            description = "Listen on this port instead of the port in the settings, until the server stops. 0 means any"
                    + " free port.")
    private Integer port;

    @Option(
            names = "--adopt",
            description =
                    "Start even if the folders contain none of the keys and connectors that the data folder was used with.")
    private boolean adopt;

    @Option(
            names = "--wait",
            paramLabel = "<seconds>",
            description = "How long to wait until the server is ready. Default: ${DEFAULT-VALUE}")
    private int wait = 60;

    private final Terminal terminal;

    Start(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Channel channel = server.channel(terminal);
        if (channel.isUp()) {
            throw new CommandException(
                    CommandException.FAILED, "Patchbay is already running. See: " + terminal.command() + " status");
        }
        Path output = createOutputFile();
        return awaitReady(startProcess(output), channel, output);
    }

    /** Returns the file for the server's output. Returns a temporary file if the data folder is not writable. */
    private Path createOutputFile() throws IOException {
        Path output = server.data(terminal).resolve("logs").resolve("console.log");
        try {
            Files.createDirectories(output.getParent());
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.FAILED,
                    "The server was not started: the data folder " + server.data(terminal) + " cannot be used: "
                            + IoReason.of(e)
                            + ". Start the server as the user who owns the folder, or name another folder with --data.");
        }
        try {
            Files.write(output, new byte[MAX_OUTPUT_BYTES]);
            return output;
        } catch (IOException e) {
            Path other = Files.createTempFile("patchbay-", ".log");
            terminal.err()
                    .println(terminal.warning("! ")
                            + SafeText.lines("The server's output cannot be written to " + output + " ("
                                    + IoReason.of(e) + "). The output is written to " + other + " instead."));
            return other;
        }
    }

    private void deleteIfTemporary(Path output) throws IOException {
        if (!output.startsWith(server.data(terminal))) {
            Files.delete(output);
        }
    }

    private Process startProcess(Path output) throws IOException {
        Files.write(output, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        ProcessBuilder builder = new ProcessBuilder(buildCommand())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .redirectErrorStream(true);
        builder.environment().put("PATCHBAY_BACKGROUND", "true");
        return builder.start();
    }

    /**
     * Returns the command that starts the server. The server keeps running when the terminal closes, because the signal
     * SIGHUP only makes the server reload its files.
     */
    private List<String> buildCommand() {
        String home = terminal.environment().get("PATCHBAY_INSTALLATION");
        if (home == null) {
            throw new CommandException(
                    CommandException.FAILED, "The installation is unknown. Start the server with bin/patchbay.");
        }
        List<String> command = new ArrayList<>(List.of(
                home + "/bin/patchbay", "run", "--data", server.data(terminal).toString()));
        if (config != null) {
            command.addAll(List.of("--config", Folders.whole(config).toString()));
        }
        if (deploy != null) {
            command.addAll(List.of("--deploy", Folders.whole(deploy).toString()));
        }
        if (port != null) {
            command.addAll(List.of("--port", port.toString()));
        }
        if (adopt) {
            command.add("--adopt");
        }
        return command;
    }

    private int awaitReady(Process first, Channel channel, Path output) throws IOException, InterruptedException {
        Process process = first;
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(wait);
        while (System.nanoTime() < endNanos) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                terminal.err().print(Files.readString(output));
                if (process != first || !hasCrashed(process)) {
                    deleteIfTemporary(output);
                    throw new CommandException(process.exitValue(), "The server did not start. Its output is above.");
                }
                terminal.err()
                        .println(terminal.warning("! ")
                                + "The JVM crashed. Its archive of loaded classes may be damaged and was deleted."
                                + " The command starts the server once more.");
                process = startProcess(output);
            }
            if (Files.readString(output).contains(BANNER)) {
                return printStarted(channel.status(), output);
            }
        }
        Map<String, Object> status = channel.isUp() ? channel.status() : Map.of();
        terminal.err()
                .println(terminal.warning("! ") + "The server is running (process " + process.pid()
                        + ") but not ready after " + wait + " s:");
        if (status.get("problems") instanceof List<?> problems) {
            problems.forEach(problem -> terminal.err().println("  - " + problem));
        }
        terminal.err().println("When the server is ready, " + output + " shows how to connect a client.");
        return CommandException.NOT_READY;
    }

    private static boolean hasCrashed(Process process) {
        return process.exitValue() > SIGNALLED && process.exitValue() < SIGNALLED + SIGTERM;
    }

    private int printStarted(Map<String, Object> status, Path output) throws IOException {
        String printed = Files.readString(output);
        int banner = Math.max(printed.indexOf(BANNER), 0);
        String stop = "Stop with: " + terminal.command() + " stop";
        String text =
                printed.substring(banner).replace("Stop with Ctrl-C.", stop).stripTrailing();
        if (server.json()) {
            Map<String, Object> answer = new LinkedHashMap<>(status);
            answer.put("text", text);
            terminal.out().println(PlainJson.write(answer));
        } else {
            terminal.out().println(terminal.printable(text));
            showFirstKey(printed);
        }
        return 0;
    }

    /**
     * Shows the first key if a person is at the terminal. Otherwise the key stays in the file that the server's output
     * names.
     */
    private void showFirstKey(String printed) throws IOException {
        Path file = server.data(terminal).resolve(FIRST_KEY);
        if (terminal.traits().contains(Terminal.Trait.SCREEN)
                && printed.contains(FIRST_KEY)
                && Files.isRegularFile(file)) {
            terminal.out().println();
            terminal.out().println(terminal.printable(Files.readString(file)).stripTrailing());
        }
    }
}
