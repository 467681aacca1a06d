package io.patchbay.protocol.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.TestPolicy;
import io.patchbay.protocol.Waiting;
import io.patchbay.protocol.catalog.CatalogListener;
import io.patchbay.protocol.catalog.CatalogListener.Kind;
import io.patchbay.spi.policy.Visibility;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a random walk knows about the server: its callers, sessions and published entries. Every request has a mark that
 * names its owner, and every answer is searched for marks of other owners.
 */
final class WalkWorld {

    private static final Pattern MARK = Pattern.compile("m\\d+_([a-z0-9]+)_");
    private static final int MAX_SESSIONS = 12;

    final Server server;
    final Random random;
    final WalkConnector connector = new WalkConnector();
    final List<WalkSession> sessions = new ArrayList<>();
    /** Tools that are added and removed. */
    final Set<String> extras = new LinkedHashSet<>();
    /** The names that policy hides from all callers now. */
    private final Set<String> hidden = new LinkedHashSet<>();

    private final List<String> ended = new ArrayList<>();
    private final AtomicInteger changed = new AtomicInteger();
    private final AtomicInteger updated = new AtomicInteger();
    private int count;

    WalkWorld(Server server, Random random) {
        this.server = server;
        this.random = random;
        server.publishAndTell(connector.connector());
        server.catalog().addListener(new CatalogListener() {
            @Override
            public void changed(Set<Kind> kinds) {
                changed.incrementAndGet();
            }

            @Override
            public void resourceUpdated(String uri) {
                updated.incrementAndGet();
            }
        });
    }

    <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    WalkPerson person() {
        return pick(List.of(WalkPerson.values()));
    }

    /** Returns a request id that is used once, as JSON. */
    String id() {
        count++;
        return random.nextBoolean() ? Integer.toString(count) : "'i" + count + "'";
    }

    /** Returns a mark that is used once, of a session or a caller. */
    String mark(String key) {
        return "m" + ++count + "_" + key + "_";
    }

    /** Makes policy hide a name, or show it again. */
    void hide() {
        String name = pick(List.of("c_echo", "c_talk", "c_note", "c_pages", "c_greet"));
        if (!hidden.remove(name)) {
            hidden.add(name);
        }
        Set<String> now = Set.copyOf(hidden);
        server.policy()
                .visible((grants, target) ->
                        now.contains(target.name()) ? Visibility.HIDDEN : TestPolicy.byNarrowing(grants, target));
    }

    /** Returns whether a caller sees this name now. */
    boolean sees(WalkPerson person, String name) {
        return person.sees(name) && !hidden.contains(name);
    }

    /** Returns whether a caller sees a resource now. */
    boolean seesUri(WalkPerson person, String uri) {
        return sees(person, WalkConnector.name(uri));
    }

    /** Returns all tools. */
    List<String> tools() {
        List<String> tools = new ArrayList<>(WalkConnector.TOOLS);
        tools.addAll(extras);
        return tools;
    }

    /** Returns a whole answer after searching it for content that must not be there. */
    Answered answer(String key, TestExchange exchange) {
        Answered answered = Answered.of(exchange);
        assertThat(answered.status()).as("%s", answered).isLessThan(500);
        answered.messages().forEach(message -> search(key, message));
        return answered;
    }

    /** Searches one message for content that must not be there. */
    void search(String key, JsonNode message) {
        String text = message.toString();
        Matcher marks = MARK.matcher(text);
        while (marks.find()) {
            assertThat(marks.group(1)).as("a mark of others in %s", text).isEqualTo(key);
        }
        assertThat(text).doesNotContain("-32603");
    }

    /** Searches all messages of a stream so far. */
    void search(String key, TestExchange stream) {
        for (byte[] event : stream.events()) {
            search(key, TestJson.read(event));
        }
    }

    void open() {
        if (sessions.size() >= MAX_SESSIONS) {
            return;
        }
        List<Revision> revisions =
                List.of(Revision.V2024_11_05, Revision.V2025_03_26, Revision.V2025_06_18, Revision.V2025_11_25);
        Revision revision = pick(revisions);
        WalkPerson person = person();
        boolean asked = !oneIn(4);
        LegacyClient client =
                new LegacyClient(server, person.identity(), revision).open(asked ? LegacyClient.EVERYTHING : "{}");
        assertThat(client.handshake().result().path("protocolVersion").textValue())
                .isEqualTo(revision.toString());
        assertThat(ended).doesNotContain(client.session());
        assertThat(sessions).extracting(session -> session.client.session()).doesNotContain(client.session());
        sessions.add(new WalkSession("s" + ++count, person, revision, client, asked));
    }

    /** Returns an open session, if there is one. */
    Optional<WalkSession> session() {
        return sessions.isEmpty() ? Optional.empty() : Optional.of(pick(sessions));
    }

    /** Checks that a session no longer answers. */
    void forget(WalkSession session) {
        sessions.remove(session);
        ended.add(session.client.session());
    }

    /** Returns an invalid session id: of an ended session, or one that never existed. */
    String noSession() {
        return ended.isEmpty() || random.nextBoolean() ? "0".repeat(32) : pick(ended);
    }

    /** Reports a change of a resource; returns when all listeners were notified. */
    void update(String uri) {
        int before = updated.get();
        connector.connector().opened.join().resourceUpdated(uri);
        Waiting.until("the update is told", () -> updated.get() > before);
    }

    /** Adds or removes a tool; returns when all listeners were notified. */
    void toggle(String tool) {
        int before = changed.get();
        if (!extras.remove(tool)) {
            extras.add(tool);
        }
        server.publish("extra", extras.stream().<Object>map(Stubs::echo).toList());
        Waiting.until("the change is told", () -> changed.get() > before);
    }
}
