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
 * What a legacy client negotiated, and what is going on in its name. It authenticates nobody: every request does that itself,
 * and a session answers only to the caller who opened it. Any thread.
 */
public final class Session {

    private static final int MOST_SUBSCRIPTIONS = 1000;

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
    private final AtomicInteger expected = new AtomicInteger();
    private volatile Optional<LastingStream> own = Optional.empty();
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

    /** Wants updates of a URI; false when there are too many. */
    public boolean subscribe(ResourceUri uri, String own) {
        if (subscriptions.size() >= MOST_SUBSCRIPTIONS) {
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

    /** The subscription to a resource, when there is one. */
    public Optional<Wanted> subscription(ResourceUri uri) {
        return Optional.ofNullable(subscriptions.get(uri.key()));
    }

    public RequestMeta meta(JsonNode meta) {
        return new RequestMeta(
                revision, capabilities, client, Optional.of(level), RequestMeta.progressToken(meta), Traces.of(meta));
    }

    /** What the trail says of an exchange in this session that is no call. */
    public Opening opening(String callId, Exchange exchange, String method) {
        return new Opening(
                callId, Instant.now(), exchange.identity(), method, revision.toString(), exchange.source(), client);
    }

    void used() {
        lastUsed = System.nanoTime();
    }

    /** Nobody uses it: no request for so long, nothing running, no stream. */
    boolean idle(long nanos) {
        return System.nanoTime() - lastUsed > nanos && running.isEmpty() && !streaming();
    }

    long lastUsed() {
        return lastUsed;
    }

    boolean streaming() {
        return own.filter(LastingStream::carried).isPresent();
    }

    /** All its streams: those of calls, and the one that belongs to none. */
    public SessionStreams streams() {
        return streams;
    }

    /**
     * False when a call with this id lasts: then the id must mean it alone, for it can be spoken of. One that is about to be
     * answered shares its id: there are clients that give all their requests the same.
     */
    public boolean begin(Running call) {
        Running other = calls.putIfAbsent(call.requestId(), call);
        if (other != null && other.lasts()) {
            return false;
        }
        calls.put(call.requestId(), call);
        running.add(call);
        return true;
    }

    public boolean ended() {
        return ended;
    }

    public void end(Running call) {
        calls.remove(call.requestId(), call);
        running.remove(call);
        used();
    }

    public Optional<Running> call(JsonNode requestId) {
        return Optional.ofNullable(calls.get(requestId));
    }

    public void asked(String requestId, Question question) {
        questions.put(requestId, question);
    }

    /** The user is asked to open a page of an owner's. */
    public void askedPage(String pageOwner, String pageId, Running call) {
        pages.asked(pageOwner, pageId, call.requestId());
    }

    /** Tells that the user has finished there, where they were asked: on the call's stream as long as it runs. */
    public void pageFinished(String pageOwner, String pageId) {
        pages.finished(pageOwner, pageId).ifPresent(request -> {
            byte[] message = Messages.notification("notifications/elicitation/complete", out -> {
                out.writeStartObject();
                ContentFormat.string(out, "elicitationId", pageId);
                out.writeEndObject();
            });
            if (call(request).filter(call -> call.tell(message)).isEmpty()) {
                tell(message);
            }
        });
    }

    public Optional<Question> answered(String requestId) {
        return Optional.ofNullable(questions.remove(requestId));
    }

    /** A connection for what belongs to no request is about to come. */
    public void expectListener() {
        expected.incrementAndGet();
    }

    /** The connection has come, or was refused. */
    public void listenerCame() {
        expected.decrementAndGet();
    }

    /** The stream that belongs to no request, for somebody who wants to listen: what is told from now on is on it. */
    public synchronized LastingStream own(Identity.Known identity) {
        if (own.filter(stream -> stream.continues(identity)).isEmpty()) {
            own.ifPresent(LastingStream::end);
            own = Optional.of(streams.open(identity));
        }
        return own.get();
    }

    /** Sends what belongs to no request; dropped where there never was a stream for it. */
    public void tell(byte[] message) {
        own.ifPresent(stream -> stream.send(Event.of(message)));
    }

    /** Whether there is a stream for what belongs to no request, opened by somebody of whom this is so. */
    public boolean listens(Predicate<Identity.Known> who) {
        return own.filter(stream -> who.test(stream.identity())).isPresent();
    }

    /** Whether somebody has such a stream, or is about to have. */
    public boolean listening() {
        return expected.get() > 0 || own.isPresent();
    }

    /**
     * Ends the stream that belongs to no request when its credential is not what it was; its client opens another one, for what it may
     * see now. With HTTP+SSE the session would end with the stream: there it goes on, as long as the credential grants anything.
     */
    public synchronized void recheck(Credentials credentials) {
        streams.recheck(credentials);
        Optional<LastingStream> changed = own.filter(stream -> !credentials.hold(stream.identity()));
        if (changed.isEmpty()) {
            return;
        }
        Optional<Identity.Known> now = streams.resumable()
                ? Optional.empty()
                : credentials.current(changed.get().identity());
        if (now.isPresent()) {
            changed.get().identity(now.get());
        } else {
            changed.get().end();
            own = Optional.empty();
        }
    }

    /** Ends its streams, its questions and its running calls. */
    void close() {
        ended = true;
        streams.close();
        questions.clear();
        running.forEach(Running::cancel);
    }
}
