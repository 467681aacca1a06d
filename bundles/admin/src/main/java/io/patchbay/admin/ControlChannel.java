package io.patchbay.admin;

import io.patchbay.spi.admin.Command;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.policy.CallPolicy;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the control channel and serves each connection on a thread of its own. */
@Component(service = HealthCheck.class, immediate = true)
public final class ControlChannel implements HealthCheck {

    private static final int MOST_AT_ONCE = 16;
    private static final long READ_SECONDS = 10;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Logger log = LoggerFactory.getLogger(ControlChannel.class);

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Command> commands = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<CallPolicy> policies = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<AuditTrail> trails = List.of();

    private final Optional<SocketFile> socket;
    private final List<Problem> problems;
    private final Request.Reader requests = new Request.Reader();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "admin-timer"));

    @Activate
    public ControlChannel(BundleContext context) {
        this(Path.of(context.getProperty("patchbay.data")));
    }

    ControlChannel(Path data) {
        Optional<SocketFile> opened = Optional.empty();
        List<Problem> found = List.of();
        try {
            opened = Optional.of(SocketFile.open(data, System.getenv()));
        } catch (IOException e) {
            log.error("No control channel: {}", e.getMessage());
            found = List.of(new Problem(Problem.Severity.DEGRADED, "no control channel: " + e.getMessage()));
        }
        this.socket = opened;
        this.problems = found;
    }

    /** Without OSGi. */
    ControlChannel(Path data, List<Command> commands, List<CallPolicy> policies, List<AuditTrail> trails) {
        this(data);
        this.commands = commands;
        this.policies = policies;
        this.trails = trails;
    }

    @Activate
    void start() {
        socket.ifPresent(file -> daemon(() -> serve(file::accept), "admin").start());
    }

    @Deactivate
    void stop() throws IOException {
        timer.shutdownNow();
        if (socket.isPresent()) {
            socket.get().close();
        }
    }

    @Override
    public String name() {
        return "admin";
    }

    @Override
    public List<Problem> problems() {
        return problems;
    }

    /** Where connections come from. */
    interface Accepting {
        SocketChannel accept() throws IOException;
    }

    /** Returns when the socket is closed. A connection that cannot be taken, say for want of file handles, is not the last one. */
    void serve(Accepting socket) {
        boolean failed = false;
        while (true) {
            try {
                SocketChannel channel = socket.accept();
                failed = false;
                if (places.tryAcquire()) {
                    daemon(() -> converse(channel), "admin-session").start();
                } else {
                    channel.close();
                }
            } catch (ClosedChannelException e) {
                log.debug("The control channel is closed");
                return;
            } catch (IOException e) {
                if (!failed) {
                    log.warn("The control channel takes no connection at the moment: {}", e.getMessage());
                }
                failed = true;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void converse(SocketChannel channel) {
        try (channel) {
            Optional<Peer> peer = Peer.of(channel, socket.orElseThrow().owner());
            if (peer.isEmpty()) {
                log.warn("Somebody else's process was turned away from the control channel");
                return;
            }
            Session session = new Session(channel, peer.get(), requests, this::command, governance());
            answer(session, channel);
        } catch (IOException e) {
            log.debug("A connection to the control channel broke", e);
        } finally {
            places.release();
        }
    }

    private void answer(Session session, SocketChannel channel) throws IOException {
        ScheduledFuture<?> late = timer.schedule(() -> close(channel), READ_SECONDS, TimeUnit.SECONDS);
        Request request;
        try {
            request = session.read();
        } catch (IllegalArgumentException e) {
            session.error(e.getMessage());
            return;
        } finally {
            late.cancel(false);
        }
        session.answer(request);
    }

    private Optional<Command> command(String name) {
        return commands.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    private Optional<Governance> governance() {
        List<CallPolicy> policy = policies;
        List<AuditTrail> trail = trails;
        return policy.isEmpty() || trail.isEmpty() ? Optional.empty() : Optional.of(new Governance(policy.get(0), trail.get(0)));
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("A connection to the control channel did not close", e);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
