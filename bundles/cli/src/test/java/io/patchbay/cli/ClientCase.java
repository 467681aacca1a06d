package io.patchbay.cli;

import io.patchbay.cli.command.Patchbay;
import io.patchbay.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Runs the client commands against a server with answers set by the test. */
public abstract class ClientCase {

    public static final String DISCOVERED = "{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],"
            + "\"capabilities\":{\"tools\":{},\"resources\":{},\"prompts\":{}}}";
    public static final String TOOLS =
            "{\"tools\":[{\"name\":\"rooms_find\",\"description\":\"Finds \\u001b[31ma room\","
                    + "\"inputSchema\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"people\"],\"properties\":{"
                    + "\"people\":{\"type\":\"integer\"},\"label\":{\"type\":\"string\"},\"quiet\":{\"type\":\"boolean\"},"
                    + "\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},\"near\":{\"type\":\"object\"},"
                    + "\"when\":{\"type\":[\"string\",\"null\"]},\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"}}}}]}";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    public final ByteArrayOutputStream out = new ByteArrayOutputStream();
    public final ByteArrayOutputStream err = new ByteArrayOutputStream();
    public final Set<Terminal.Trait> traits = EnumSet.noneOf(Terminal.Trait.class);
    public FakeServer server;
    public String typed = "";

    @Before
    public void start() throws IOException {
        server = new FakeServer().result("server/discover", DISCOVERED).result("tools/list", TOOLS);
    }

    @After
    public void stop() {
        server.close();
    }

    /** Makes the server ask a question in the first round, and accept any answer. */
    public void asks(String request) {
        server.on(
                "tools/call",
                asked -> asked.result(
                        asked.params().containsKey("inputResponses")
                                ? text("done")
                                : "{\"resultType\":\"input_required\",\"inputRequests\":{\"q\":" + request
                                        + "},\"requestState\":\"s\"}"));
    }

    public static String text(String text) {
        return "{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}";
    }

    public int run(String... words) {
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("PATCHBAY_URL", server.url(), "PATCHBAY_KEY", "id:from-the-environment"),
                traits);
        return Patchbay.commandLine(terminal).execute(new ArrayList<>(List.of(words)).toArray(String[]::new));
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
