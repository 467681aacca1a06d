package io.patchbay.http.server;

import io.patchbay.http.settings.HttpSettings;
import io.patchbay.spi.health.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open port. While the port is taken, opens it again every second. When the address changes, opens the new one before it
 * leaves the old one, and keeps the old one if the new one cannot be opened.
 */
public final class ListeningPort {

    private static final Logger log = LoggerFactory.getLogger(ListeningPort.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration FREE_SOON = Duration.ofMillis(5);

    private final Server server;
    private final JettyConnectors connectors;
    private final ScheduledExecutorService timer;
    private final Consumer<HttpSettings> opened;
    private final Optional<PortFile> file;

    /** Held while a port opens or closes, which may wait for the network; nothing else needs it. */
    private final Lock moves = new ReentrantLock();

    // Written while moves is held.
    private volatile Optional<Open> open = Optional.empty();
    private HttpSettings settings;
    private boolean retrying;
    private boolean closed;

    private volatile Optional<Problem> problem =
            Optional.of(new Problem(Problem.Severity.NOT_READY, "The port is not open yet."));

    /**
     * @param settings the settings to begin with
     * @param opened receives the settings whose address is open
     * @param data the data folder, in which a file says where the port is
     */
    public ListeningPort(
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
        this.file = data.map(PortFile::in);
    }

    /** A port that is open, and the settings it was opened with. */
    private record Open(ServerConnector connector, HttpSettings settings) {

        int port() {
            return connector.getLocalPort();
        }
    }

    /** Opens the port. If that fails, the problem is reported and the port is opened later. */
    public void open() {
        moves.lock();
        try {
            openWanted();
        } finally {
            moves.unlock();
        }
    }

    /** Applies new settings; only a new address opens another port. */
    public void modified(HttpSettings changed) {
        moves.lock();
        try {
            settings = changed;
            open.ifPresent(now -> connectors.adjust(now.connector, changed));
            openWanted();
        } finally {
            moves.unlock();
        }
    }

    public void close() {
        moves.lock();
        try {
            closed = true;
            open.ifPresent(now -> now.connector.close());
            file.ifPresent(PortFile::delete);
        } finally {
            moves.unlock();
        }
    }

    /** Returns the port that is open. */
    public Optional<Integer> port() {
        return open.map(Open::port);
    }

    /** Returns why no port is open, or not the one that the settings name. */
    public Optional<Problem> problem() {
        return problem;
    }

    private void openWanted() {
        if (closed) {
            return;
        }
        if (open.filter(now -> now.settings.address().equals(settings.address()))
                .isPresent()) {
            keep();
            return;
        }
        try {
            ServerConnector connector = move();
            Optional<Open> before = open;
            open = Optional.of(new Open(connector, settings));
            problem = Optional.empty();
            before.ifPresent(now -> connectors.leave(server, now.connector));
            publish();
            log.info("Listening on {}/mcp", settings.url(connector.getLocalPort()));
        } catch (Exception e) {
            fail(PortFailure.describe(settings.address(), e));
        }
    }

    /** The open port is the one that the settings name; other settings may be new. */
    private void keep() {
        problem = Optional.empty();
        open = open.map(now -> new Open(now.connector, settings));
        publish();
    }

    private void publish() {
        Open now = open.orElseThrow();
        file.ifPresent(target -> target.write(now.connector, now.settings));
        opened.accept(settings);
    }

    /** Opens the wanted port beside the open one, or in its place if the open one is what takes the port. */
    private ServerConnector move() throws Exception {
        int port = wantedPort();
        try {
            return connectors.open(server, settings, port);
        } catch (Exception e) {
            if (open.isEmpty()
                    || PortFailure.bindFailure(e).isEmpty()
                    || open.get().port() != port) {
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

    /** Opens a port that was just closed: it is free when the thread that accepted connections there has noticed. */
    private ServerConnector openOnceFree(HttpSettings wanted, int port) throws Exception {
        long end = System.nanoTime() + RETRY.toNanos();
        while (true) {
            try {
                return connectors.open(server, wanted, port);
            } catch (Exception e) {
                if (PortFailure.bindFailure(e).isEmpty() || System.nanoTime() > end) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(FREE_SOON.toMillis());
            }
        }
    }

    /** Returns the port to open. Port 0 means any free port: it stays the open one until the settings name another. */
    private int wantedPort() {
        int port = settings.address().port();
        return open.filter(now -> port == 0 && now.settings.address().port() == 0)
                .map(Open::port)
                .orElse(port);
    }

    private void fail(String sentence) {
        Problem now = open.isPresent()
                ? new Problem(
                        Problem.Severity.DEGRADED,
                        sentence + " The server still listens on "
                                + open.get().settings.url(open.get().port()) + ".")
                : new Problem(Problem.Severity.NOT_READY, sentence);
        if (!problem.equals(Optional.of(now))) {
            log.warn("{} Retrying every {} s.", now.message(), RETRY.toSeconds());
        }
        problem = Optional.of(now);
        if (!retrying) {
            retrying = true;
            // not on the timer's own thread, which looks after connections meanwhile
            timer.schedule(() -> server.getThreadPool().execute(this::retry), RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void retry() {
        moves.lock();
        try {
            retrying = false;
            openWanted();
        } finally {
            moves.unlock();
        }
    }
}
