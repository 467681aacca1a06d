package io.patchbay.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.spi.identity.Identity;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of a revision with a handshake, 2025-11-25 by default. Tests write JSON with single quotes. */
public final class LegacyClient {

    public static final String EVERYTHING =
            "{'elicitation':{'form':{},'url':{}},'sampling':{'tools':{}},'roots':{'listChanged':true}}";

    private final Server server;
    private final Identity.Known identity;
    private final Revision revision;
    private final AtomicInteger ids = new AtomicInteger();
    private Transport transport = Transport.STREAMABLE_HTTP;
    private Answered handshake;

    public LegacyClient(Server server, Identity.Known identity) {
        this(server, identity, Revision.V2025_11_25);
    }

    public LegacyClient(Server server, Identity.Known identity, Revision revision) {
        this.server = server;
        this.identity = identity;
        this.revision = revision;
    }

    /** Opens a session. */
    public LegacyClient open() {
        return open(EVERYTHING);
    }

    /** Opens a session by this transport. */
    public LegacyClient open(Transport other) {
        transport = other;
        return open();
    }

    public LegacyClient open(String capabilities) {
        handshake = initialize("{'protocolVersion':'" + revision + "','capabilities':" + capabilities
                + ",'clientInfo':{'name':'test','version':'1'}}");
        say("notifications/initialized", "{}");
        return this;
    }

    /** Returns a client of another identity that uses the session of this client. */
    public LegacyClient as(Identity.Known other) {
        LegacyClient copy = new LegacyClient(server, other, revision);
        copy.handshake = handshake;
        return copy;
    }

    public Answered initialize(String params) {
        return Answered.of(server.send(revision, "initialize", unopened(request("initialize", "0", params))));
    }

    /** Returns the result of the handshake. */
    public Answered handshake() {
        return handshake;
    }

    public String session() {
        return handshake.header("Mcp-Session-Id").orElseThrow();
    }

    /** Returns an exchange with the headers of this client but without a session. */
    public TestExchange unopened(String body) {
        return TestExchange.post(body, identity)
                .over(transport)
                .header("Accept", "application/json, text/event-stream");
    }

    /** Returns an exchange in the session. */
    public TestExchange exchange(String body) {
        return versioned(unopened(body).header("Mcp-Session-Id", session()));
    }

    public static String request(String method, String id, String params) {
        ObjectNode message = TestJson.object("{'jsonrpc':'2.0'}");
        message.set("id", TestJson.json(id));
        message.put("method", method);
        message.set("params", TestJson.json(params));
        return message.toString();
    }

    public static String notification(String method, String params) {
        ObjectNode message = TestJson.object("{'jsonrpc':'2.0'}");
        message.put("method", method);
        message.set("params", TestJson.json(params));
        return message.toString();
    }

    /** Sends a request without waiting for the answer. */
    public TestExchange start(String id, String method, String params) {
        return server.send(revision, method, exchange(request(method, id, params)));
    }

    public TestExchange start(String method, String params) {
        return start(Integer.toString(ids.incrementAndGet()), method, params);
    }

    public Answered call(String method, String params) {
        return Answered.of(start(method, params));
    }

    public Answered call(String method) {
        return call(method, "{}");
    }

    public Answered tool(String name) {
        return call("tools/call", "{'name':'" + name + "'}");
    }

    public Answered tool(String name, String arguments) {
        return call("tools/call", "{'name':'" + name + "','arguments':" + arguments + "}");
    }

    /** Sends a notification. */
    public Answered say(String method, String params) {
        return post(notification(method, params));
    }

    /** Sends any body in the session. */
    public Answered post(String body) {
        return Answered.of(server.send(revision, "", exchange(body)));
    }

    /** Answers a request of the server. */
    public Answered respond(JsonNode request, String result) {
        ObjectNode message = TestJson.object("{'jsonrpc':'2.0'}");
        message.set("id", request.get("id"));
        message.set("result", TestJson.json(result));
        return post(message.toString());
    }

    /** Answers a request of the server with an error. */
    public Answered refuse(JsonNode request, int code, String text) {
        ObjectNode message = TestJson.object("{'jsonrpc':'2.0'}");
        message.set("id", request.get("id"));
        message.putObject("error").put("code", code).put("message", text);
        return post(message.toString());
    }

    /** Tries to open the stream of the session on a server that has too many streams. */
    public TestExchange listenInVain() {
        return server.send(revision, "", bodiless("GET", Optional.of(session())).refusingStreams());
    }

    /** Opens the stream of the session. */
    public TestExchange listen() {
        return server.send(revision, "", bodiless("GET", Optional.of(session())));
    }

    /** Resumes a stream after the last event that the client has seen. */
    public TestExchange resume(String lastEvent) {
        return server.send(
                revision, "tools/call", bodiless("GET", Optional.of(session())).header("Last-Event-ID", lastEvent));
    }

    /** Ends the session. */
    public Answered end() {
        return Answered.of(server.send(revision, "", bodiless("DELETE", Optional.of(session()))));
    }

    /** Returns a GET or DELETE exchange. */
    public TestExchange bodiless(String method, Optional<String> session) {
        TestExchange exchange = versioned(
                new TestExchange(method, new byte[0], identity).over(transport).header("Accept", "text/event-stream"));
        session.ifPresent(id -> exchange.header("Mcp-Session-Id", id));
        return exchange;
    }

    /** Clients send the version header since 2025-06-18. */
    private TestExchange versioned(TestExchange exchange) {
        return revision.compareTo(Revision.V2025_06_18) < 0
                ? exchange
                : exchange.header("MCP-Protocol-Version", revision.toString());
    }
}
