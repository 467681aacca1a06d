package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.api.Effect;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.ask.Inputs;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.rpc.RequestMeta;
import io.patchbay.protocol.rpc.RpcMessage;
import io.patchbay.protocol.session.Session;
import io.patchbay.protocol.task.Task;
import io.patchbay.protocol.task.TaskExchange;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.policy.Target;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One operation of the protocol, from its request to its answer, over all rounds it takes. */
public final class Call {

    private static final long WHILE = TimeUnit.MILLISECONDS.toNanos(250);

    private final String id;
    private final Exchange exchange;
    private final RpcMessage.Request request;
    private final RequestMeta meta;
    private final Optional<Session> session;
    private final Answering answering;
    private final Instant begun = Instant.now();
    private final long started = System.nanoTime();
    private volatile Inputs inputs = Inputs.NONE;
    private int rounds;
    private Optional<Task> task = Optional.empty();
    private volatile Optional<Target> asked = Optional.empty();
    private volatile Optional<Target> target = Optional.empty();
    private volatile Arguments arguments = Arguments.none();
    private volatile long decidedUnder = Long.MIN_VALUE;
    private Optional<Cancellable> current = Optional.empty();
    private Optional<CompletableFuture<Void>> ending = Optional.empty();
    private OptionalLong prolonged = OptionalLong.empty();
    private Optional<ProtocolException> stopped = Optional.empty();
    private boolean cancelled;
    private boolean settled;
    private double progress = Double.NEGATIVE_INFINITY;

    public Call(String id, Exchange exchange, RpcMessage.Request request, RequestMeta meta, Optional<Session> session) {
        this.id = id;
        this.exchange = exchange;
        this.request = request;
        this.meta = meta;
        this.session = session;
        this.answering = new Answering(exchange, session);
    }

    /** The same call in a later round of a task, for whoever brought the answers. */
    public Call next(TaskExchange later, Inputs answered) {
        Call next = new Call(id, later, request, meta, session);
        next.inputs = answered;
        next.task = task;
        next.prolonged = prolonged;
        next.target = target;
        next.arguments = arguments;
        next.decidedUnder = decidedUnder;
        return next;
    }

    public String id() {
        return id;
    }

    public Exchange exchange() {
        return exchange;
    }

    public Identity.Known identity() {
        return exchange.identity();
    }

    public RpcMessage.Request request() {
        return request;
    }

    public RequestMeta meta() {
        return meta;
    }

    public Revision revision() {
        return meta.revision();
    }

    public boolean modern() {
        return meta.revision().modern();
    }

    public Optional<Session> session() {
        return session;
    }

    public Answering answering() {
        return answering;
    }

    Instant begun() {
        return begun;
    }

    /** In {@link System#nanoTime()}. */
    long started() {
        return started;
    }

    /** What it is about, once that was found. */
    Optional<Target> target() {
        return target;
    }

    /** With what, checked. */
    Arguments arguments() {
        return arguments;
    }

    void target(Target found, Arguments given) {
        arguments = given;
        target = Optional.of(found);
    }

    /** Under which version of the policy it was decided over last. */
    long decidedUnder() {
        return decidedUnder;
    }

    void decidedUnder(long version) {
        decidedUnder = version;
    }

    public Inputs inputs() {
        return inputs;
    }

    public void inputs(Inputs inputs) {
        this.inputs = inputs;
    }

    /** What it may become, or has become. */
    public Optional<Task> task() {
        return task;
    }

    /** Before it runs. */
    public synchronized void task(Task candidate) {
        task = Optional.of(candidate);
    }

    /** The task that its client knows it as: from then on nothing but the task tells how it goes on. */
    Optional<Task> asTask() {
        return task.filter(Task::begun);
    }

    /** Whether its request answers this already; then it goes on with that. */
    boolean brings(Result.Ask ask) throws ProtocolException {
        if (inputs.brought().isEmpty()) {
            return false;
        }
        Optional<Inputs> more = inputs.answering(ask.requests(), ask.state());
        more.ifPresent(this::inputs);
        return more.isPresent();
    }

    /** Counts the rounds in which a legacy client was asked. */
    public int nextRound() {
        return ++rounds;
    }

    /** Notes what the client asked for, found or not, for the trail. */
    public void asksFor(Target.Kind kind, String name) {
        asked = Optional.of(new Target(kind, Texts.clipped(name), Effect.READ_ONLY, Set.of()));
    }

    Optional<Target> asked() {
        return asked;
    }

    public Opening opening() {
        return new Opening(
                id, begun, identity(), request.method(), meta.revision().toString(), exchange.source(), meta.client());
    }

    /** Whether this is progress: it increases over all rounds. */
    synchronized boolean progresses(double done) {
        boolean increases = done > progress;
        progress = increases ? done : progress;
        return increases;
    }

    /** True for the first who settles it. */
    synchronized boolean settle() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    /** Goes on with this; false when the call was cancelled before. */
    public synchronized boolean enter(Cancellable next) {
        current = Optional.of(next);
        prolonged.ifPresent(next::prolong);
        return !cancelled;
    }

    /** Nothing goes on for it now, and nothing of it is held. */
    public synchronized void left() {
        current = Optional.empty();
    }

    /**
     * Gives this round, and those that follow, more time.
     *
     * @param deadline in {@link System#nanoTime()}
     */
    public synchronized void prolong(long deadline) {
        prolonged = OptionalLong.of(deadline);
        current.ifPresent(going -> going.prolong(deadline));
    }

    /** Whether it lasts: it has told its client something, or waits, or has been running for a while. */
    public boolean lasts() {
        Optional<Cancellable> going;
        synchronized (this) {
            going = current;
        }
        return answering.opened()
                || System.nanoTime() - started > WHILE
                || going.filter(Cancellable::waits).isPresent();
    }

    /** Nobody waits for the answer any more: what is going on for it ends, unless it goes on as a task. */
    public void cancel() {
        boolean goesOn;
        synchronized (this) {
            goesOn = asTask().isPresent();
        }
        if (!goesOn) {
            end();
        }
    }

    /** Ends it, and the task that it has become, for a reason that its client and the trail are told. */
    void stop(ProtocolException reason) {
        Optional<Task> going;
        synchronized (this) {
            stopped = stopped.or(() -> Optional.of(reason));
            going = asTask();
        }
        if (going.isPresent()) {
            going.get().stop(reason);
        } else {
            end();
        }
    }

    /** Why it was ended. */
    synchronized ProtocolException reason() {
        return stopped.orElseGet(ProtocolException::cancelled);
    }

    /** Whether it was ended. */
    synchronized boolean over() {
        return cancelled;
    }

    /** What goes on for it, for operators. */
    synchronized String state() {
        return cancelled ? "stopping" : current.map(Cancellable::state).orElse("waiting for its connector");
    }

    /** What is going on for it ends. */
    public void end() {
        Optional<Cancellable> going;
        synchronized (this) {
            cancelled = true;
            going = current;
            ending.ifPresent(waited -> waited.complete(null));
        }
        going.ifPresent(Cancellable::cancel);
    }

    /** Calls are equal only to themselves; their own hash would cost more than a place among those in flight. */
    @Override
    public int hashCode() {
        return Long.hashCode(started);
    }

    /** Completed when it is ended, for what waits in between. */
    synchronized CompletableFuture<Void> ending() {
        CompletableFuture<Void> waited = ending.orElseGet(CompletableFuture::new);
        ending = Optional.of(waited);
        if (cancelled) {
            waited.complete(null);
        }
        return waited;
    }
}
