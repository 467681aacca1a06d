package io.patchbay.protocol.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Notifications of changes: each listener receives the changes that it subscribed to and sees, once, in order, and no
 * others.
 */
final class WalkEvents {

    private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";
    private static final String TOOLS = "notifications/tools/list_changed";
    private static final int MAX_LISTENERS = 8;

    private final WalkWorld world;
    private final WalkTasks tasks;
    private final List<Listener> listeners = new ArrayList<>();

    WalkEvents(WalkWorld world, WalkTasks tasks) {
        this.world = world;
        this.tasks = tasks;
    }

    /** One modern stream. */
    private record Listener(
            WalkPerson person,
            JsonNode id,
            TestExchange exchange,
            boolean tools,
            Set<String> uris,
            Set<String> tasks,
            List<String> told) {}

    /** Subscribes or unsubscribes a session. */
    void subscribe() {
        world.session().ifPresent(session -> {
            String uri = world.oneIn(6) ? "test://none" : world.pick(WalkConnector.URIS);
            boolean on = world.random.nextBoolean();
            boolean there = WalkConnector.URIS.contains(uri) && world.seesUri(session.person, uri);
            Answered answered = world.answer(
                    session.key,
                    session.post(
                            session.person,
                            world.id(),
                            on ? "resources/subscribe" : "resources/unsubscribe",
                            "{'uri':'" + uri + "'}"));
            assertThat(answered.summary()).isEqualTo(on && !there ? "200 -32002" : "200 ok");
            if (!on) {
                session.subscriptions.remove(uri);
            } else if (there) {
                session.subscriptions.add(uri);
            }
        });
    }

    /** Opens, breaks or resumes the stream of a session. */
    void stream() {
        world.session().ifPresent(session -> {
            if (session.stream.isEmpty()) {
                session.stream = Optional.of(connection(session, Optional.empty(), session.left));
                session.listened = true;
                check(session);
            } else if (world.oneIn(3)) {
                TestExchange older = session.stream.get().exchange();
                session.stream = Optional.of(connection(session, Optional.empty(), session.told.size()));
                older.await();
            } else {
                leave(session);
            }
        });
    }

    /** Runs on the thread of the test: when this returns, the connection carries the stream. */
    private WalkSession.Connection connection(WalkSession session, Optional<String> last, int from) {
        TestExchange exchange = session.client
                .bodiless("GET", Optional.of(session.client.session()))
                .only("Last-Event-ID", last);
        return new WalkSession.Connection(
                world.server.sendHere(session.revision, "", exchange).awaitStream(), from);
    }

    private void leave(WalkSession session) {
        TestExchange exchange = session.stream.orElseThrow().exchange();
        List<Event> sent = exchange.sent();
        exchange.disconnect();
        int seen = session.told.size();
        session.stream = Optional.empty();
        session.left = seen;
        if (sent.isEmpty() || world.oneIn(2)) {
            return;
        }
        if (world.oneIn(2)) {
            update();
        }
        String last = sent.get(sent.size() - 1).id().orElseThrow();
        world.sessions.stream()
                .filter(other -> other != session && world.oneIn(3))
                .forEach(other -> assertThat(world.answer(other.key, other.client.resume(last))
                                .summary())
                        .isEqualTo("400 -32600"));
        session.stream = Optional.of(connection(session, Optional.of(last), seen));
        check(session);
    }

    /** Opens a modern stream, or closes one. */
    void listen() {
        if (listeners.size() >= MAX_LISTENERS) {
            Listener left = world.pick(listeners);
            listeners.remove(left);
            left.exchange().disconnect();
            return;
        }
        WalkPerson person = world.person();
        boolean tools = world.random.nextBoolean();
        Set<String> uris = WalkConnector.URIS.stream()
                .filter(uri -> world.oneIn(2))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, String> ids = tasks.some();
        String id = world.id();
        String wanted = "{'notifications':{'toolsListChanged':" + tools + ",'resourceSubscriptions':[" + quoted(uris)
                + ",'test://none'],'taskIds':[" + quoted(ids.keySet()) + "]}}";
        TestExchange exchange = world.server
                .modern(person.identity())
                .takingTasks()
                .id(id)
                .start("subscriptions/listen", wanted.replace("[,", "["))
                .awaitStream()
                .awaitEvents(1);
        uris.removeIf(uri -> !world.seesUri(person, uri));
        ids.values().removeIf(owner -> !owner.equals(person.owner()));
        JsonNode honoured =
                TestJson.read(exchange.events().get(0)).path("params").path("notifications");
        assertThat(honoured.path("toolsListChanged").booleanValue()).isEqualTo(tools);
        assertThat(texts(honoured.path("resourceSubscriptions"))).isEqualTo(uris);
        assertThat(texts(honoured.path("taskIds"))).isEqualTo(ids.keySet());
        listeners.add(new Listener(person, TestJson.json(id), exchange, tools, uris, ids.keySet(), new ArrayList<>()));
    }

    private static String quoted(Set<String> texts) {
        return texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(","));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(one -> texts.add(one.textValue()));
        return texts;
    }

    /** Changes a resource. */
    void update() {
        String uri = world.pick(WalkConnector.URIS);
        world.update(uri);
        for (WalkSession session : world.sessions) {
            if (session.listened && session.subscriptions.contains(uri) && world.seesUri(session.person, uri)) {
                session.told.add(uri);
            }
        }
        for (Listener listener : listeners) {
            if (listener.uris().contains(uri) && world.seesUri(listener.person(), uri)) {
                listener.told().add(uri);
            }
        }
        check();
    }

    /** Adds or removes a tool. */
    void change() {
        String tool = world.pick(List.of("c_extra", "x_extra"));
        world.toggle(tool);
        for (WalkSession session : world.sessions) {
            if (session.listened && world.sees(session.person, tool)) {
                session.told.add(TOOLS);
            }
        }
        for (Listener listener : listeners) {
            if (listener.tools() && world.sees(listener.person(), tool)) {
                listener.told().add(TOOLS);
            }
        }
        check();
    }

    /** Checks that each listener received the expected changes and no others. */
    void check() {
        world.sessions.forEach(this::check);
        listeners.forEach(this::check);
    }

    private void check(WalkSession session) {
        if (session.stream.isPresent()) {
            WalkSession.Connection stream = session.stream.get();
            List<String> heard = stream.exchange().events().stream()
                    .map(TestJson::read)
                    .map(WalkEvents::said)
                    .toList();
            assertThat(heard)
                    .as("%s hears", session.key)
                    .isEqualTo(session.told.subList(stream.from(), session.told.size()));
        }
    }

    private void check(Listener listener) {
        List<String> heard = new ArrayList<>();
        List<byte[]> events = listener.exchange().events();
        for (byte[] bytes : events.subList(1, events.size())) {
            JsonNode event = TestJson.read(bytes);
            assertThat(event.path("params").path("_meta").path(SUBSCRIPTION))
                    .as("whose it is")
                    .isEqualTo(listener.id());
            world.search(listener.person().key(), event);
            if (event.path("method").asText().equals("notifications/tasks")) {
                assertThat(listener.tasks())
                        .contains(event.path("params").path("taskId").textValue());
            } else {
                heard.add(said(event));
            }
        }
        assertThat(heard).as("%s hears", listener.person()).isEqualTo(listener.told());
    }

    private static String said(JsonNode event) {
        return event.path("params").path("uri").asText(event.path("method").asText());
    }

    /** Checks that the stream of an ended session has ended, and no other. */
    void ended(WalkSession session) {
        session.stream.ifPresent(stream -> stream.exchange().await());
        world.sessions.stream()
                .flatMap(other -> other.stream.stream())
                .forEach(other -> assertThat(other.exchange().complete()).isFalse());
        listeners.forEach(listener -> assertThat(listener.exchange().complete()).isFalse());
    }

    void leaveAll() {
        check();
        listeners.forEach(listener -> listener.exchange().disconnect());
        listeners.clear();
    }
}
