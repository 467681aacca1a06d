package io.patchbay.protocol.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.protocol.Answered;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.spi.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Requests that are invalid in one way each, and how each is refused. */
final class WalkBroken {

    /** Bodies that are not messages, with their error codes. The sender and the headers do not matter. */
    private static final List<String[]> BODIES = List.of(
            new String[] {"", "-32700"},
            new String[] {"{", "-32700"},
            new String[] {"{'jsonrpc':'2.0','id':1,'method':'ping'}x", "-32700"},
            new String[] {"{'jsonrpc':'2.0','id':1,'id':2,'method':'ping'}", "-32700"},
            new String[] {"[".repeat(5000), "-32700"},
            new String[] {"{'jsonrpc':'2.0','id':1e999999,'method':'ping'}", "-32700"},
            new String[] {"[]", "-32600"},
            new String[] {"[[]]", "-32600"},
            new String[] {"5", "-32600"},
            new String[] {"null", "-32600"},
            new String[] {"{}", "-32600"},
            new String[] {"{'jsonrpc':'1.0','id':1,'method':'ping'}", "-32600"},
            new String[] {"{'jsonrpc':'2.0','id':null,'method':'ping'}", "-32600"},
            new String[] {"{'jsonrpc':'2.0','id':1.5,'method':'ping'}", "-32600"},
            new String[] {"{'jsonrpc':'2.0','id':{},'method':'ping'}", "-32600"},
            new String[] {"{'jsonrpc':'2.0','id':1,'method':5}", "-32600"},
            new String[] {"{'jsonrpc':'2.0','id':1,'method':'ping','params':[1]}", "-32600"},
            new String[] {"{'jsonrpc':'2.0','id':1,'result':{},'error':{}}", "-32600"});

    private static final String PING = "{'jsonrpc':'2.0','id':1,'method':'ping'}";
    private static final String MODERN_ONLY = "server/discover";

    private final WalkWorld world;

    WalkBroken(WalkWorld world) {
        this.world = world;
    }

    /** Sends a body that is not a message. */
    void body() {
        String[] row = world.pick(BODIES);
        Optional<WalkSession> session = world.session();
        Identity.Known identity =
                session.map(one -> one.person).orElseGet(world::person).identity();
        TestExchange exchange =
                TestExchange.post(TestJson.q(row[0]), identity).header("Accept", "application/json, text/event-stream");
        Revision revision = session.map(one -> one.revision).orElse(Revision.LATEST_LEGACY);
        session.filter(one -> world.random.nextBoolean())
                .ifPresent(one -> exchange.header("Mcp-Session-Id", one.client.session()));
        assertThat(world.answer("none", world.server.send(revision, "", exchange))
                        .summary())
                .as(row[0])
                .isEqualTo("400 " + row[1]);
    }

    /** Sends valid requests with some changed bytes: they are answered, and nothing breaks. */
    void bytes() {
        Optional<WalkSession> session = world.session();
        String method = world.pick(List.of("ping", "tools/list", "resources/list", "prompts/list"));
        byte[] body = LegacyClient.request(method, "7", "{}").getBytes(StandardCharsets.UTF_8);
        for (int i = world.random.nextInt(3); i >= 0; i--) {
            body[world.random.nextInt(body.length)] = (byte) world.random.nextInt(256);
        }
        WalkPerson person = session.map(one -> one.person).orElseGet(world::person);
        TestExchange exchange = new TestExchange("POST", body, person.identity())
                .header("Accept", "application/json, text/event-stream");
        session.ifPresent(one -> exchange.header("Mcp-Session-Id", one.client.session()));
        Revision revision = session.map(one -> one.revision).orElse(Revision.LATEST_LEGACY);
        world.answer("none", world.server.send(revision, method, exchange));
    }

    /** Names an unknown session or the session of another caller. */
    void stranger() {
        WalkPerson person = world.person();
        Optional<WalkSession> foreign = world.session().filter(session -> !session.of(person));
        String id = foreign.map(session -> session.client.session()).orElseGet(world::noSession);
        Revision revision = foreign.map(session -> session.revision).orElse(Revision.LATEST_LEGACY);
        String body = TestJson.q(world.pick(List.of(
                PING,
                "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'c_echo','arguments':{'mark':'m1_nobody_'}}}",
                "{'jsonrpc':'2.0','id':1,'method':'logging/setLevel','params':{'level':'debug'}}",
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}",
                "{'jsonrpc':'2.0','id':'x','result':{}}",
                "[" + PING + "]")));
        String method = world.pick(List.of("POST", "POST", "GET", "DELETE"));
        TestExchange exchange = new TestExchange(
                        method,
                        method.equals("POST") ? body.getBytes(StandardCharsets.UTF_8) : new byte[0],
                        person.identity())
                .header("Accept", "application/json, text/event-stream")
                .header("Mcp-Session-Id", id);
        assertThat(world.answer("none", world.server.send(revision, "ping", exchange))
                        .summary())
                .isEqualTo("404 -32600");
    }

    /** Sends an invalid request in a valid session. */
    void inSession() {
        world.session().ifPresent(session -> {
            String[] row = world.pick(List.of(
                    new String[] {PING, "MCP-Protocol-Version", "2026-07-28", "400 -32600"},
                    new String[] {PING, "MCP-Protocol-Version", "banana", "400 -32600"},
                    new String[] {PING, "Accept", "text/html", "406 -32600"},
                    new String[] {PING.replace("ping", "no/such"), "X-Other", "", "200 -32601"},
                    new String[] {PING.replace("ping", MODERN_ONLY), "Mcp-Method", MODERN_ONLY, "200 -32601"},
                    new String[] {PING.replace("ping", "tasks/get"), "X-Other", "", "200 -32601"},
                    new String[] {PING.replace("ping", "subscriptions/listen"), "X-Other", "", "200 -32601"},
                    new String[] {PING.replace("ping", "initialize"), "X-Other", "", "400 -32600"},
                    new String[] {
                        PING.replace("'ping'", "'logging/setLevel','params':{'level':'loud'}"),
                        "X-Other",
                        "",
                        "200 -32602"
                    },
                    new String[] {PING, "Mcp-Session-Id", "", "400 -32600"}));
            TestExchange exchange = session.client.exchange(TestJson.q(row[0]));
            exchange.only(row[1], row[2].isEmpty() ? Optional.empty() : Optional.of(row[2]));
            if (row[1].equals("Mcp-Session-Id")) {
                exchange.only("MCP-Protocol-Version", Optional.empty());
            }
            assertThat(world.answer(session.key, world.server.send(session.revision, "ping", exchange))
                            .summary())
                    .as("%s with %s: %s", row[0], row[1], row[2])
                    .isEqualTo(row[3]);
        });
    }

    /** Sends an array where arrays are not allowed, or an invalid array. */
    void array() {
        world.session().ifPresent(session -> {
            boolean arrays = session.revision.batches();
            String[] row = world.pick(List.of(
                    new String[] {PING, arrays ? "200 ok" : "400 -32600"},
                    new String[] {PING + "," + PING, "400 -32600"},
                    new String[] {PING + ",5", "400 -32600"},
                    new String[] {PING + ",{'jsonrpc':'2.0','id':2,'result':{}}", "400 -32600"},
                    new String[] {PING + "," + PING.replace("1", "2").replace("ping", "initialize"), "400 -32600"}));
            TestExchange exchange = session.client.exchange(TestJson.q("[" + row[0] + "]"));
            assertThat(world.answer(session.key, world.server.send(session.revision, "", exchange))
                            .summary())
                    .as(row[0])
                    .isEqualTo(row[1]);
        });
    }

    /** Sends an invalid modern request. */
    void modern() {
        WalkPerson person = world.person();
        String mark = world.mark(person.key());
        ModernClient client = world.server.modern(person.identity()).id(world.id());
        String call = "{'name':'c_echo','arguments':{'mark':'" + mark + "'}}";
        String method = "tools/call";
        String expected;
        switch (world.random.nextInt(12)) {
            case 0 -> {
                client = client.noHeader("MCP-Protocol-Version");
                expected = "400 -32020";
            }
            case 1 -> {
                client = client.header("MCP-Protocol-Version", "2025-11-25");
                expected = "400 -32020";
            }
            case 2 -> {
                client = client.header("MCP-Protocol-Version", "2099-01-01").with(ModernClient.VERSION, "'2099-01-01'");
                expected = "400 -32022";
            }
            case 3 -> {
                client = client.header("MCP-Protocol-Version", "2025-06-18").with(ModernClient.VERSION, "'2025-06-18'");
                expected = "400 -32022";
            }
            case 4 -> {
                client = client.noHeader("Mcp-Method");
                expected = "400 -32020";
            }
            case 5 -> {
                client = client.header("Mcp-Method", "tools/list");
                expected = "400 -32020";
            }
            case 6 -> {
                client = client.noHeader("Mcp-Name");
                expected = "400 -32020";
            }
            case 7 -> {
                client = client.header("Mcp-Name", "c_talk");
                expected = "400 -32020";
            }
            case 8 -> {
                client = client.without(ModernClient.CAPABILITIES);
                expected = "400 -32602";
            }
            case 9 -> {
                client = client.with(ModernClient.LEVEL, "'loud'");
                expected = "200 -32602";
            }
            case 10 -> {
                method = world.pick(List.of(
                        "ping", "initialize", "logging/setLevel", "resources/subscribe", "tasks/list", "no/such"));
                expected = "404 -32601";
            }
            default -> {
                client = client.header("Accept", "text/html");
                expected = "406 -32600";
            }
        }
        TestExchange exchange = client.start(method, method.equals("tools/call") ? call : "{}");
        assertThat(world.answer(person.key(), exchange).summary()).as(method).isEqualTo(expected);
    }

    /** A modern request ignores a session: a named session is neither used nor ended. */
    void modernInSession() {
        WalkPerson person = world.person();
        String mark = world.mark(person.key());
        String session = world.session().map(one -> one.client.session()).orElseGet(world::noSession);
        Answered answered = world.answer(
                person.key(),
                world.server
                        .modern(person.identity())
                        .header("Mcp-Session-Id", session)
                        .start("tools/call", "{'name':'c_echo','arguments':{'mark':'" + mark + "'}}"));
        assertThat(answered.summary()).isEqualTo(world.sees(person, "c_echo") ? "200 ok" : "200 -32602");
        assertThat(answered.header("Mcp-Session-Id")).isEmpty();
    }

    /** Sends methods of HTTP that are not served. */
    void http() {
        TestExchange exchange = new TestExchange(
                world.pick(List.of("PUT", "PATCH", "HEAD", "post")),
                new byte[0],
                world.person().identity());
        assertThat(world.answer("none", world.server.send(Revision.LATEST_LEGACY, "", exchange))
                        .summary())
                .isEqualTo("405");
    }
}
