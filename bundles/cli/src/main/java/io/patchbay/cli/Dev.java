package io.patchbay.cli;

import io.patchbay.cli.develop.DeployFolder;
import io.patchbay.cli.develop.Project;
import io.patchbay.cli.develop.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code patchbay dev}. */
@Command(
        name = "dev",
        description = "Build a connector at every save and put it into the running server, until Ctrl-C.",
        footer = {
            "",
            "A build that fails changes nothing: the version before serves on. With --test, so does one whose tests fail."
        })
final class Dev implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 200;

    @Mixin
    private Folders folders = new Folders();

    @Parameters(arity = "0..1", paramLabel = "<folder>", description = "The connector's Maven project. Default: this folder.")
    private Path folder = Path.of("");

    @Option(names = "--deploy", paramLabel = "<folder>", description = "The deploy folder. Default: that of the running server, else PATCHBAY_DEPLOY.")
    private Optional<Path> deploy = Optional.empty();

    @Option(names = {"-t", "--test"}, description = "Run the tests first, at every save.")
    private boolean tested;

    @Option(names = "--once", description = "Build and deploy once, and end: 0 when it serves.")
    private boolean once;

    private final Terminal terminal;

    Dev(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Project project = project();
        Channel channel = new Channel(folders.data(terminal.environment()), terminal.command());
        DeployFolder target = new DeployFolder(target(channel));
        terminal.out().println("Watching " + project.folder() + terminal.faint("  → " + target.folder() + "; Ctrl-C ends it"));
        if (!channel.isUp()) {
            terminal.out().println(terminal.warning("! ") + "No server runs there now; it takes the connector when it starts.");
        }
        Sources built = Sources.of(project.folder());
        boolean well = build(project, target, channel);
        while (!once) {
            Sources now = settled(project, built);
            if (!now.equals(built)) {
                built = now;
                build(project, target, channel);
            }
        }
        return well ? 0 : CommandException.FAILED;
    }

    private Project project() throws IOException {
        try {
            return Project.in(folder.toAbsolutePath(), terminal.environment());
        } catch (NoSuchFileException e) {
            throw new CommandException(CommandException.FAILED, "There is no Maven project: " + e.getFile() + " is missing. Make one with: " + terminal.command() + " new connector <name>");
        }
    }

    private Path target(Channel channel) {
        Path target = deploy.or(() -> running(channel)).or(() -> Optional.ofNullable(terminal.environment().get("PATCHBAY_DEPLOY")).map(Path::of))
                .orElseThrow(() -> new CommandException(CommandException.FAILED, "Name the server's deploy folder with --deploy."))
                .toAbsolutePath();
        try {
            return Files.createDirectories(target);
        } catch (IOException e) {
            throw new CommandException(CommandException.FAILED, "Cannot use the deploy folder " + target + ": " + Reason.of(e));
        }
    }

    private static Optional<Path> running(Channel channel) {
        return channel.isUp() && Status.read(channel).get("deploy") instanceof String folder ? Optional.of(Path.of(folder)) : Optional.empty();
    }

    /** The sources once nothing is being saved any more. */
    private static Sources settled(Project project, Sources built) throws IOException, InterruptedException {
        Sources before = built;
        Sources now = Sources.of(project.folder());
        while (!now.equals(before)) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            before = now;
            now = Sources.of(project.folder());
        }
        Thread.sleep(LOOK_EVERY_MILLIS);
        return now;
    }

    private boolean build(Project project, DeployFolder target, Channel channel) throws InterruptedException {
        long began = System.nanoTime();
        try {
            Project.Outcome outcome = project.build(tested);
            if (outcome instanceof Project.Outcome.Failed failed) {
                terminal.out().println(terminal.bad("✗ does not build") + terminal.faint("  " + since(began)));
                failed.lines().forEach(line -> terminal.out().println("  " + terminal.shown(line)));
                return false;
            }
            Path jar = target.put(((Project.Outcome.Built) outcome).jar());
            String took = since(began);
            Verdict verdict = new Arrival(channel, jar).verdict();
            terminal.out().println((verdict.well() ? terminal.good("✓ ") : terminal.bad("✗ ")) + verdict.text() + terminal.faint("  built in " + took));
            verdict.lines().forEach(line -> terminal.out().println("  " + line));
            return verdict.well();
        } catch (IOException e) {
            terminal.out().println(terminal.bad("✗ ") + Reason.of(e));
            return false;
        }
    }

    private static String since(long began) {
        return String.format("%.1f s", Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
    }

    /** How a jar fared at the server. */
    record Verdict(boolean well, String text, java.util.List<String> lines) {}
}
