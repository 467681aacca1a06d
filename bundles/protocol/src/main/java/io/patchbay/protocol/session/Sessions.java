package io.patchbay.protocol.session;

import io.patchbay.api.ClientInfo;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Transport;
import io.patchbay.protocol.rpc.ClientCapabilities;
import io.patchbay.spi.identity.Identity;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All legacy sessions of this server. Thread-safe. */
public final class Sessions {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Supplier<Limits> limits;
    private final ReplaySpace space;

    public Sessions(Supplier<Limits> limits) {
        this.limits = limits;
        this.space = new ReplaySpace(limits);
    }

    /**
     * Returns the owner of an identity's sessions, request states and cursors. The owner stays the same when a key is rotated, and
     * differs between tenants.
     */
    public static String owner(Identity.Known identity) {
        return identity.caller().tenant().id() + '\n' + identity.caller().id();
    }

    /** Opens a session. If the caller or the server has too many sessions, ends the least recently used session. */
    public Session open(
            Identity.Known identity,
            Revision revision,
            Transport transport,
            ClientCapabilities capabilities,
            Optional<ClientInfo> client) {
        String owner = owner(identity);
        makeRoom(owner);
        Session session = new Session(newId(), owner, revision, transport, capabilities, client, space);
        sessions.put(session.id(), session);
        return session;
    }

    /** Returns the session with this id; empty if no session has this id or the session belongs to another caller. */
    public Optional<Session> find(String id, Identity.Known identity) {
        Session session = sessions.get(id);
        if (session == null || !session.owner().equals(owner(identity))) {
            return Optional.empty();
        }
        session.touch();
        return Optional.of(session);
    }

    public void end(Session session) {
        if (sessions.remove(session.id(), session)) {
            session.close();
        }
    }

    /** Ends idle sessions and drops events that are too old. */
    public void sweep() {
        long idle = limits.get().sessionIdle().toNanos();
        for (Session session : sessions.values()) {
            session.streams().sweep();
            if (session.isIdle(idle)) {
                end(session);
            }
        }
    }

    public void each(Consumer<Session> action) {
        sessions.values().forEach(action);
    }

    public int size() {
        return sessions.size();
    }

    /** Returns the number of bytes kept for clients that reconnect. */
    public long kept() {
        return space.taken();
    }

    private void makeRoom(String owner) {
        // counting takes linear time, so the server counts only if one caller could have too many sessions
        if (sessions.size() >= limits.get().maxSessionsPerCaller()) {
            List<Session> own = sessions.values().stream()
                    .filter(session -> session.owner().equals(owner))
                    .toList();
            if (own.size() >= limits.get().maxSessionsPerCaller()) {
                endOldest(own);
            }
        }
        if (sessions.size() >= limits.get().maxSessions()) {
            endOldest(List.copyOf(sessions.values()));
        }
    }

    private void endOldest(List<Session> candidates) {
        candidates.stream()
                .min(Comparator.comparing(Session::isStreaming).thenComparing(Session::lastUsed))
                .ifPresent(this::end);
    }

    private String newId() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        StringBuilder id = new StringBuilder(32);
        for (byte b : bytes) {
            id.append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
        }
        return id.toString();
    }
}
