package io.patchbay.admin;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.support.DaemonThread;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the control channel and serves each connection on its own thread. */
@Component(service = HealthCheck.class, immediate = true, configurationPid = "io.patchbay.admin")
@Designate(ocd = ControlChannel.Config.class)
public final class ControlChannel implements HealthCheck {

    private static final int MAX_CONNECTIONS = 16;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RECORD_RETRY_INTERVAL = Duration.ofSeconds(2);
    private static final Duration ACCEPT_RETRY_INTERVAL = Duration.ofMillis(100);
    private static final Logger log = LoggerFactory.getLogger(ControlChannel.class);

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Command> commands = List.of();

    private final AtomicReference<CallPolicy> policy = new AtomicReference<>();
    private final AtomicReference<AuditTrail> trail = new AtomicReference<>();
    private final Path data;
    private final BooleanSupplier started;
    private final Optional<SocketFile> socket;
    private final List<Problem> problems;
    private final Unrecorded unrecorded = new Unrecorded();
    private final AdminRequest.RequestReader requests = new AdminRequest.RequestReader();
    private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "admin-timer"));

    private volatile GroupCommands groupCommands = GroupCommands.NONE;
    private volatile List<Problem> groupProblems = List.of();

    @GuardedBy("this")
    private Optional<SocketFile> groupSocket = Optional.empty();

    /** The settings of the control channel. */
    @ObjectClassDefinition(
            name = "io.patchbay.admin",
            description = "Sets who may use the control channel in addition to the server's own user and root.")
    public @interface Config {
        @AttributeDefinition(
                required = false,
                description =
                        "The commands that members of the server's group may run, for example \"status\", \"connectors list\","
                                + " \"connectors show\". If empty, the members cannot connect.")
        String[] groupCommands() default {};
    }

    @Activate
    public ControlChannel(BundleContext context, Config config) {
        this(
                Path.of(context.getProperty("patchbay.data")),
                () -> context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.ACTIVE);
        modified(config);
    }

    private ControlChannel(Path data, BooleanSupplier started) {
        this.data = data;
        this.started = started;
        Optional<SocketFile> opened = Optional.empty();
        List<Problem> found = List.of();
        try {
            opened = Optional.of(SocketFile.open(data, System.getenv()));
        } catch (IOException e) {
            String message =
                    "The control channel is not available, so commands such as `patchbay status` cannot reach this"
                            + " server: " + e.getMessage();
            log.error(message);
            found = List.of(new Problem(Problem.Severity.DEGRADED, message));
        }
        this.socket = opened;
        this.problems = found;
    }

    /** Creates a channel without OSGi. */
    ControlChannel(Path data, List<Command> commands) {
        this(data, () -> true);
        this.commands = commands;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPolicy(CallPolicy bound) {
        policy.set(bound);
    }

    /** Called after {@link #bindPolicy} if a policy of higher ranking has replaced the previous policy. */
    void unbindPolicy(CallPolicy gone) {
        policy.compareAndSet(gone, null);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTrail(AuditTrail bound) {
        trail.set(bound);
    }

    /** Called after {@link #bindTrail} if a trail of higher ranking has replaced the previous trail. */
    void unbindTrail(AuditTrail gone) {
        trail.compareAndSet(gone, null);
    }

    @Activate
    void start() {
        socket.ifPresent(file -> daemon(() -> serve(file::accept, channel -> Peer.of(channel, file.owner())), "admin")
                .start());
        timer.scheduleWithFixedDelay(
                () -> Optional.ofNullable(trail.get()).ifPresent(unrecorded::writeTo),
                RECORD_RETRY_INTERVAL.toMillis(),
                RECORD_RETRY_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * Applies new settings. The folder and the socket for the server's group exist only while the settings name
     * commands for the group.
     */
    @Modified
    synchronized void modified(Config config) {
        groupCommands = GroupCommands.of(config.groupCommands());
        groupProblems = List.of();
        try {
            if (groupCommands.isEmpty()) {
                closeGroup();
            } else if (groupSocket.isEmpty()) {
                SocketFile file = SocketFile.openForGroup(data);
                groupSocket = Optional.of(file);
                daemon(
                                () -> serve(
                                        file::accept,
                                        channel -> Optional.of(
                                                Peer.ofGroup(channel, file.owner(), groupCommands.scopes()))),
                                "admin-group")
                        .start();
            }
        } catch (IOException | UnsupportedOperationException e) {
            String message =
                    "Members of the server's group cannot use the control channel (groupCommands in io.patchbay.admin.cfg.json): "
                            + e.getMessage() + ". The server's own user and root can still use the channel";
            log.warn(message);
            groupProblems = List.of(new Problem(Problem.Severity.DEGRADED, message));
        }
    }

    @Deactivate
    void stop() throws IOException {
        timer.shutdownNow();
        closeGroup();
        if (socket.isPresent()) {
            socket.get().close();
        }
    }

    private synchronized void closeGroup() throws IOException {
        if (groupSocket.isPresent()) {
            groupSocket.get().close();
            groupSocket = Optional.empty();
        }
    }

    @Override
    public String name() {
        return "admin";
    }

    @Override
    public List<Problem> problems() {
        return Stream.of(problems, groupProblems, unknownCommands())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Returns one problem for each unknown command in the settings. Returns no problems before the server has started,
     * because further commands may be registered during the start.
     */
    private List<Problem> unknownCommands() {
        return started.getAsBoolean()
                ? groupCommands.unknownNames(
                        commands.stream().map(Command::name).toList())
                : List.of();
    }

    /** Accepts connections. */
    interface ConnectionSource {
        SocketChannel accept() throws IOException;
    }

    /** Identifies the user of a connection. Returns an empty value if that user may not use the channel. */
    interface PeerCheck {
        Optional<Peer> peer(SocketChannel channel) throws IOException;
    }

    /**
     * Serves connections until the socket is closed. If a connection cannot be accepted, for example because too many
     * files are open, continues with the next connection.
     */
    void serve(ConnectionSource socket, PeerCheck peers) {
        boolean failed = false;
        while (true) {
            try {
                SocketChannel channel = socket.accept();
                failed = false;
                if (places.tryAcquire()) {
                    daemon(() -> serveConnection(channel, peers), "admin-connection")
                            .start();
                } else {
                    channel.close();
                }
            } catch (ClosedChannelException e) {
                log.debug("The control channel is closed");
                return;
            } catch (IOException e) {
                if (!failed) {
                    log.warn("The control channel cannot accept connections now and retries: {}", e.getMessage());
                }
                failed = true;
                LockSupport.parkNanos(ACCEPT_RETRY_INTERVAL.toNanos());
            }
        }
    }

    private void serveConnection(SocketChannel channel, PeerCheck peers) {
        try (channel) {
            Optional<Peer> peer = peers.peer(channel);
            if (peer.isEmpty()) {
                log.warn("Rejected a connection to the control channel from a process of another user");
                return;
            }
            answer(new AdminConnection(channel, peer.get(), requests, this::command, governance()), channel);
        } catch (IOException e) {
            log.debug("A connection to the control channel broke", e);
        } finally {
            places.release();
        }
    }

    private void answer(AdminConnection connection, SocketChannel channel) throws IOException {
        ScheduledFuture<?> timeout =
                timer.schedule(() -> close(channel), READ_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        AdminRequest request;
        try {
            request = connection.read();
        } catch (IllegalArgumentException e) {
            connection.error(e.getMessage());
            return;
        } finally {
            timeout.cancel(false);
        }
        connection.answer(request);
    }

    private Optional<Command> command(String name) {
        return commands.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    private Governance governance() {
        return new Governance(Optional.ofNullable(policy.get()), Optional.ofNullable(trail.get()), unrecorded);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("A connection to the control channel could not be closed", e);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = DaemonThread.of(task, name);
        return thread;
    }
}
