package io.patchbay.protocol.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.RequestMeta;
import io.patchbay.protocol.rpc.RpcMessage;
import io.patchbay.protocol.session.Running;
import io.patchbay.protocol.session.Session;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.identity.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One operation of the protocol, from its request to its answer, over all rounds it takes. What changes of it is in its
 * {@link CallProgress}. Any thread.
 */
public final class Call implements Running {

    /** A call that runs for longer keeps its request id for itself. */
    private static final long LASTS_AFTER_NANOS = Duration.ofMillis(250).toNanos();

    private final String id;
    private final Exchange exchange;
    private final RpcMessage.Request request;
    private final RequestMeta meta;
    private final Optional<Session> session;
    private final Answering answering;
    private final CallProgress progress;
    private final Instant begun = Instant.now();
    private final long started = System.nanoTime();

    public Call(String id, Exchange exchange, RpcMessage.Request request, RequestMeta meta, Optional<Session> session) {
        this(id, exchange, request, meta, session, new CallProgress());
    }

    private Call(
            String id,
            Exchange exchange,
            RpcMessage.Request request,
            RequestMeta meta,
            Optional<Session> session,
            CallProgress progress) {
        this.id = id;
        this.exchange = exchange;
        this.request = request;
        this.meta = meta;
        this.session = session;
        this.answering = new Answering(exchange, session);
        this.progress = progress;
    }

    /**
     * Returns the same call in a later round of a task.
     *
     * @param later stands for the request that brought the answers
     */
    public Call next(Exchange later, Inputs answered) {
        return new Call(id, later, request, meta, session, progress.next(answered));
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

    @Override
    public JsonNode requestId() {
        return request.id();
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

    public CallProgress progress() {
        return progress;
    }

    Instant begun() {
        return begun;
    }

    /** In {@link System#nanoTime()}. */
    long started() {
        return started;
    }

    public Opening opening() {
        return new Opening(
                id, begun, identity(), request.method(), meta.revision().toString(), exchange.source(), meta.client());
    }

    /**
     * Takes from the request what it already answers of a round's questions.
     *
     * @return false if it answers none of them
     */
    boolean brings(Result.Ask ask) throws ProtocolException {
        Inputs inputs = progress.inputs();
        if (inputs.brought().isEmpty()) {
            return false;
        }
        Optional<Inputs> more = inputs.answering(ask.requests(), ask.state());
        more.ifPresent(progress::inputs);
        return more.isPresent();
    }

    @Override
    public boolean sendNotification(byte[] message) {
        return answering.tell(message);
    }

    @Override
    public boolean isAddressable() {
        return answering.opened() || System.nanoTime() - started > LASTS_AFTER_NANOS || progress.waits();
    }

    /** Ends what runs for it, because nobody waits for the answer; if it continues as a task, it runs on. */
    @Override
    public void cancel() {
        if (!request.method().equals("initialize") && progress.knownTask().isEmpty()) {
            progress.end();
        }
    }

    /** Ends it, and the task that it has become, for a reason that its client and the audit trail are told. */
    void stop(ProtocolException reason) {
        Optional<Continuation> task = progress.knownTask();
        if (task.isPresent()) {
            task.get().stop(reason);
        } else {
            progress.end(reason);
        }
    }

    /** Calls are equal only to themselves; their own hash would cost more than a place among those in flight. */
    @Override
    public int hashCode() {
        return Long.hashCode(started);
    }
}
