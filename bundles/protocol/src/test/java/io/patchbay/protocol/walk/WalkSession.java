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

/** What one session should know, by the model. */
final class WalkSession {

    final String key;
    final WalkPerson person;
    final Revision revision;
    final LegacyClient client;
    /** Whether its client can be asked. */
    final boolean asked;

    final Set<String> subscriptions = new TreeSet<>();
    /** What should have been said on its own stream since that was opened first. */
    final List<String> told = new ArrayList<>();

    Level level = Level.INFO;
    Optional<Connection> stream = Optional.empty();
    /** How much was told when a connection left last: the next one is told the rest. */
    int left;
    /** Whether its stream was ever opened: from then on what is told is kept. */
    boolean listened;

    WalkSession(String key, WalkPerson person, Revision revision, LegacyClient client, boolean asked) {
        this.key = key;
        this.person = person;
        this.revision = revision;
        this.client = client;
        this.asked = asked;
    }

    /** What carries the stream now, and how much was told before. */
    record Connection(TestExchange exchange, int from) {}

    /** Whether somebody may speak in it. */
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
