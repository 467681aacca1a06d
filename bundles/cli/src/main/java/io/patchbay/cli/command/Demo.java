package io.patchbay.cli.command;

import io.patchbay.cli.channel.Channel;
import io.patchbay.cli.demo.Demonstration;
import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.Endpoint;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.McpException;
import io.patchbay.cli.mcp.WireListener;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.Terminal;
import io.patchbay.support.OwnerOnly;
import io.patchbay.support.SafeText;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code patchbay demo}. */
@Command(
        name = "demo",
        description = "Deploy, replace and remove a connector on a separate server, and show what clients see.",
        footer = {
            "",
            "The server runs in a temporary folder on a free port of this machine. The command removes the folder"
                    + " when the demonstration ends."
                    + " Exit code 0: every client saw every change, and no call failed."
        })
final class Demo implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final Terminal terminal;
    private final long startNanos = System.nanoTime();

    Demo(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = Path.of(terminal.environment().getOrDefault("PATCHBAY_INSTALLATION", ""));
        Path jar = home.resolve("demo").resolve("demo.jar");
        if (!Files.isRegularFile(jar)) {
            throw new CommandException(
                    CommandException.FAILED,
                    "The demonstration was not started, because its demo folder was not found. Start the"
                            + " demonstration with bin/patchbay of an installation.");
        }
        Path root = Files.createTempDirectory("patchbay-demo");
        shareClassArchives(root);
        Process server = startServer(home, root);
        Thread cleanup = new Thread(() -> cleanUp(server, root), "clean up");
        Runtime.getRuntime().addShutdownHook(cleanup);
        say("Starting a server in " + root + ".");
        Channel channel = new Channel(root.resolve("data"), terminal.command());
        Endpoint endpoint = awaitReady(server, channel, root);
        say("The server is ready at " + endpoint + ".");
        Http http = new Http(endpoint, WireListener.none());
        try {
            boolean succeeded =
                    new Demonstration(http, jar, root.resolve("deploy"), () -> findProblems(channel), this::say).run();
            terminal.out()
                    .println(
                            succeeded
                                    ? terminal.good("✓ ") + "Every client saw every change, and no call failed."
                                    : terminal.bad("✗ ")
                                            + "The demonstration did not work as expected. See the lines above.");
            return succeeded ? 0 : CommandException.FAILED;
        } catch (McpException e) {
            throw new CommandException(
                    CommandException.FAILED, "The demonstration failed: " + SafeText.lines(e.getMessage()));
        }
    }

    /**
     * Links the class archives of the operator's own server. With these archives, the demo server starts faster and
     * creates no archives when it stops.
     */
    private void shareClassArchives(Path root) throws IOException {
        Path data = Files.createDirectory(root.resolve("data"), OwnerOnly.folderAttributes(root));
        Path archives = Path.of(terminal.environment().getOrDefault("PATCHBAY_DATA", ""))
                .toAbsolutePath()
                .resolve("cds");
        if (Files.isDirectory(archives)) {
            Files.createSymbolicLink(data.resolve("cds"), archives);
        }
    }

    private static Process startServer(Path home, Path root) throws IOException {
        Path config = Files.createDirectory(root.resolve("config"));
        Files.createDirectory(root.resolve("deploy"));
        Files.writeString(config.resolve("io.patchbay.http.cfg.json"), "{\"host\": \"127.0.0.1\", \"port\": 0}\n");
        ProcessBuilder server = new ProcessBuilder(
                        home.resolve("bin/patchbay").toString(),
                        "run",
                        "--config",
                        config.toString(),
                        "--deploy",
                        root.resolve("deploy").toString(),
                        "--data",
                        root.resolve("data").toString())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("console.log").toFile());
        server.environment().keySet().removeIf(name -> name.startsWith("PATCHBAY_"));
        return server.start();
    }

    private static Endpoint awaitReady(Process server, Channel channel, Path root)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (System.nanoTime() < end && !server.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            Optional<Endpoint> endpoint = findEndpoint(channel);
            if (endpoint.isPresent()) {
                return endpoint.get();
            }
        }
        throw new CommandException(
                CommandException.FAILED, "The server did not start: " + Files.readString(root.resolve("console.log")));
    }

    /**
     * Returns the endpoint with a key. Returns an empty result while the server starts, because some of its commands
     * are not available yet.
     */
    private static Optional<Endpoint> findEndpoint(Channel channel) {
        try {
            Map<String, Object> status = channel.status();
            if (!Boolean.TRUE.equals(status.get("ready")) || !(status.get("url") instanceof String url)) {
                return Optional.empty();
            }
            Map<String, Object> answer = new LinkedHashMap<>();
            channel.call("key create", Map.of("name", "demo"), line -> answer.putAll(PlainJson.object(line)));
            return PlainJson.string(answer, "key").map(key -> Endpoint.of(url, Optional.of(key)));
        } catch (CommandException e) {
            return Optional.empty();
        }
    }

    private static String findProblems(Channel channel) {
        List<String> problems = new ArrayList<>();
        channel.call(
                "connectors list",
                Map.of(),
                line -> PlainJson.members(PlainJson.object(line), "connectors")
                        .forEach(one -> problems.add(one.get("state") + ", " + one.get("problems"))));
        return String.join("; ", problems);
    }

    private void say(String line) {
        synchronized (terminal) {
            double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos) / 1000.0;
            terminal.out()
                    .println(terminal.faint(String.format(Locale.ROOT, "%6.2f s  ", seconds))
                            + SafeText.oneLine(line).replaceFirst("^", line.startsWith("  ") ? "  " : ""));
        }
    }

    private static void cleanUp(Process server, Path root) {
        server.destroy();
        try {
            if (!server.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            // The remaining files are in the system's temporary folder.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
