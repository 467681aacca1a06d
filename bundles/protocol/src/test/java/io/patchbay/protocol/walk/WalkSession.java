package io.patchbay.protocol.walk;

import io.patchbay.api.Level;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.TestExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The expected state of one session. */
final class WalkSession {

    final String key;
    final WalkPerson person;
    final Revision revision;
    final LegacyClient client;
    /** Whether the client can be asked. */
    final boolean asked;

    final Set<String> subscriptions = new TreeSet<>();
    /** The expected messages on the standalone stream since it was first opened. */
    final List<String> told = new ArrayList<>();

    Level level = Level.INFO;
    Optional<Connection> stream = Optional.empty();
    /** The number of messages sent when the last connection was lost; the next connection gets the rest. */
    int left;
    /** Whether the stream was ever opened: from then on messages are kept. */
    boolean listened;

    WalkSession(String key, WalkPerson person, Revision revision, LegacyClient client, boolean asked) {
        this.key = key;
        this.person = person;
        this.revision = revision;
        this.client = client;
        this.asked = asked;
    }

    /** The connection that carries the stream, and the number of messages sent before it. */
    record Connection(TestExchange exchange, int from) {}

    /** Returns whether a caller may use the session. */
    boolean of(WalkPerson other) {
        return other.owner().equals(person.owner());
    }

    LegacyClient as(WalkPerson other) {
        return client.as(other.identity());
    }

    TestExchange post(WalkPerson other, String id, String method, String params) {
        return as(other).start(id, method, params);
    }
}
