package io.patchbay.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Schema;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** Arguments that modern clients repeat in headers, as the tool's schema declares. */
@RunWith(Parameterized.class)
public final class HeaderParametersTest {

    private static final String REGION = "Mcp-Param-Region";
    private static final String COUNT = "Mcp-Param-Count";
    private static final String DEEP = "Mcp-Param-Deep";
    private static final String ZONE = "Mcp-Param-Zone";
    private static final Map<String, String> NONE = Map.of();

    private static final String OK = "200 ok";
    private static final String MISMATCH = "400 -32020";

    @Rule
    public final Server server = new Server();

    private final AtomicInteger runs = new AtomicInteger();

    @Parameter(0)
    public String name;

    @Parameter(1)
    public String arguments;

    @Parameter(2)
    public Map<String, String> headers;

    @Parameter(3)
    public String expected;

    @Parameters(name = "{0}")
    public static List<Object[]> rows() {
        return List.of(
                row("a value and its header agree", "{'region':'eu'}", Map.of(REGION, "eu"), OK),
                row("blanks around the header do not matter", "{'region':'eu'}", Map.of(REGION, "  eu\t"), OK),
                row("the header may be encoded", "{'region':'eu'}", Map.of(REGION, "=?base64?ZXU=?="), OK),
                row("it must be beyond ASCII", "{'region':'\u00fc'}", Map.of(REGION, "=?base64?w7w=?="), OK),
                row("else it is refused", "{'region':'\u00fc'}", Map.of(REGION, "\u00fc"), MISMATCH),
                row("edge blanks come encoded", "{'region':' eu '}", Map.of(REGION, "=?base64?IGV1IA==?="), OK),
                row("edge blanks that are not encoded are lost", "{'region':' eu '}", Map.of(REGION, " eu "), MISMATCH),
                row("a value without its header", "{'region':'eu'}", NONE, MISMATCH),
                row("a value and another header", "{'region':'eu'}", Map.of(REGION, "us"), MISMATCH),
                row("strings are compared byte by byte", "{'region':'eu'}", Map.of(REGION, "EU"), MISMATCH),
                row("bad Base64", "{'region':'eu'}", Map.of(REGION, "=?base64?ZXU?="), MISMATCH),
                row("nothing and no header", "{}", NONE, OK),
                row("null and no header", "{'region':null}", NONE, OK),
                row("nothing and a header", "{}", Map.of(REGION, "eu"), MISMATCH),
                row("nothing and an empty header", "{}", Map.of(REGION, ""), MISMATCH),
                row("null and a header", "{'region':null}", Map.of(REGION, "null"), MISMATCH),
                row("an empty string and an empty header", "{'region':''}", Map.of(REGION, ""), OK),
                row("an empty string is not nothing", "{'region':''}", NONE, MISMATCH),
                row("a whole number", "{'count':42}", Map.of(COUNT, "42"), OK),
                row("written another way in the header", "{'count':42}", Map.of(COUNT, "42.0"), OK),
                row("or in the body", "{'count':42.0}", Map.of(COUNT, "42"), OK),
                row("or with an exponent", "{'count':4200}", Map.of(COUNT, "4.2e3"), OK),
                row(
                        "beyond what a double tells apart",
                        "{'count':9007199254740993}",
                        Map.of(COUNT, "9007199254740992"),
                        MISMATCH),
                row("another number", "{'count':42}", Map.of(COUNT, "43"), MISMATCH),
                row("no number", "{'count':42}", Map.of(COUNT, "many"), MISMATCH),
                row("a number JSON does not write so", "{'count':42}", Map.of(COUNT, "+42"), MISMATCH),
                row("nor so", "{'count':42}", Map.of(COUNT, "0x2A"), MISMATCH),
                row("a number that would fill the memory", "{'count':42}", Map.of(COUNT, "1e999999999"), MISMATCH),
                row("true", "{'deep':true}", Map.of(DEEP, "true"), OK),
                row("false is not nothing", "{'deep':false}", NONE, MISMATCH),
                row("booleans are written small", "{'deep':true}", Map.of(DEEP, "True"), MISMATCH),
                row("a nested value", "{'filter':{'zone':'z1'}}", Map.of(ZONE, "z1"), OK),
                row("a nested value without its header", "{'filter':{'zone':'z1'}}", NONE, MISMATCH),
                row("the same name in another place is another value", "{'zone':'z1'}", NONE, OK),
                row("an object where a value is promised", "{'region':{'a':1}}", Map.of(REGION, "{'a':1}"), MISMATCH),
                row("headers that no schema names are ignored", "{}", Map.of("Mcp-Param-Other", "x"), OK),
                row(
                        "all at once",
                        "{'region':'eu','count':1,'deep':false,'filter':{'zone':'z'}}",
                        Map.of(REGION, "eu", COUNT, "1", DEEP, "false", ZONE, "z"),
                        OK),
                row(
                        "all at once, one wrong",
                        "{'region':'eu','count':1,'deep':false,'filter':{'zone':'z'}}",
                        Map.of(REGION, "eu", COUNT, "1", DEEP, "true", ZONE, "z"),
                        MISMATCH));
    }

    private static Object[] row(String name, String arguments, Map<String, String> headers, String expected) {
        return new Object[] {name, arguments, headers, expected};
    }

    @Before
    public void publish() {
        Schema schema = Schema.of(TestJson.q("{'type':'object','properties':{"
                + "'region':{'type':'string','x-mcp-header':'Region'},"
                + "'count':{'type':'integer','x-mcp-header':'Count'},"
                + "'deep':{'type':'boolean','x-mcp-header':'Deep'},"
                + "'zone':{'type':'string'},"
                + "'filter':{'type':'object','properties':{'zone':{'type':'string','x-mcp-header':'Zone'}}}}}"));
        server.publish(Stubs.tool(ToolDefinition.readOnly("placed", "Has headers.", schema), (given, context) -> {
            runs.incrementAndGet();
            return ToolResult.text("ran");
        }));
    }

    @Test
    public void modern() {
        ModernClient client = server.modern();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            client = client.header(header.getKey(), header.getValue());
        }

        Answered answered = client.tool("placed", arguments);

        assertThat(answered.summary()).isEqualTo(expected);
        if (expected.equals(MISMATCH)) {
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    public void legacyRequestsAreNotChecked() {
        LegacyClient client = server.legacy();
        TestExchange exchange = client.exchange(
                LegacyClient.request("tools/call", "1", "{'name':'placed','arguments':" + arguments + "}"));
        headers.forEach(exchange::header);

        assertThat(Answered.of(server.send(Revision.V2025_11_25, "tools/call", exchange))
                        .summary())
                .isEqualTo(OK);
    }
}
