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
 * One operation of the protocol, from the request to the answer, with all its rounds. The mutable state of a call is in
 * its {@link CallProgress}. Thread-safe.
 */
public final class Call implements Running {

    /**
     * A call that runs longer than this time reserves its request id. The client can then cancel the call with this id.
     */
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
     * @param later the exchange of the later round, in place of the exchange of the first request
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

    /** Returns the start time of the call, as a value of {@link System#nanoTime()}. */
    long started() {
        return started;
    }

    public Opening opening() {
        return new Opening(
                id, begun, identity(), request.method(), meta.revision().toString(), exchange.source(), meta.client());
    }

    /**
     * Takes the answers to a round's questions from the request, if the request already contains such answers.
     *
     * @return false if the request answers none of the questions
     */
    boolean takeBroughtAnswers(Result.Ask ask) throws ProtocolException {
        Inputs inputs = progress.inputs();
        if (inputs.brought().isEmpty()) {
            return false;
        }
        Optional<Inputs> more = inputs.withAnswersTo(ask.requests(), ask.state());
        more.ifPresent(progress::inputs);
        return more.isPresent();
    }

    @Override
    public boolean sendNotification(byte[] message) {
        return answering.sendNotification(message);
    }

    @Override
    public boolean isAddressable() {
        return answering.isStreaming() || System.nanoTime() - started > LASTS_AFTER_NANOS || progress.isWaiting();
    }

    /**
     * Ends the running round, because the client no longer waits for the answer. If the call has become a task that its
     * client knows, the call keeps running.
     */
    @Override
    public void cancel() {
        if (!request.method().equals("initialize") && progress.knownTask().isEmpty()) {
            progress.end();
        }
    }

    /** Ends the call or its task. The client and the audit trail receive the reason. */
    void stop(ProtocolException reason) {
        Optional<Continuation> task = progress.knownTask();
        if (task.isPresent()) {
            task.get().stop(reason);
        } else {
            progress.end(reason);
        }
    }

    /**
     * Returns a hash code that is cheaper than the identity hash. The identity hash would cost more than adding a call
     * to {@link InFlight}. Each call is equal only to itself.
     */
    @Override
    public int hashCode() {
        return Long.hashCode(started);
    }
}
