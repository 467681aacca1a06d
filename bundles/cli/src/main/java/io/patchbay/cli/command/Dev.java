package io.patchbay.cli.command;

import io.patchbay.cli.channel.Channel;
import io.patchbay.cli.channel.Folders;
import io.patchbay.cli.develop.Builds;
import io.patchbay.cli.develop.BundleFile;
import io.patchbay.cli.develop.ConnectorLog;
import io.patchbay.cli.develop.DeployFolder;
import io.patchbay.cli.develop.DeploymentWait;
import io.patchbay.cli.develop.Project;
import io.patchbay.cli.develop.SourceFiles;
import io.patchbay.cli.develop.Verdict;
import io.patchbay.cli.develop.WriteAdvice;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.IoReason;
import io.patchbay.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code patchbay dev}. */
@Command(
        name = "dev",
        description = "Build a connector after every save and deploy it to the running server, until Ctrl-C.",
        footer = {
            "",
            "If a build fails, the previous version keeps serving. With --test, a build also fails if one of its"
                    + " tests fails.",
            "dev also shows the server's log messages about the connector, for example exceptions and results that do not match the",
            "output schema.",
            "",
            "Maven runs the first build, and every build after a change of the pom, of resources or of annotations. dev compiles",
            "other changes directly, in a fraction of a second.",
            "",
            "If the server runs as another user, name the server's deploy folder with --deploy. You need the right to write to this folder.",
            "In this case dev cannot ask the server whether it accepted the connector."
        })
public final class Dev implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(100);

    @Mixin
    private Folders folders = new Folders();

    @Parameters(
            arity = "0..1",
            paramLabel = "<folder>",
            description = "The connector's Maven project. Default: the current folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--deploy",
            paramLabel = "<folder>",
            description =
                    "The deploy folder. Default: the deploy folder of the running server, otherwise PATCHBAY_DEPLOY.")
    private Optional<Path> deploy = Optional.empty();

    @Option(
            names = {"-t", "--test"},
            description = "Run the tests before each deployment.")
    private boolean tested;

    @Option(names = "--once", description = "Build and deploy once, then exit. Exit code 0: the connector serves.")
    private boolean once;

    @Option(
            names = "--allow-writes",
            description = "Allow the connector's write tools in the server's policy. The server must accept connections"
                    + " from this machine only.")
    private boolean allowWrites;

    private final Terminal terminal;

    Dev(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Project project = findProject();
        Path data = folders.data(terminal.environment());
        Channel channel = new Channel(data, terminal.command());
        DeployFolder target = new DeployFolder(findDeployFolder(channel, data));
        Builds builds = new Builds(project, tested);
        if (!channel.isUp()) {
            terminal.out()
                    .println(terminal.warning("! ")
                            + "No running server with the data folder " + data + " accepts commands from this user."
                            + " If a server watches " + target.folder() + ", that server deploys the connector.");
        }
        if (once) {
            return buildAndDeploy(builds, Optional.empty(), target, channel, Optional.empty())
                    ? 0
                    : CommandException.FAILED;
        }
        terminal.out()
                .println(
                        "Watching " + project.folder() + terminal.faint("  → " + target.folder() + "; Ctrl-C to stop"));
        try (ConnectorLog log = ConnectorLog.follow(data.resolve("logs").resolve("patchbay.log"), terminal)) {
            watch(project, builds, target, channel, log);
        }
        return 0;
    }

    private void watch(Project project, Builds builds, DeployFolder target, Channel channel, ConnectorLog log)
            throws IOException, InterruptedException {
        SourceFiles built = SourceFiles.of(project.folder());
        buildAndDeploy(builds, Optional.empty(), target, channel, Optional.of(log));
        while (!terminal.out().checkError()) {
            SourceFiles now = awaitSave(project, built);
            Set<Path> changed = now.changedSince(built);
            built = now;
            if (tested
                    || !changed.stream()
                            .allMatch(file -> file.startsWith(project.folder().resolve("src/test")))) {
                buildAndDeploy(builds, Optional.of(changed), target, channel, Optional.of(log));
            }
        }
    }

    /**
     * Builds the whole project, or only the given changes, and deploys the result. Returns whether the connector serves
     * calls.
     */
    private boolean buildAndDeploy(
            Builds builds,
            Optional<Set<Path>> changed,
            DeployFolder target,
            Channel channel,
            Optional<ConnectorLog> log)
            throws InterruptedException {
        long startNanos = System.nanoTime();
        try {
            boolean succeeded = deployResult(
                    changed.isPresent() ? builds.buildAfter(changed.get()) : builds.buildAll(),
                    startNanos,
                    target,
                    channel,
                    log);
            if (log.isPresent()) {
                builds.prepare();
            }
            return succeeded;
        } catch (IOException e) {
            terminal.out()
                    .println(terminal.bad("✗ ") + "The connector was not deployed: "
                            + terminal.printable(IoReason.of(e)) + ".");
            return false;
        } catch (CommandException e) {
            if (log.isEmpty()) {
                throw e;
            }
            // This happens, for example, if the server has stopped.
            terminal.out().println(terminal.bad("✗ ") + terminal.printable(e.getMessage()));
            return false;
        }
    }

    private Project findProject() throws IOException {
        try {
            return Project.in(folder.toAbsolutePath(), terminal.environment());
        } catch (NoSuchFileException e) {
            throw new CommandException(
                    CommandException.FAILED,
                    "No Maven project was found: " + e.getFile() + " does not exist. Create a project with: "
                            + terminal.command() + " new connector <name>");
        }
    }

    private Path findDeployFolder(Channel channel, Path data) {
        Path target = deploy.or(() -> runningDeployFolder(channel))
                .orElseGet(() -> defaultDeployFolder(data))
                .toAbsolutePath();
        try {
            return Files.createDirectories(target);
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.FAILED,
                    "Nothing was built because the deploy folder " + target + " cannot be used: " + IoReason.of(e)
                            + ". Name another folder with --deploy.");
        }
    }

    /**
     * Returns the default deploy folder. Throws CommandException if the user named a data folder, because the default
     * deploy folder may belong to another server.
     */
    private Path defaultDeployFolder(Path data) {
        if (folders.isDataGiven()) {
            throw new CommandException(
                    CommandException.NOT_RUNNING,
                    "No running server with the data folder " + data
                            + " accepts commands from this user. The deploy folder"
                            + " is therefore unknown. Start the server, or name the folder with --deploy. Nothing was built.");
        }
        return Optional.ofNullable(terminal.environment().get("PATCHBAY_DEPLOY"))
                .map(Path::of)
                .orElseThrow(() -> new CommandException(
                        CommandException.FAILED, "Name the server's deploy folder with --deploy."));
    }

    private static Optional<Path> runningDeployFolder(Channel channel) {
        return channel.isUp() && channel.status().get("deploy") instanceof String folder
                ? Optional.of(Path.of(folder))
                : Optional.empty();
    }

    /** Waits until the sources have changed and two consecutive snapshots are equal. Returns the last snapshot. */
    private static SourceFiles awaitSave(Project project, SourceFiles built) throws IOException, InterruptedException {
        SourceFiles before = built;
        while (true) {
            Thread.sleep(POLL.toMillis());
            SourceFiles now = SourceFiles.of(project.folder());
            if (!now.equals(built) && now.equals(before)) {
                return now;
            }
            before = now;
        }
    }

    private boolean deployResult(
            Project.BuildResult outcome,
            long startNanos,
            DeployFolder target,
            Channel channel,
            Optional<ConnectorLog> log)
            throws IOException, InterruptedException {
        if (outcome instanceof Project.BuildResult.Failed failed) {
            terminal.out().println(terminal.bad("✗ build failed") + terminal.faint("  " + secondsSince(startNanos)));
            failed.lines().forEach(line -> terminal.out().println("  " + terminal.printable(line)));
            return false;
        }
        Project.BuildResult.Built built = (Project.BuildResult.Built) outcome;
        Path jar = copy(built.jar(), target);
        String took = "  built in " + secondsSince(startNanos)
                + built.tests().map(count -> "; tests run: " + count).orElse("");
        Verdict verdict = new DeploymentWait(channel, jar).verdict();
        if (log.isPresent()) {
            log.get().watch(verdict.offers(), BundleFile.packagesOf(jar));
        }
        terminal.out()
                .println((verdict.serves() ? terminal.good("✓ ") : terminal.bad("✗ "))
                        + terminal.printable(verdict.text())
                        + terminal.faint(took));
        verdict.lines().forEach(line -> terminal.out().println("  " + terminal.printable(line)));
        if (verdict.serves() && channel.isUp()) {
            if (!BundleFile.declaresNamespace(jar)) {
                terminal.out()
                        .println(terminal.warning("! ")
                                + "No component has @McpNamespace, so the names above have no prefix and may collide"
                                + " with the names of another connector. Add @McpNamespace(\"…\") to the class.");
            }
            new WriteAdvice(terminal, channel).show(jar.getFileName().toString(), allowWrites);
        }
        return verdict.serves();
    }

    private static Path copy(Path jar, DeployFolder target) throws IOException {
        try {
            return target.put(jar);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "the deploy folder cannot be written: " + IoReason.of(e)
                            + ". Run dev as a user who may write to this folder, or name another folder with --deploy",
                    e);
        }
    }

    private static String secondsSince(long startNanos) {
        return String.format(
                Locale.ROOT,
                "%.1f s",
                Duration.ofNanos(System.nanoTime() - startNanos).toMillis() / 1000.0);
    }
}
