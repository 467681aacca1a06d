package io.patchbay.protocol.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls that last: they wait, ask, are cancelled only by their own client, and are resumed. */
final class WalkCalls {

    private static final int MAX_CALLS = 16;
    private static final String HERE = "{'roots':[{'uri':'file:///here','name':'here'}]}";

    private final WalkWorld world;
    private final List<Lasting> lasting = new ArrayList<>();

    WalkCalls(WalkWorld world) {
        this.world = world;
    }

    /** One lasting call. */
    private record Lasting(
            WalkPerson person,
            Optional<WalkSession> session,
            String mark,
            String id,
            TestExchange exchange,
            Optional<JsonNode> question) {

        String key() {
            return session.map(one -> one.key).orElse(person.key());
        }
    }

    /** Begins a call that waits. */
    void hold() {
        if (lasting.size() >= MAX_CALLS) {
            return;
        }
        Optional<WalkSession> session = world.oneIn(3) ? Optional.empty() : world.session();
        WalkPerson person = session.map(one -> one.person).orElseGet(world::person);
        String mark = world.mark(session.map(one -> one.key).orElse(person.key()));
        String id = world.id();
        TestExchange exchange = session.isPresent()
                ? session.get().post(person, id, "tools/call", call("c_hold", mark))
                : world.server.modern(person.identity()).id(id).start("tools/call", call("c_hold", mark));
        Waiting.until("it is held", () -> world.connector.gate(mark).entered.getCount() == 0);
        lasting.add(new Lasting(person, session, mark, id, exchange, Optional.empty()));
    }

    /** Begins a call that asks its client. */
    void ask() {
        Optional<WalkSession> found = world.session();
        if (lasting.size() >= MAX_CALLS
                || found.isEmpty()
                || !found.get().person.sees("c_ask")) {
            return;
        }
        WalkSession session = found.get();
        String mark = world.mark(session.key);
        String id = world.id();
        TestExchange exchange = session.post(session.person, id, "tools/call", call("c_ask", mark));
        if (!session.asked) {
            assertThat(world.answer(session.key, exchange).failed()).isTrue();
            return;
        }
        JsonNode question = TestJson.read(exchange.awaitEvents(1).events().get(0));
        assertThat(question.path("method").textValue()).isEqualTo("roots/list");
        lasting.add(new Lasting(session.person, Optional.of(session), mark, id, exchange, Optional.of(question)));
    }

    private static String call(String tool, String mark) {
        return "{'name':'" + tool + "','arguments':{'mark':'" + mark + "'}}";
    }

    /** Asks a modern client, which sends the answer. The answer of any other client is refused. */
    void askModern() {
        WalkPerson person = world.person();
        if (!person.sees("c_ask")) {
            return;
        }
        String mark = world.mark(person.key());
        JsonNode asked = world.answer(
                        person.key(), world.server.modern(person.identity()).start("tools/call", call("c_ask", mark)))
                .result();
        assertThat(asked.path("resultType").textValue()).isEqualTo("input_required");
        WalkPerson other = world.person();
        String again = "{'name':'c_ask','arguments':{'mark':'" + mark + "'},'requestState':'"
                + asked.path("requestState").textValue() + "','inputResponses':{'where':" + HERE + "}}";
        Answered answered =
                world.answer(person.key(), world.server.modern(other.identity()).start("tools/call", again));
        if (other.owner().equals(person.owner()) && other.sees("c_ask")) {
            assertThat(answered.text()).isEqualTo(WalkConnector.said(other, mark) + " here");
        } else {
            assertThat(answered.summary()).isEqualTo("200 -32602");
        }
    }

    /** Lets one call continue. */
    void finish() {
        if (lasting.isEmpty()) {
            return;
        }
        Lasting call = world.pick(lasting);
        lasting.remove(call);
        if (call.question().isPresent()) {
            call.session().orElseThrow().client.respond(call.question().get(), HERE);
            finished(call, call.exchange(), " here");
        } else if (call.session().isPresent() && world.oneIn(2)) {
            comeBack(call);
        } else {
            world.connector.gate(call.mark()).word.complete("go");
            finished(call, call.exchange(), "");
        }
    }

    private void finished(Lasting call, TestExchange exchange, String more) {
        Answered answered = world.answer(call.key(), exchange);
        assertThat(answered.text()).isEqualTo(WalkConnector.said(call.person(), call.mark()) + more);
        assertThat(answered.response().path("id")).isEqualTo(TestJson.json(call.id()));
    }

    /** Breaks the connection of a call. Its client, and no other, receives the rest. */
    private void comeBack(Lasting call) {
        String last = call.exchange().awaitId(1);
        call.exchange().disconnect();
        for (WalkSession other : world.sessions) {
            if (other != call.session().get() && world.oneIn(3)) {
                assertThat(world.answer(other.key, other.client.resume(last)).summary())
                        .isEqualTo("400 -32600");
            }
        }
        world.connector.gate(call.mark()).word.complete("go");
        finished(call, call.session().get().client.resume(last), "");
    }

    /**
     * Answers for a client that was not asked, or was asked something else, and cancels a call of another client:
     * nothing happens.
     */
    void disturb() {
        if (lasting.isEmpty() || world.sessions.isEmpty()) {
            return;
        }
        Lasting call = world.pick(lasting);
        WalkSession session = world.pick(world.sessions);
        WalkPerson person = world.person();
        boolean own = call.session().filter(one -> one == session).isPresent();
        if (own && session.of(person)) {
            return;
        }
        String body = call.question().isPresent()
                ? TestJson.q("{'jsonrpc':'2.0','id':")
                        + call.question().get().get("id")
                        + TestJson.q(",'result':" + HERE + "}")
                : LegacyClient.notification("notifications/cancelled", "{'requestId':" + call.id() + "}");
        Answered answered = world.answer(
                session.key,
                world.server.send(session.revision, "", session.as(person).exchange(body)));
        assertThat(answered.summary()).isEqualTo(session.of(person) ? "202" : "404 -32600");
        assertThat(call.exchange().complete()).as("%s goes on", call.mark()).isFalse();
    }

    /** Uses an id again: while the first call lasts, the id means that call. */
    void repeat() {
        Optional<Lasting> found =
                lasting.stream().filter(call -> call.session().isPresent()).findFirst();
        if (found.isEmpty()) {
            return;
        }
        WalkSession session = found.get().session().get();
        Answered answered = world.answer(
                session.key, session.post(session.person, found.get().id(), "ping", "{}"));
        assertThat(answered.summary()).isEqualTo("400 -32600");
        assertThat(answered.response().path("id"))
                .isEqualTo(TestJson.json(found.get().id()));
    }

    /** Cancels a call by its own client. */
    void cancel() {
        if (lasting.isEmpty()) {
            return;
        }
        Lasting call = world.pick(lasting);
        lasting.remove(call);
        if (call.session().isPresent()) {
            call.session().get().client.say("notifications/cancelled", "{'requestId':" + call.id() + "}");
        } else {
            call.exchange().disconnect();
        }
        cancelled(call);
    }

    private void cancelled(Lasting call) {
        if (call.question().isEmpty()) {
            Waiting.until(
                    "it is interrupted",
                    () -> world.connector.gate(call.mark()).interrupted.getCount() == 0);
        }
        if (call.session().isPresent()) {
            call.exchange().await();
        }
        assertThat(call.exchange().events())
                .as("no answer")
                .noneMatch(event -> TestJson.read(event).has("result"));
        world.search(call.key(), call.exchange());
    }

    /** Checks that the calls of an ended session have ended, and no others. */
    void ended(WalkSession session) {
        List<Lasting> own = lasting.stream()
                .filter(call -> call.session().filter(one -> one == session).isPresent())
                .toList();
        lasting.removeAll(own);
        own.forEach(this::cancelled);
        lasting.forEach(call -> assertThat(call.exchange().complete())
                .as("%s goes on", call.mark())
                .isFalse());
    }

    void finishAll() {
        while (!lasting.isEmpty()) {
            finish();
        }
    }
}
