package io.patchbay.protocol.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.ClientInfo;
import io.patchbay.api.Level;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Transport;
import io.patchbay.protocol.rpc.ClientCapabilities;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.rpc.RequestMeta;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.rpc.Traces;
import io.patchbay.protocol.wire.ContentFormat;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.identity.Identity;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A session of a legacy client: the result of its handshake, its calls, questions, subscriptions and streams. The id of
 * a session is not a credential. Every request is authenticated, and only the caller that opened the session may use
 * the session. Thread-safe.
 */
public final class Session {

    private static final int MAX_SUBSCRIPTIONS = 1000;

    private final String id;
    private final String owner;
    private final Revision revision;
    private final ClientCapabilities capabilities;
    private final Optional<ClientInfo> client;
    private final Map<JsonNode, Running> calls = new ConcurrentHashMap<>();
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final Map<String, Question> questions = new ConcurrentHashMap<>();
    private final Map<String, Wanted> subscriptions = new ConcurrentHashMap<>();
    private final AskedPages pages = new AskedPages();
    private final SessionStreams streams;
    private final AtomicInteger expectedListeners = new AtomicInteger();
    private volatile Optional<LastingStream> standalone = Optional.empty();
    private volatile Level level = Level.INFO;
    private volatile long lastUsed = System.nanoTime();
    private volatile boolean ended;

    Session(
            String id,
            String owner,
            Revision revision,
            Transport transport,
            ClientCapabilities capabilities,
            Optional<ClientInfo> client,
            ReplaySpace space) {
        this.id = id;
        this.owner = owner;
        this.streams = new SessionStreams(id, owner, revision, transport, space);
        this.revision = revision;
        this.capabilities = capabilities;
        this.client = client;
    }

    public String id() {
        return id;
    }

    String owner() {
        return owner;
    }

    public Revision revision() {
        return revision;
    }

    public Level level() {
        return level;
    }

    public void level(Level level) {
        this.level = level;
    }

    /** Subscribes to updates of a resource. Returns false if the session has too many subscriptions. */
    public boolean subscribe(ResourceUri uri, String own) {
        if (subscriptions.size() >= MAX_SUBSCRIPTIONS) {
            return false;
        }
        subscriptions.put(uri.key(), new Wanted(uri.given(), own));
        return true;
    }

    public void unsubscribe(ResourceUri uri) {
        subscriptions.remove(uri.key());
    }

    public Collection<Wanted> subscriptions() {
        return List.copyOf(subscriptions.values());
    }

    /** Returns the subscription to a resource; empty if there is none. */
    public Optional<Wanted> subscription(ResourceUri uri) {
        return Optional.ofNullable(subscriptions.get(uri.key()));
    }

    public RequestMeta meta(JsonNode meta) {
        return new RequestMeta(
                revision, capabilities, client, Optional.of(level), RequestMeta.progressToken(meta), Traces.of(meta));
    }

    /** Returns the data that opens an entry of the audit trail, for an exchange in this session that is not a call. */
    public Opening opening(String callId, Exchange exchange, String method) {
        return new Opening(
                callId, Instant.now(), exchange.identity(), method, revision.toString(), exchange.source(), client);
    }

    void touch() {
        lastUsed = System.nanoTime();
    }

    /**
     * Returns whether the session had no request for the given time. A session with a running call or a connected
     * stream is not idle.
     */
    boolean isIdle(long nanos) {
        return System.nanoTime() - lastUsed > nanos && running.isEmpty() && !isStreaming();
    }

    long lastUsed() {
        return lastUsed;
    }

    boolean isStreaming() {
        return standalone.filter(LastingStream::isConnected).isPresent();
    }

    /** Returns all streams of the session: the streams of calls and the standalone stream. */
    public SessionStreams streams() {
        return streams;
    }

    /**
     * Registers a call. Returns false if another call with the same id runs and is addressable (see {@link Running#isAddressable}).
     * Short calls may share an id, because some clients use the same id for all requests.
     */
    public boolean beginCall(Running call) {
        Running other = calls.putIfAbsent(call.requestId(), call);
        if (other != null && other.isAddressable()) {
            return false;
        }
        calls.put(call.requestId(), call);
        running.add(call);
        return true;
    }

    public boolean ended() {
        return ended;
    }

    public void endCall(Running call) {
        calls.remove(call.requestId(), call);
        running.remove(call);
        touch();
    }

    public Optional<Running> call(JsonNode requestId) {
        return Optional.ofNullable(calls.get(requestId));
    }

    public void addQuestion(String requestId, Question question) {
        questions.put(requestId, question);
    }

    /** Records that the user was asked to open a page of an owner's connector. */
    public void addAskedPage(String pageOwner, String pageId, Running call) {
        pages.add(pageOwner, pageId, call.requestId());
    }

    /**
     * Notifies the client that the user has completed a page, if the user was asked to open the page in this session.
     * Sends the notification on the stream of the call while the call runs, otherwise on the standalone stream.
     */
    public void pageFinished(String pageOwner, String pageId) {
        pages.remove(pageOwner, pageId).ifPresent(request -> {
            byte[] message = Messages.notification("notifications/elicitation/complete", out -> {
                out.writeStartObject();
                ContentFormat.string(out, "elicitationId", pageId);
                out.writeEndObject();
            });
            if (call(request).filter(call -> call.sendNotification(message)).isEmpty()) {
                sendStandalone(message);
            }
        });
    }

    public Optional<Question> removeQuestion(String requestId) {
        return Optional.ofNullable(questions.remove(requestId));
    }

    /** Called before the standalone stream is opened. */
    public void expectListener() {
        expectedListeners.incrementAndGet();
    }

    /** Called after the standalone stream is opened or refused. */
    public void listenerArrived() {
        expectedListeners.decrementAndGet();
    }

    /**
     * Returns the standalone stream, which belongs to no request. Opens a new stream if the identity may not resume the current
     * stream.
     */
    public synchronized LastingStream standaloneStream(Identity.Known identity) {
        if (standalone.filter(stream -> stream.mayBeResumedBy(identity)).isEmpty()) {
            standalone.ifPresent(LastingStream::end);
            standalone = Optional.of(streams.open(identity));
        }
        return standalone.get();
    }

    /** Sends a message on the standalone stream. Drops the message if the stream was never opened. */
    public void sendStandalone(byte[] message) {
        standalone.ifPresent(stream -> stream.send(Event.of(message)));
    }

    /** Returns whether there is a standalone stream whose identity satisfies the condition. */
    public boolean hasListener(Predicate<Identity.Known> condition) {
        return standalone.filter(stream -> condition.test(stream.identity())).isPresent();
    }

    /** Returns whether a standalone stream exists or is about to be opened. */
    public boolean isListening() {
        return expectedListeners.get() > 0 || standalone.isPresent();
    }

    /**
     * Ends the standalone stream if its credential has changed. The client then opens a new stream with its current grants. With
     * HTTP+SSE the stream stays open while the credential has any grants, because the session would end with the stream.
     */
    public synchronized void recheck(Credentials credentials) {
        streams.recheck(credentials);
        Optional<LastingStream> changed = standalone.filter(stream -> !credentials.hold(stream.identity()));
        if (changed.isEmpty()) {
            return;
        }
        Optional<Identity.Known> now = streams.isResumable()
                ? Optional.empty()
                : credentials.current(changed.get().identity());
        if (now.isPresent()) {
            changed.get().identity(now.get());
        } else {
            changed.get().end();
            standalone = Optional.empty();
        }
    }

    /** Ends the streams, questions and running calls of this session. */
    void close() {
        ended = true;
        streams.close();
        questions.clear();
        running.forEach(Running::cancel);
    }
}
