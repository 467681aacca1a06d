package io.patchbay.launcher;

import ch.qos.logback.classic.Level;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the server in the foreground; {@code bin/patchbay run} calls it with every folder named. */
public final class Main {

    private static final Duration STOPPING = Duration.ofSeconds(25);

    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int FAILED = 1;

    private final Options options;
    private final PrintStream out;

    private Main(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
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
        if (!atStop(mark::remove, "start-mark")) {
            mark.remove();
            return;
        }
        beside(new Warmup());
        Layout layout = options.layout();
        String command = environment.getOrDefault("PATCHBAY_COMMAND", "patchbay");
        Remembered remembered = new Remembered(layout, command);
        if (!options.adopt()) {
            remembered.check();
        }
        layout.create();
        DataLock lock = DataLock.take(layout.data(), command);
        layout.clearLeftovers();
        UnpackedBefore unpacked = new UnpackedBefore(layout.framework());
        unpacked.moveAside();
        beside(unpacked);
        Logging logging = new Logging();
        CompletableFuture<Void> logs = CompletableFuture.runAsync(
                () -> logging.start(layout.log(), options.console(), level(environment)), Main::beside);
        List<String> provisioned = provision(layout, remembered);
        FirstKey key = new FirstKey(layout.config(), layout.firstKey());
        remember(remembered);
        if (!remembered.hadKeys()) {
            key.createIfNone();
        }

        Server server = new Server(layout, options.port(), environment);
        if (!atStop(() -> stop(server, logging, lock, key, remembered), "stop")) {
            takeBack(key);
            return;
        }
        beside(() -> {
            Signals.on("TERM", () -> System.exit(0));
            Signals.on("HUP", server::reload);
        });
        try {
            server.install(layout.bundles());
            logs.join(); // nothing is said before the bundles begin
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
        beside(() -> {
            if (banner.showWhenReady()) { // otherwise the server stops already, and remembers then
                mark.remove();
                remember(remembered);
                new IdleMemory().run();
            }
        });
        server.awaitStop();
    }

    /** Has the work done when the process ends; returns false if that was told to end already. */
    private static boolean atStop(Runnable work, String name) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(work, name));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Shipped files belong into folders that are new to this data folder, too. */
    private List<String> provision(Layout layout, Remembered remembered) {
        Shipped shipped = new Shipped(layout);
        options.provision().stream().filter(remembered::isOther).forEach(shipped::forget);
        List<String> notes = shipped.copy(options.provision());
        if (!shipped.isComplete()) {
            beside(() -> copyLater(shipped));
        }
        return notes;
    }

    private void copyLater(Shipped shipped) {
        try {
            while (!shipped.isComplete()) {
                Thread.sleep(AGAIN.toMillis());
                shipped.copy(options.provision());
            }
            LoggerFactory.getLogger(Main.class)
                    .info("The shipped files that could not be copied at the start are copied now");
        } catch (StartException e) {
            LoggerFactory.getLogger(Main.class)
                    .warn("The shipped files are not copied before the next start: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void takeBack(FirstKey key) {
        try {
            key.takeBackUnseen();
        } catch (IOException e) {
            LoggerFactory.getLogger(Main.class).debug("The first key, which nobody saw, is still there", e);
        }
    }

    private static void remember(Remembered remembered) {
        try {
            remembered.write();
        } catch (IOException | StartException e) {
            LoggerFactory.getLogger(Main.class)
                    .warn(
                            "The data folder does not remember which keys and connectors it is used with: {}",
                            StartException.reason(e));
        }
    }

    private static void beside(Runnable work) {
        Thread thread = new Thread(work, "beside-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void stop(Server server, Logging logging, DataLock lock, FirstKey key, Remembered remembered) {
        Logger log = LoggerFactory.getLogger(Main.class);
        try {
            if (!server.isStarted()) {
                logging.ignoreFramework();
            }
            if (!server.stop(STOPPING)) {
                log.warn("Stopped without waiting any longer: something still runs after {} s", STOPPING.toSeconds());
            }
            key.takeBackUnseen();
            remember(remembered);
            lock.close();
        } catch (BundleException | IOException e) {
            log.warn("Did not stop cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.info("Stopped");
        logging.stop();
        ClassArchive.write(); // last: what fails here costs nothing
    }

    private static Level level(Map<String, String> environment) {
        return Level.toLevel(environment.getOrDefault("PATCHBAY_LOG_LEVEL", "info"), Level.INFO);
    }
}
