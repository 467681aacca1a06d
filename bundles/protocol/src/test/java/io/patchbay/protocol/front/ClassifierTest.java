package io.patchbay.protocol.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import java.util.List;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** The era of one POST: every row of the classifier's table, for the revisions that are served. */
@RunWith(Parameterized.class)
public final class ClassifierTest {

    private static final String CLAIM = "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
            + "'io.modelcontextprotocol/clientCapabilities':{}}";
    private static final String INITIALIZE = "{'jsonrpc':'2.0','id':7,'method':'initialize','params':"
            + "{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':{'name':'t','version':'1'}}}";
    private static final String CLAIMED_INITIALIZE = "{'jsonrpc':'2.0','id':7,'method':'initialize','params':"
            + "{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':{'name':'t','version':'1'}," + CLAIM
            + "}}";
    private static final String PING = "{'jsonrpc':'2.0','id':7,'method':'ping'}";
    private static final String LIST = "{'jsonrpc':'2.0','id':7,'method':'tools/list','params':{}}";
    private static final String CLAIMED_LIST =
            "{'jsonrpc':'2.0','id':7,'method':'tools/list','params':{" + CLAIM + "}}";
    private static final String NOTE = "{'jsonrpc':'2.0','method':'notifications/initialized'}";
    private static final String CLAIMED_NOTE =
            "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{" + CLAIM + "}}";
    private static final String RESPONSE = "{'jsonrpc':'2.0','id':7,'result':{}}";
    private static final String ERROR = "{'jsonrpc':'2.0','id':7,'error':{'code':-1,'message':'no'}}";

    private static final Optional<String> NONE = Optional.empty();
    private static final Optional<String> MODERN = Optional.of("2026-07-28");
    private static final Optional<String> LEGACY = Optional.of("2025-11-25");
    private static final Optional<String> OLDER = Optional.of("2025-06-18");
    private static final Optional<String> NEWER = Optional.of("2031-01-01");
    private static final Optional<String> GARBAGE = Optional.of("banana");

    /** The session that the request names. */
    private enum Sid {
        ABSENT,
        LIVE,
        UNKNOWN,
        ENDED,
        FOREIGN
    }

    @Rule
    public final Server server = new Server();

    @Parameter(0)
    public String name;

    @Parameter(1)
    public String body;

    @Parameter(2)
    public Optional<String> version;

    @Parameter(3)
    public Sid sid;

    @Parameter(4)
    public String expected;

    @Parameters(name = "{0}")
    public static List<Object[]> rows() {
        return List.of(
                row(
                        "1: an array with a claimed element is refused",
                        "[" + CLAIMED_LIST + "]",
                        MODERN,
                        Sid.ABSENT,
                        "400 -32600"),
                row(
                        "1: so it is among others, in a session",
                        "[" + PING + "," + CLAIMED_LIST + "]",
                        LEGACY,
                        Sid.LIVE,
                        "400 -32600"),
                row(
                        "3: an array without version and session is refused",
                        "[" + PING + "]",
                        NONE,
                        Sid.ABSENT,
                        "400 -32600"),
                row(
                        "3: an array in a session of 2025-11-25 is refused",
                        "[" + PING + "]",
                        LEGACY,
                        Sid.LIVE,
                        "400 -32600"),
                row(
                        "3: an array that says 2025-03-26 is refused in a later session",
                        "[" + PING + "]",
                        Optional.of("2025-03-26"),
                        Sid.LIVE,
                        "400 -32600"),
                row("3: an empty array is refused", "[]", NONE, Sid.LIVE, "400 -32600"),
                row("4: a response in a live session is accepted", RESPONSE, LEGACY, Sid.LIVE, "202"),
                row("4: so is an error, without a version", ERROR, NONE, Sid.LIVE, "202"),
                row("5: a modern response is refused", RESPONSE, MODERN, Sid.ABSENT, "400 -32600"),
                row("5: so it is beside a live session", RESPONSE, MODERN, Sid.LIVE, "400 -32600"),
                row("5: a response without a session is refused", RESPONSE, LEGACY, Sid.ABSENT, "400 -32600"),
                row("5: a response to an unknown session is not found", RESPONSE, LEGACY, Sid.UNKNOWN, "404 -32600"),
                row("6: a claimed request is modern", CLAIMED_LIST, MODERN, Sid.ABSENT, "200 ok"),
                row("6: whatever session it names", CLAIMED_LIST, MODERN, Sid.LIVE, "200 ok"),
                row("6: an unknown session too", CLAIMED_LIST, MODERN, Sid.UNKNOWN, "200 ok"),
                row("6: with a legacy header it falls at the ladder", CLAIMED_LIST, LEGACY, Sid.LIVE, "400 -32020"),
                row("6: without a header too", CLAIMED_LIST, NONE, Sid.LIVE, "400 -32020"),
                row(
                        "6: a claimed initialize is modern, where it is no method",
                        CLAIMED_INITIALIZE,
                        MODERN,
                        Sid.ABSENT,
                        "404 -32601"),
                row("6: in a session as well", CLAIMED_INITIALIZE, MODERN, Sid.LIVE, "404 -32601"),
                row(
                        "6: a claim that is no string is a claim all the same",
                        "{'jsonrpc':'2.0','id':7,'method':'ping','params':{'_meta':{'io.modelcontextprotocol/protocolVersion':5}}}",
                        LEGACY,
                        Sid.LIVE,
                        "400 -32602"),
                row(
                        "6: even null",
                        "{'jsonrpc':'2.0','id':7,'method':'ping','params':{'_meta':{'io.modelcontextprotocol/protocolVersion':null}}}",
                        MODERN,
                        Sid.LIVE,
                        "400 -32602"),
                row("7: a claimed notification is accepted", CLAIMED_NOTE, MODERN, Sid.ABSENT, "202"),
                row("8: a notification with the modern header is accepted", NOTE, MODERN, Sid.ABSENT, "202"),
                row(
                        "9: a request with the modern header and no metadata falls at the ladder",
                        LIST,
                        MODERN,
                        Sid.ABSENT,
                        "400 -32602"),
                row("9: so does one with a newer header", LIST, NEWER, Sid.ABSENT, "400 -32602"),
                row(
                        "9: a discover without metadata too",
                        "{'jsonrpc':'2.0','id':7,'method':'server/discover'}",
                        MODERN,
                        Sid.ABSENT,
                        "400 -32602"),
                row("10: initialize opens a session", INITIALIZE, NONE, Sid.ABSENT, "200 ok"),
                row("10: whatever legacy version its header names", INITIALIZE, OLDER, Sid.ABSENT, "200 ok"),
                row("11: initialize with the modern header is refused", INITIALIZE, MODERN, Sid.ABSENT, "400 -32602"),
                row("11: beside a live session too", INITIALIZE, MODERN, Sid.LIVE, "400 -32602"),
                row("12: a second handshake is refused", INITIALIZE, LEGACY, Sid.LIVE, "400 -32600"),
                row("12: in an unknown session it is not found", INITIALIZE, NONE, Sid.UNKNOWN, "404 -32600"),
                row("13: a request without a version is its session's", PING, NONE, Sid.LIVE, "200 ok"),
                row("13: a notification too", NOTE, NONE, Sid.LIVE, "202"),
                row("14: a request of a session", PING, LEGACY, Sid.LIVE, "200 ok"),
                row("14: that names another legacy version is served as negotiated", PING, OLDER, Sid.LIVE, "200 ok"),
                row("14: the method header marks nothing", LIST, LEGACY, Sid.LIVE, "200 ok"),
                row("15: a version that is none is refused", PING, GARBAGE, Sid.LIVE, "400 -32600"),
                row("15: without a session too", PING, GARBAGE, Sid.ABSENT, "400 -32600"),
                row("15: an empty version is none", PING, Optional.of(""), Sid.LIVE, "400 -32600"),
                row(
                        "15: initialize with a version that is none is refused",
                        INITIALIZE,
                        GARBAGE,
                        Sid.ABSENT,
                        "400 -32600"),
                row("15: initialize with a newer version is refused", INITIALIZE, NEWER, Sid.ABSENT, "400 -32600"),
                row("15: the modern version in a live session is refused", PING, MODERN, Sid.LIVE, "400 -32600"),
                row("15: a notification with the modern header and a newer one", NOTE, NEWER, Sid.LIVE, "400 -32600"),
                row("16: a request of an unknown session is not found", PING, LEGACY, Sid.UNKNOWN, "404 -32600"),
                row("16: without a version too", PING, NONE, Sid.UNKNOWN, "404 -32600"),
                row("16: of an ended session too", PING, LEGACY, Sid.ENDED, "404 -32600"),
                row("16: of somebody else's session too", PING, LEGACY, Sid.FOREIGN, "404 -32600"),
                row("16: a notification of an ended session too", NOTE, LEGACY, Sid.ENDED, "404 -32600"),
                row("17: a request without a session is refused", PING, NONE, Sid.ABSENT, "400 -32600"),
                row("17: with a legacy version too", LIST, LEGACY, Sid.ABSENT, "400 -32600"),
                row("17: a notification too", NOTE, LEGACY, Sid.ABSENT, "400 -32600"));
    }

    private static Object[] row(String name, String body, Optional<String> version, Sid sid, String expected) {
        return new Object[] {name, body, version, sid, expected};
    }

    @Before
    public void publish() {
        server.publish(Stubs.echo("echo"));
    }

    @Test
    public void is() {
        Optional<String> session = session();
        int before = server.sessions();

        Answered answered = Answered.of(send(session));

        assertThat(answered.summary()).isEqualTo(expected);
        if (!answered.empty() && body.startsWith("{'jsonrpc':'2.0','id':7,'method'")) {
            assertThat(answered.response().path("id").intValue())
                    .as("the id is echoed")
                    .isEqualTo(7);
        } else if (!answered.empty()) {
            assertThat(answered.response().has("id"))
                    .as("no id: there was no request of the client's")
                    .isFalse();
        }
        boolean opens = body.equals(INITIALIZE) && expected.equals("200 ok");
        assertThat(answered.header("Mcp-Session-Id").isPresent()).isEqualTo(opens);
        assertThat(server.sessions()).isEqualTo(before + (opens ? 1 : 0));
    }

    private TestExchange send(Optional<String> session) {
        TestExchange exchange = TestExchange.post(TestJson.q(body), Callers.known("alice"))
                .header("Accept", "application/json, text/event-stream");
        boolean claims = body.contains("protocolVersion':'2026") || version.equals(MODERN);
        exchange.header("Mcp-Method", body.contains("initialize'") ? "initialize" : "tools/list");
        version.ifPresent(text -> exchange.header("MCP-Protocol-Version", text));
        session.ifPresent(id -> exchange.header("Mcp-Session-Id", id));
        String method =
                body.contains("initialize'") ? "initialize" : body.contains("tools/list") ? "tools/list" : "ping";
        boolean modern = claims || expected.contains("-3202");
        return server.send(modern ? Revision.V2026_07_28 : Revision.V2025_11_25, method, exchange);
    }

    private Optional<String> session() {
        return switch (sid) {
            case ABSENT -> Optional.empty();
            case LIVE -> Optional.of(server.legacy().session());
            case UNKNOWN -> Optional.of("0123456789abcdef0123456789abcdef");
            case FOREIGN -> Optional.of(server.legacy(Callers.known("bob")).session());
            case ENDED -> {
                LegacyClient client = server.legacy();
                client.end();
                yield Optional.of(client.session());
            }
        };
    }
}
