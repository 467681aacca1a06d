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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

/** Listens on the control channel and serves each connection on a thread of its own. */
@Component(service = HealthCheck.class, immediate = true, configurationPid = "io.patchbay.admin")
@Designate(ocd = ControlChannel.Config.class)
public final class ControlChannel implements HealthCheck {

    private static final int MOST_AT_ONCE = 16;
    private static final long READ_SECONDS = 10;
    private static final long RETRY_SECONDS = 2;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Logger log = LoggerFactory.getLogger(ControlChannel.class);

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Command> commands = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<CallPolicy> policies = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<AuditTrail> trails = List.of();

    private final Path data;
    private final BooleanSupplier started;
    private final Optional<SocketFile> socket;
    private final List<Problem> problems;
    private final Unrecorded unrecorded = new Unrecorded();
    private final Request.Reader requests = new Request.Reader();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "admin-timer"));

    private volatile GroupCommands groupCommands = GroupCommands.NONE;
    private volatile List<Problem> groupProblems = List.of();
    // Guarded by this.
    private Optional<SocketFile> groupSocket = Optional.empty();

    /** The settings. */
    @ObjectClassDefinition(
            name = "io.patchbay.admin",
            description = "Who may use the control channel beside the server's own user and root.")
    public @interface Config {
        @AttributeDefinition(
                required = false,
                description =
                        "Commands that members of the server's group may run, for example \"status\", \"connectors list\","
                                + " \"connectors show\". Empty: none, and they cannot connect.")
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
            log.error("No control channel: {}", e.getMessage());
            found = List.of(new Problem(Problem.Severity.DEGRADED, "no control channel: " + e.getMessage()));
        }
        this.socket = opened;
        this.problems = found;
    }

    /** Without OSGi. */
    ControlChannel(Path data, List<Command> commands, List<CallPolicy> policies, List<AuditTrail> trails) {
        this(data, () -> true);
        this.commands = commands;
        this.policies = policies;
        this.trails = trails;
    }

    @Activate
    void start() {
        socket.ifPresent(file -> daemon(() -> serve(file::accept, channel -> Peer.of(channel, file.owner())), "admin")
                .start());
        timer.scheduleWithFixedDelay(
                () -> trails.stream().findFirst().ifPresent(unrecorded::putInto),
                RETRY_SECONDS,
                RETRY_SECONDS,
                TimeUnit.SECONDS);
    }

    /** The folder and the socket of the group are there only while a command is named. */
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
                    "Members of the server's group cannot use the control channel (groupCommands in io.patchbay.admin): "
                            + e.getMessage() + ". The server's own user still can";
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

    /** Commands come while the server starts: until then a name may still turn out to be known. */
    private List<Problem> unknownCommands() {
        return started.getAsBoolean()
                ? groupCommands.unknown(commands.stream().map(Command::name).toList())
                : List.of();
    }

    /** Where connections come from. */
    interface Accepting {
        SocketChannel accept() throws IOException;
    }

    /** Finds out who connected; empty when that process may not use the channel. */
    interface Recognizing {
        Optional<Peer> peer(SocketChannel channel) throws IOException;
    }

    /** Returns when the socket is closed. A connection that cannot be taken, say for want of file handles, is not the last one. */
    void serve(Accepting socket, Recognizing peers) {
        boolean failed = false;
        while (true) {
            try {
                SocketChannel channel = socket.accept();
                failed = false;
                if (places.tryAcquire()) {
                    daemon(() -> converse(channel, peers), "admin-session").start();
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

    private void converse(SocketChannel channel, Recognizing peers) {
        try (channel) {
            Optional<Peer> peer = peers.peer(channel);
            if (peer.isEmpty()) {
                log.warn("A process of another user was refused at the control channel");
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

    private Governance governance() {
        return new Governance(policies.stream().findFirst(), trails.stream().findFirst(), unrecorded);
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
