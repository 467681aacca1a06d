package io.patchbay.protocol.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.Level;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.rpc.RequestMeta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One random walk through the protocol from one seed: its actions and their frequencies. */
final class Walk {

    private static final List<String> LISTS =
            List.of("tools/list", "prompts/list", "resources/list", "resources/templates/list");

    private final WalkWorld world;
    private final WalkRequests requests;
    private final WalkCalls calls;
    private final WalkTasks tasks;
    private final WalkEvents events;
    private final WalkBroken broken;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private int weights;

    Walk(Server server, long seed) {
        world = new WalkWorld(server, new Random(seed));
        requests = new WalkRequests(world);
        calls = new WalkCalls(world);
        tasks = new WalkTasks(world);
        events = new WalkEvents(world, tasks);
        broken = new WalkBroken(world);
        step("open", 4, world::open);
        step("end", 2, this::end);
        step("one request", 30, this::one);
        step("many at once", 3, this::many);
        step("an array", 4, this::batch);
        step("a whole list", 2, this::whole);
        step("level", 3, this::level);
        step("hold", 4, calls::hold);
        step("ask", 3, calls::ask);
        step("ask modern", 3, calls::askModern);
        step("finish", 5, calls::finish);
        step("disturb", 5, calls::disturb);
        step("repeat", 2, calls::repeat);
        step("cancel", 2, calls::cancel);
        step("create task", 2, tasks::create);
        step("touch task", 6, tasks::touch);
        step("task goes on", 2, tasks::go);
        step("subscribe", 4, events::subscribe);
        step("stream", 3, events::stream);
        step("listen", 2, events::listen);
        step("update", 1, events::update);
        step("change", 1, events::change);
        step("hide", 1, world::hide);
        step("broken body", 6, broken::body);
        step("broken bytes", 6, broken::bytes);
        step("stranger", 6, broken::stranger);
        step("broken in session", 6, broken::inSession);
        step("broken array", 3, broken::array);
        step("broken modern", 6, broken::modern);
        step("modern in session", 2, broken::modernInSession);
        step("broken method", 1, broken::http);
    }

    /** An action and its frequency. */
    private record Step(int weight, Runnable action) {}

    private void step(String name, int weight, Runnable action) {
        steps.put(name, new Step(weight, action));
        weights += weight;
    }

    /** Takes a number of steps, then ends everything that is open. */
    void steps(int count) {
        for (int i = 0; i < count; i++) {
            String name = draw();
            try {
                steps.get(name).action().run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("step " + i + ", \"" + name + "\": " + e.getMessage(), e);
            }
        }
        events.leaveAll();
        calls.finishAll();
        tasks.cancelAll();
        List.copyOf(world.sessions).forEach(this::end);
    }

    private String draw() {
        int at = world.random.nextInt(weights);
        for (Map.Entry<String, Step> one : steps.entrySet()) {
            at -= one.getValue().weight();
            if (at < 0) {
                return one.getKey();
            }
        }
        throw new AssertionError(at);
    }

    private void end() {
        world.session().ifPresent(this::end);
    }

    private void end(WalkSession session) {
        assertThat(world.answer(
                                session.key,
                                world.server.send(
                                        session.revision,
                                        "",
                                        session.client.bodiless("DELETE", Optional.of(session.client.session()))))
                        .status())
                .isEqualTo(204);
        world.forget(session);
        calls.ended(session);
        events.ended(session);
        assertThat(world.server.sessions()).isEqualTo(world.sessions.size());
    }

    /** A pending request and the check of its answer. */
    private record Sent(String key, TestExchange exchange, WalkRequests.Request request) {}

    private void one() {
        answered(send());
    }

    private void many() {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sent.add(send());
        }
        sent.forEach(this::answered);
    }

    private Sent send() {
        Optional<WalkSession> session = world.oneIn(3) ? Optional.empty() : world.session();
        return session.map(this::legacy).orElseGet(this::modern);
    }

    /** Sends a request in a session by its own caller, with any of the caller's keys. */
    private Sent legacy(WalkSession session) {
        WalkPerson person = world.pick(
                List.of(WalkPerson.values()).stream().filter(session::of).toList());
        String mark = world.mark(session.key);
        WalkRequests.Request request = requests.next(asker(session, person, mark));
        return new Sent(
                session.key, session.post(person, world.id(), request.method(), params(request, mark)), request);
    }

    /** Asks for progress. */
    private static String params(WalkRequests.Request request, String mark) {
        ObjectNode params = TestJson.object(request.params());
        params.putObject("_meta").put("progressToken", mark);
        return params.toString();
    }

    private static WalkRequests.Asker asker(WalkSession session, WalkPerson person, String mark) {
        return new WalkRequests.Asker(person, mark, session.revision, Optional.of(session.level));
    }

    private Sent modern() {
        WalkPerson person = world.person();
        String mark = world.mark(person.key());
        Optional<Level> level = world.oneIn(2) ? Optional.empty() : Optional.of(world.pick(List.of(Level.values())));
        WalkRequests.Request request = requests.next(new WalkRequests.Asker(person, mark, Revision.LATEST, level));
        ModernClient client = world.server
                .modern(person.identity())
                .id(Integer.toString(world.random.nextInt(3)))
                .with("progressToken", "'" + mark + "'");
        ModernClient asking =
                level.isPresent() ? client.with(ModernClient.LEVEL, "'" + RequestMeta.name(level.get()) + "'") : client;
        return new Sent(person.key(), asking.start(request.method(), request.params()), request);
    }

    private void answered(Sent sent) {
        Answered answered = world.answer(sent.key(), sent.exchange());
        assertThat(answered.response().path("id"))
                .isEqualTo(TestJson.read(sent.exchange().body()).path("id"));
        sent.request().check().accept(answered);
    }

    /** Sends several requests in one array, one of which may be invalid. */
    private void batch() {
        Optional<WalkSession> found = world.sessions.stream()
                .filter(session -> session.revision.batches())
                .findAny();
        if (found.isEmpty()) {
            return;
        }
        WalkSession session = found.get();
        Map<String, WalkRequests.Request> asked = new LinkedHashMap<>();
        Map<String, String> marks = new LinkedHashMap<>();
        List<String> parts =
                new ArrayList<>(List.of(TestJson.q("{'jsonrpc':'2.0','id':'bad','method':'ping','params':[1]}")));
        for (int i = 0; i <= world.random.nextInt(6); i++) {
            String mark = world.mark(session.key);
            WalkRequests.Request request = requests.next(asker(session, session.person, mark));
            String id = TestJson.json(world.id()).toString();
            asked.put(id, request);
            marks.put(id, mark);
            parts.add(LegacyClient.request(request.method(), id, params(request, mark)));
        }
        TestExchange exchange = session.client.exchange("[" + String.join(",", parts) + "]");
        Answered whole = world.answer(session.key, world.server.send(session.revision, "", exchange));
        List<JsonNode> messages = new ArrayList<>();
        whole.messages().forEach(message -> (message.isArray() ? message : List.of(message)).forEach(messages::add));
        asked.forEach((id, request) -> request.check().accept(part(messages, id, marks.get(id))));
        assertThat(part(messages, "\"bad\"", "none").summary()).isEqualTo("200 -32600");
        assertThat(messages.stream().filter(message -> message.has("id"))).hasSize(parts.size());
    }

    /** Returns the answer to one request of an array: the earlier messages with its mark, and its response. */
    private static Answered part(List<JsonNode> messages, String id, String mark) {
        List<JsonNode> own = new ArrayList<>();
        messages.stream()
                .filter(message -> !message.has("id") && message.toString().contains(mark))
                .forEach(own::add);
        List<JsonNode> responses = messages.stream()
                .filter(message -> message.path("id").toString().equals(id))
                .toList();
        assertThat(responses).as("answers to %s in %s", id, messages).hasSize(1);
        own.addAll(responses);
        return new Answered(200, false, List.of(), own);
    }

    private void whole() {
        String method = world.pick(LISTS);
        WalkPerson person = world.person();
        requests.whole(
                person,
                method,
                params -> world.answer(
                        person.key(), world.server.modern(person.identity()).start(method, params)));
        world.session()
                .ifPresent(session -> requests.whole(
                        session.person,
                        method,
                        params -> world.answer(session.key, session.post(session.person, world.id(), method, params))));
    }

    private void level() {
        world.session().ifPresent(session -> {
            Level level = world.pick(List.of(Level.values()));
            Answered answered = world.answer(
                    session.key,
                    session.post(
                            session.person,
                            world.id(),
                            "logging/setLevel",
                            "{'level':'" + RequestMeta.name(level) + "'}"));
            assertThat(answered.result()).isEqualTo(TestJson.json("{}"));
            session.level = level;
        });
    }
}
