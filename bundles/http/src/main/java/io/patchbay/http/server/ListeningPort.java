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
 * The port that the server listens on. While another program uses the port, the server tries to open the port every second. When
 * the address changes, the server opens the new port before it closes the old port. The old port stays open if the new port cannot
 * be opened.
 */
public final class ListeningPort {

    private static final Logger log = LoggerFactory.getLogger(ListeningPort.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final Duration BIND_RETRY_INTERVAL = Duration.ofMillis(5);

    private final Server server;
    private final JettyConnectors connectors;
    private final ScheduledExecutorService timer;
    private final Consumer<HttpSettings> opened;
    private final Optional<PortFile> file;

    /** A thread holds this lock while the thread opens or closes a port. Both operations may wait for the network. */
    private final Lock portLock = new ReentrantLock();

    // a thread writes this field only while it holds portLock
    private volatile Optional<OpenPort> open = Optional.empty();
    private HttpSettings settings;
    private boolean retrying;
    private boolean closed;

    private volatile Optional<Problem> problem =
            Optional.of(new Problem(Problem.Severity.NOT_READY, "The port is not open yet."));

    /**
     * @param settings the first settings
     * @param opened receives the settings that the open port now uses
     * @param data the data folder, which contains the file with the port
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

    /** A port that is open, and the settings with which it was opened. */
    private record OpenPort(ServerConnector connector, HttpSettings settings) {

        int port() {
            return connector.getLocalPort();
        }
    }

    /** Opens the port. If the port cannot be opened, reports the problem and retries later. */
    public void open() {
        portLock.lock();
        try {
            openConfigured();
        } finally {
            portLock.unlock();
        }
    }

    /** Applies new settings. Opens another port only if the address has changed. */
    public void modified(HttpSettings changed) {
        portLock.lock();
        try {
            settings = changed;
            open.ifPresent(now -> connectors.apply(now.connector, changed));
            openConfigured();
        } finally {
            portLock.unlock();
        }
    }

    public void close() {
        portLock.lock();
        try {
            closed = true;
            open.ifPresent(now -> now.connector.close());
            file.ifPresent(PortFile::delete);
        } finally {
            portLock.unlock();
        }
    }

    /** Returns the port that is open. */
    public Optional<Integer> port() {
        return open.map(OpenPort::port);
    }

    /** Returns the reason why no port is open, or why the open port is not the port in the settings. */
    public Optional<Problem> problem() {
        return problem;
    }

    private void openConfigured() {
        if (closed) {
            return;
        }
        if (open.filter(now -> now.settings.address().equals(settings.address()))
                .isPresent()) {
            keepOpen();
            return;
        }
        try {
            ServerConnector connector = openNew();
            Optional<OpenPort> before = open;
            open = Optional.of(new OpenPort(connector, settings));
            problem = Optional.empty();
            before.ifPresent(now -> connectors.closeGracefully(server, now.connector));
            publishPort();
            log.info("Listening on {}/mcp", settings.url(connector.getLocalPort()));
        } catch (Exception e) {
            fail(PortFailure.describe(settings.address(), e));
        }
    }

    /** Keeps the open port, because the settings name this port. Applies the other settings, which may be new. */
    private void keepOpen() {
        problem = Optional.empty();
        open = open.map(now -> new OpenPort(now.connector, settings));
        publishPort();
    }

    private void publishPort() {
        OpenPort now = open.orElseThrow();
        file.ifPresent(target -> target.write(now.connector, now.settings));
        opened.accept(settings);
    }

    /**
     * Opens the configured port in addition to the open port. If both ports have the same number, closes the open port
     * first.
     */
    private ServerConnector openNew() throws Exception {
        int port = configuredPort();
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

    private ServerConnector replace(OpenPort before, int port) throws Exception {
        connectors.check(settings);
        before.connector.close();
        try {
            return openOnceFree(settings, port);
        } catch (Exception e) {
            open = Optional.empty();
            connectors.closeGracefully(server, before.connector);
            try {
                open = Optional.of(new OpenPort(openOnceFree(before.settings, port), before.settings));
            } catch (Exception again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** Opens a port that was just closed. The port becomes free when the thread that accepted its connections has ended. */
    private ServerConnector openOnceFree(HttpSettings wanted, int port) throws Exception {
        long deadline = System.nanoTime() + RETRY_INTERVAL.toNanos();
        while (true) {
            try {
                return connectors.open(server, wanted, port);
            } catch (Exception e) {
                if (PortFailure.bindFailure(e).isEmpty() || System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(BIND_RETRY_INTERVAL.toMillis());
            }
        }
    }

    /** Returns the port to open. Port 0 means any free port, so the open port stays open until the settings name another port. */
    private int configuredPort() {
        int port = settings.address().port();
        return open.filter(now -> port == 0 && now.settings.address().port() == 0)
                .map(OpenPort::port)
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
            log.warn("{} Retrying every {} s.", now.message(), RETRY_INTERVAL.toSeconds());
        }
        problem = Optional.of(now);
        if (!retrying) {
            retrying = true;
            // the retry does not run on the thread of the timer, because this thread also checks the connections
            timer.schedule(
                    () -> server.getThreadPool().execute(this::retry),
                    RETRY_INTERVAL.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void retry() {
        portLock.lock();
        try {
            retrying = false;
            openConfigured();
        } finally {
            portLock.unlock();
        }
    }
}
