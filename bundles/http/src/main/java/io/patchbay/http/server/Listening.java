package io.patchbay.http.server;

import io.patchbay.api.Json;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.tls.TlsException;
import io.patchbay.spi.health.Problem;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open port. Tries again while it is taken; says where it is in {@code http.port} in the data folder. Another address is opened
 * before the one before is left, and when it cannot be opened, that stays.
 */
public final class Listening {

    private static final Logger log = LoggerFactory.getLogger(Listening.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long FREE_SOON_MILLIS = 5;
    private static final String FILE = "io.patchbay.http.cfg.json";

    private final Server server;
    private final JettyConnectors connectors;
    private final ScheduledExecutorService timer;
    private final Consumer<HttpSettings> opened;
    private final Optional<Path> file;

    // Guarded by this.
    private Optional<Open> open = Optional.empty();
    private HttpSettings settings;
    private boolean retrying;
    private boolean closed;

    private volatile Optional<Problem> problem =
            Optional.of(new Problem(Problem.Severity.NOT_READY, "The port is not open yet."));

    /** @param opened is told the settings whose address is open */
    public Listening(
            Server server,
            JettyConnectors connectors,
            ScheduledExecutorService timer,
            HttpSettings settings,
            Consumer<HttpSettings> opened,
            Optional<Path> data) {
        this.server = server;
        this.connectors = connectors;
        this.timer = timer;
        this.settings = settings;
        this.opened = opened;
        this.file = data.map(folder -> folder.resolve("http.port"));
    }

    /** Opens the port, or sees to it that it is tried again. */
    public synchronized void open() {
        if (closed) {
            return;
        }
        if (open.filter(now -> now.settings.address().equals(settings.address()))
                .isPresent()) {
            stays();
            return;
        }
        try {
            ServerConnector connector = move();
            Optional<Open> before = open;
            open = Optional.of(new Open(connector, settings));
            problem = Optional.empty();
            before.ifPresent(now -> connectors.leave(server, now.connector));
            write();
            opened.accept(settings);
            log.info("Listening on {}/mcp", settings.url(connector.getLocalPort()));
        } catch (Exception e) {
            failed(sentence(settings.address(), e));
        }
    }

    /** Takes new settings; only another address opens the port again. */
    public synchronized void modified(HttpSettings changed) {
        settings = changed;
        open.ifPresent(now -> connectors.adjust(now.connector, changed));
        open();
    }

    public synchronized void close() {
        closed = true;
        open.ifPresent(now -> now.connector.close());
        file.ifPresent(Listening::delete);
    }

    /** The port that is open. */
    public synchronized Optional<Integer> port() {
        return open.map(now -> now.connector.getLocalPort());
    }

    /** Why none is, or not the one that should be. */
    public Optional<Problem> problem() {
        return problem;
    }

    /** What is open is what should be; the rest of the settings may be new. */
    private void stays() {
        problem = Optional.empty();
        open = open.map(now -> new Open(now.connector, settings));
        write();
        opened.accept(settings);
    }

    /** Opens beside what is open; where that is in the way itself, in its place. */
    private ServerConnector move() throws Exception {
        int port = wantedPort();
        try {
            return connectors.open(server, settings, port);
        } catch (Exception e) {
            if (open.isEmpty()
                    || bindFailure(e).isEmpty()
                    || open.get().connector.getLocalPort() != port) {
                throw e;
            }
            return replace(open.get(), port);
        }
    }

    private ServerConnector replace(Open before, int port) throws Exception {
        connectors.check(settings);
        before.connector.close();
        try {
            return openOnceFree(settings, port);
        } catch (Exception e) {
            open = Optional.empty();
            connectors.leave(server, before.connector);
            try {
                open = Optional.of(new Open(openOnceFree(before.settings, port), before.settings));
            } catch (Exception again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** A port that was closed is free a moment later, when the thread that accepted there has noticed. */
    private ServerConnector openOnceFree(HttpSettings wanted, int port) throws Exception {
        long end = System.nanoTime() + RETRY.toNanos();
        while (true) {
            try {
                return connectors.open(server, wanted, port);
            } catch (Exception e) {
                if (bindFailure(e).isEmpty() || System.nanoTime() > end) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(FREE_SOON_MILLIS);
            }
        }
    }

    /** Any free port is still the one that was free, while nobody asks for another. */
    private int wantedPort() {
        int port = settings.address().port();
        return open.filter(now -> port == 0 && now.settings.address().port() == 0)
                .map(now -> now.connector.getLocalPort())
                .orElse(port);
    }

    private void failed(String sentence) {
        Problem now = open.isPresent()
                ? new Problem(Problem.Severity.DEGRADED, sentence + " Still listening on " + url(open.get()) + ".")
                : new Problem(Problem.Severity.NOT_READY, sentence);
        if (!problem.equals(Optional.of(now))) {
            log.warn("{} Trying again every {} s.", now.message(), RETRY.toSeconds());
        }
        problem = Optional.of(now);
        if (!retrying) {
            retrying = true;
            timer.schedule(this::retry, RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void retry() {
        retrying = false;
        open();
    }

    private static String url(Open open) {
        return open.settings.url(open.connector.getLocalPort());
    }

    private static Optional<BindException> bindFailure(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException bind) {
                return Optional.of(bind);
            }
        }
        return Optional.empty();
    }

    private static String sentence(HttpSettings.Address address, Exception e) {
        if (e instanceof TlsException) {
            return "TLS cannot be set up, so port " + address.port() + " on " + address.host() + " is not open for it. "
                    + e.getMessage();
        }
        return "Port " + address.port() + " on " + address.host() + " cannot be opened: " + cause(address, e);
    }

    private static String cause(HttpSettings.Address address, Exception e) {
        String all = texts(e);
        if (all.contains("Permission denied")) {
            return "the server's user (" + System.getProperty("user.name")
                    + ") may not open it. Ports below 1024 need a right, such as"
                    + " AmbientCapabilities=CAP_NET_BIND_SERVICE in a systemd unit; or "
                    + otherPort(address, "a higher one");
        }
        if (all.contains("Cannot assign requested address")) {
            return "this machine has no such address. Set \"host\" in " + FILE + " to one that it has.";
        }
        if (all.contains(UnresolvedAddressException.class.getSimpleName()) || all.contains("Unresolved address")) {
            return "the name cannot be resolved. Set \"host\" in " + FILE + " to an address of this machine.";
        }
        return bindFailure(e)
                .map(bind -> bind.getMessage() + ". Another program has it; " + otherPort(address, "a free one"))
                .orElseGet(() -> e.getMessage() + ".");
    }

    private static String otherPort(HttpSettings.Address address, String which) {
        return address.portOfStart()
                ? "stop the server, and start it with --port and " + which + "."
                : "set \"port\" in " + FILE + " to " + which + ".";
    }

    private static String texts(Throwable e) {
        StringBuilder texts = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            texts.append(cause).append('\n');
        }
        return texts.toString();
    }

    private void write() {
        Open now = open.orElseThrow();
        String text = Json.of(Whereabouts.of(now.connector, now.settings)).text() + "\n";
        file.ifPresent(target -> {
            try {
                if (!Files.exists(target) || !Files.readString(target).equals(text)) {
                    Path fresh = target.resolveSibling("http.port.new");
                    Files.writeString(fresh, text);
                    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (IOException e) {
                log.warn("Could not write {}", target, e);
            }
        });
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("Could not remove {}", file, e);
        }
    }

    /** A port that is open, and as what. */
    private record Open(ServerConnector connector, HttpSettings settings) {}
}
