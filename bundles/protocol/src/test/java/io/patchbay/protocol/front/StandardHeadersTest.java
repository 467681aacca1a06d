package io.patchbay.protocol.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.PromptResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The headers in which a modern client repeats members of its body: {@code Mcp-Name}, and all of them sent twice. */
public final class StandardHeadersTest {

    private static final String URI = "test://caf\u00e9/menu";

    @Rule
    public final Server server = new Server();

    @Before
    public void publish() {
        server.publish(Stubs.echo("echo"), Stubs.prompt("hello", (arguments, context) -> PromptResult.of()));
    }

    private String named(String header) {
        return server.modern().header("Mcp-Name", header).tool("echo").summary();
    }

    private static String encoded(String text) {
        return sentinel(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sentinel(String base64) {
        return "=?base64?" + base64 + "?=";
    }

    @Test
    public void theNameIsTakenAsItStandsOrEncoded() {
        for (String good : List.of("echo", " echo", "echo\t ", encoded("echo"))) {
            assertThat(named(good)).as(good).isEqualTo("200 ok");
        }
    }

    @Test
    public void theNameMustBeTheBodysInEveryByte() {
        for (String other : List.of(
                "", "Echo", "ECHO", "echo2", "echo,echo", "\"echo\"", "%65cho", encoded("Echo"), encoded(" echo"))) {
            assertThat(named(other)).as(other).isEqualTo("400 -32020");
        }
    }

    @Test
    public void whatIsNoGoodBase64IsRefused() {
        List<String> bad = List.of(
                sentinel("ZWNobw"), // no padding
                sentinel("ZWNobw="),
                sentinel("ZWNobx=="), // stray bits
                sentinel("ZWNo\tbw=="),
                sentinel("ZW NobwA="),
                sentinel("ZWNobw==="),
                sentinel("_-8="), // the alphabet of URLs
                sentinel("/w=="), // not UTF-8
                sentinel("7aCA"), // half a surrogate pair
                sentinel("\u00e9"));
        for (String header : bad) {
            assertThat(named(header)).as(header).isEqualTo("400 -32020");
        }
    }

    @Test
    public void whatOnlyLooksEncodedMeansItself() {
        for (String literal :
                List.of("=?BASE64?ZWNobw==?=", "=?base64?ZWNobw==", "ZWNobw==?=", "=?base64?=", "?base64?ZWNobw==?")) {
            Answered answered =
                    server.modern().header("Mcp-Name", literal).call("tools/call", "{'name':'" + literal + "'}");

            assertThat(answered.summary()).as("taken for the name: %s", literal).isEqualTo("200 -32602");
        }
    }

    @Test
    public void foreignCharactersAreRefused() {
        for (String header :
                List.of("ech\u00f6", "echo\u007f", "echo\u0000", "ec\u0001ho", "echo\u0085", "\u00a0echo")) {
            assertThat(named(header)).as(header).isEqualTo("400 -32020");
        }
    }

    @Test
    public void whatIsBeyondAsciiComesEncoded() {
        ModernClient client = server.modern();

        assertThat(client.header("Mcp-Name", encoded(URI))
                        .call("resources/read", "{'uri':'" + URI + "'}")
                        .summary())
                .as("taken for the name: there is nothing under it")
                .isEqualTo("200 -32602");
        assertThat(client.header("Mcp-Name", URI)
                        .call("resources/read", "{'uri':'" + URI + "'}")
                        .summary())
                .isEqualTo("400 -32020");
    }

    @Test
    public void everyHeaderMayBeSentOnce() {
        for (String header : List.of("MCP-Protocol-Version", "Mcp-Method", "Mcp-Name")) {
            ModernClient client = server.modern();
            TestExchange exchange = client.exchange("tools/call", "{'name':'echo'}");
            exchange.header(header, exchange.headers(header).get(0));

            assertThat(Answered.of(server.send(Revision.V2026_07_28, "tools/call", exchange))
                            .summary())
                    .as(header)
                    .isEqualTo("400 -32020");
        }
    }

    @Test
    public void everyMethodWithANameNeedsTheHeader() {
        ModernClient client = server.modern().noHeader("Mcp-Name");

        assertThat(client.call("tools/call", "{'name':'echo'}").summary()).isEqualTo("400 -32020");
        assertThat(client.call("prompts/get", "{'name':'hello'}").summary()).isEqualTo("400 -32020");
        assertThat(client.call("resources/read", "{'uri':'a:b'}").summary()).isEqualTo("400 -32020");
        assertThat(client.header("Mcp-Name", "hello")
                        .call("prompts/get", "{'name':'hello'}")
                        .summary())
                .isEqualTo("200 ok");
    }

    @Test
    public void otherMethodsIgnoreIt() {
        assertThat(server.modern().header("Mcp-Name", "x").call("tools/list").summary())
                .isEqualTo("200 ok");
    }

    @Test
    public void legacyRequestsAreNotChecked() {
        LegacyClient client = server.legacy();
        TestExchange exchange = client.exchange(LegacyClient.request("tools/call", "1", "{'name':'echo'}"))
                .header("Mcp-Method", "ping")
                .header("Mcp-Name", "other")
                .only("MCP-Protocol-Version", Optional.empty());

        assertThat(Answered.of(server.send(Revision.V2025_11_25, "tools/call", exchange))
                        .summary())
                .isEqualTo("200 ok");
    }
}
