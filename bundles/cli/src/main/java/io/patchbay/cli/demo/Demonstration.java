package io.patchbay.cli.demo;

import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.McpException;
import io.patchbay.support.DaemonThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs the demonstration on a server while clients listen for changes and call a tool. The demonstration deploys a
 * connector, replaces it, tries to replace it with a broken version, and removes it.
 */
public final class Demonstration {

    /** Returns the state and problems of the connector, on one line. */
    public interface ConnectorReport extends Supplier<String> {}

    private static final List<String> REVISIONS = List.of("2026-07-28", "2025-11-25");
    private static final int CALLERS_OF_EACH_REVISION = 2;
    private static final int MIN_ANSWERS = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(5);

    private final Http http;
    private final DemoBundle bundle;
    private final Path file;
    private final ConnectorReport report;
    private final Consumer<String> say;
    private final Score score = new Score();
    private final List<Watcher> watchers = new ArrayList<>();
    private volatile long changedNanos;

    /**
     * @param jar the demonstration's connector
     * @param deploy the server's deploy folder
     */
    public Demonstration(Http http, Path jar, Path deploy, ConnectorReport report, Consumer<String> say) {
        this.http = http;
        this.bundle = new DemoBundle(jar);
        this.file = deploy.resolve("demo.jar");
        this.report = report;
        this.say = say;
    }

    /** Runs the demonstration. Returns true if every client saw every change and no call failed. */
    public boolean run() throws IOException, McpException, InterruptedException {
        try {
            for (String revision : REVISIONS) {
                watchers.add(Watcher.start(http, revision, this::showSeen));
            }
            say.accept("Two clients listen, one in " + String.join(", one in ", REVISIONS)
                    + ". The clients list the tools only after a notification.");
            boolean succeeded = runSteps();
            say.accept(score.text() + ".");
            return succeeded && score.failures() == 0;
        } finally {
            watchers.forEach(Watcher::close);
        }
    }

    private boolean runSteps() throws IOException, McpException, InterruptedException {
        deployVersion("Deploying version 1: demo.jar is copied to the deploy folder.", bundle.version("1"));
        if (!await(() -> haveAllSeen("version 1"))) {
            return false;
        }
        List<Thread> callers = callers();
        say.accept("From now on, clients of both revisions call the tool without a pause.");
        boolean succeeded = await(() -> score.of("1") > MIN_ANSWERS);

        deployVersion("Replacing version 1 with version 2.", bundle.version("2"));
        succeeded &= await(() -> haveAllSeen("version 2")) && await(() -> score.of("2") > MIN_ANSWERS);

        deployVersion(
                "Replacing version 2 with version 3, which is broken because it needs a package that no server has.",
                bundle.broken("3"));
        succeeded &= await(() -> report.get().contains("com.example.missing"));
        say.accept("  the server reports: " + report.get());
        int before = score.of("2");
        succeeded &= await(() -> score.of("2") > before + MIN_ANSWERS);
        say.accept("  version 2 keeps serving.");

        score.allowRemoval();
        changedNanos = System.nanoTime();
        say.accept("Removing the connector: demo.jar is deleted.");
        Files.delete(file);
        succeeded &= await(
                () -> watchers.stream().allMatch(watcher -> watcher.tools().isEmpty()));
        for (Thread caller : callers) {
            caller.join(TIMEOUT.toMillis());
            succeeded &= !caller.isAlive();
        }
        return succeeded && score.of("3") == 0;
    }

    private List<Thread> callers() throws McpException {
        List<Thread> callers = new ArrayList<>();
        for (String revision : REVISIONS) {
            for (int i = 0; i < CALLERS_OF_EACH_REVISION; i++) {
                Thread thread = DaemonThread.of(new DemoClient(http, revision, score), "call " + revision);
                thread.start();
                callers.add(thread);
            }
        }
        return callers;
    }

    private void deployVersion(String what, byte[] jar) throws IOException {
        Path temporary = Files.write(file.resolveSibling(".demo.jar.part"), jar);
        say.accept(what);
        changedNanos = System.nanoTime();
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void showSeen(Watcher watcher) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - changedNanos);
        say.accept(String.format(
                "  a client of %s sees %s, %d ms after the change of the file",
                watcher.revision(),
                watcher.tools().isEmpty() ? "no tool" : watcher.tools() + " (" + watcher.description() + ")",
                millis));
    }

    private boolean haveAllSeen(String text) {
        return watchers.stream().allMatch(watcher -> watcher.description().contains(text));
    }

    private boolean await(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                say.accept("  ! The expected change did not happen within " + TIMEOUT.toSeconds() + " s.");
                return false;
            }
            Thread.sleep(POLL.toMillis());
        }
        return true;
    }
}
