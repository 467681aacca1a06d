package io.patchbay.launcher;

import ch.qos.logback.classic.Level;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the server in the foreground. {@code bin/patchbay run} passes every folder as an option. */
public final class Main {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(25);

    private static final Duration COPY_RETRY_INTERVAL = Duration.ofSeconds(2);
    private static final int FAILED = 1;

    private final Options options;
    private final PrintStream out;

    private Main(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        // In a locale with digits of its own, such as Arabic, the framework writes versions that it cannot read.
        Locale.setDefault(Locale.ROOT);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            new Main(Options.of(List.of(arguments)), out).run(System.getenv());
        } catch (StartException e) {
            System.err.println(e.getMessage());
            System.exit(e.exitCode());
        }
        System.exit(0);
    }

    private void run(Map<String, String> environment) throws InterruptedException {
        StartMark mark = StartMark.ofThisProcess();
        if (!registerStopHook(mark::remove, "start-mark")) {
            mark.remove();
            return;
        }
        startThread(new Warmup());
        Layout layout = options.layout();
        String command = environment.getOrDefault("PATCHBAY_COMMAND", "patchbay");
        Remembered remembered = new Remembered(layout, command);
        if (!options.adopt()) {
            remembered.check();
        }
        layout.create();
        DataLock lock = DataLock.acquire(layout.data(), command);
        layout.clearLeftovers();
        UnpackedBefore unpacked = new UnpackedBefore(layout.framework());
        unpacked.moveAside();
        startThread(unpacked);
        Logging logging = new Logging();
        CompletableFuture<Void> logs = CompletableFuture.runAsync(
                () -> logging.start(layout.log(), options.console(), level(environment)), Main::startThread);
        List<String> provisioned = provision(layout, remembered);
        FirstKey key = new FirstKey(layout.config(), layout.firstKey());
        remember(remembered);
        if (!remembered.hadKeys()) {
            key.createIfNone();
        }

        Server server = new Server(layout, options.port(), environment);
        if (!registerStopHook(() -> stop(server, logging, lock, key, remembered), "stop")) {
            removeIfUnseen(key);
            return;
        }
        startThread(() -> {
            Signals.on("TERM", () -> System.exit(0));
            Signals.on("HUP", server::reload);
        });
        try {
            server.install(layout.bundles());
            logs.join(); // Everything that logs comes after this point.
            provisioned.forEach(LoggerFactory.getLogger(Main.class)::info);
            InsideInstallation.warn(layout);
            server.start();
        } catch (BundleException | IOException | RuntimeException e) {
            if (server.isStopping()) {
                return;
            }
            if (e instanceof RuntimeException fault) {
                throw fault;
            }
            logs.join();
            LoggerFactory.getLogger(Main.class).error("The server does not start: {}", e.getMessage(), e);
            throw new StartException(FAILED, "The server does not start: " + e.getMessage() + ". See " + layout.log());
        }
        Banner banner = new Banner(server.context(), layout, key, new Banner.Screen(out, options.terminal(), command));
        startThread(() -> {
            if (banner.showWhenReady()) { // If not, the server is stopping, and the stop hook does this.
                mark.remove();
                remember(remembered);
                new IdleMemory().run();
            }
        });
        server.awaitStop();
    }

    /** Registers work for the end of the process. Returns false if the process is already ending. */
    private static boolean registerStopHook(Runnable work, String name) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(work, name));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /**
     * Copies shipped files. If a folder was not used with this data folder before, copies all shipped files into that
     * folder.
     */
    private List<String> provision(Layout layout, Remembered remembered) {
        Shipped shipped = new Shipped(layout);
        options.provision().stream().filter(remembered::isOther).forEach(shipped::forget);
        List<String> notes = shipped.copy(options.provision());
        if (!shipped.isComplete()) {
            startThread(() -> copyLater(shipped));
        }
        return notes;
    }

    private void copyLater(Shipped shipped) {
        try {
            while (!shipped.isComplete()) {
                Thread.sleep(COPY_RETRY_INTERVAL.toMillis());
                shipped.copy(options.provision());
            }
            LoggerFactory.getLogger(Main.class)
                    .info("The server copied the shipped files that could not be copied at the start");
        } catch (StartException e) {
            LoggerFactory.getLogger(Main.class)
                    .warn("Some shipped files are not copied until the next start: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeIfUnseen(FirstKey key) {
        try {
            key.removeIfUnseen();
        } catch (IOException e) {
            LoggerFactory.getLogger(Main.class).debug("The first key was not shown and could not be removed", e);
        }
    }

    private static void remember(Remembered remembered) {
        try {
            remembered.write();
        } catch (IOException | StartException e) {
            LoggerFactory.getLogger(Main.class)
                    .warn(
                            "The present keys and connectors cannot be recorded in the data folder: {}",
                            StartException.reason(e));
        }
    }

    private static void startThread(Runnable work) {
        Thread thread = new Thread(work, "background-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void stop(Server server, Logging logging, DataLock lock, FirstKey key, Remembered remembered) {
        Logger log = LoggerFactory.getLogger(Main.class);
        try {
            if (!server.isStarted()) {
                logging.ignoreFramework();
            }
            if (!server.stop(STOP_TIMEOUT)) {
                log.warn(
                        "The server stopped without waiting longer, because some components are still running after {} s",
                        STOP_TIMEOUT.toSeconds());
            }
            key.removeIfUnseen();
            remember(remembered);
            lock.close();
        } catch (BundleException | IOException e) {
            log.warn("The server did not stop cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.info("Stopped");
        logging.stop();
        ClassArchive.write(); // Last, because a failure here has no other effect.
    }

    private static Level level(Map<String, String> environment) {
        return Level.toLevel(environment.getOrDefault("PATCHBAY_LOG_LEVEL", "info"), Level.INFO);
    }
}
