package io.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.cli.ClientCase;
import io.patchbay.cli.FakeServer;
import io.patchbay.cli.json.PlainJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

/** The requests and failures of {@code call} and the other client commands. */
public class CallToolTest extends ClientCase {

    @Test
    public void convertsArgumentsToTheTypesOfTheSchema() {
        server.result("tools/call", text("found"));

        assertThat(run(
                        "call",
                        "rooms_find",
                        "--arg",
                        "people=4",
                        "--arg",
                        "label=5",
                        "--arg",
                        "quiet=true",
                        "--arg",
                        "tags=a",
                        "--arg",
                        "tags=b",
                        "--arg",
                        "near={\"x\":1.50}",
                        "--arg",
                        "when=null"))
                .as(err())
                .isZero();

        assertThat(PlainJson.write(server.heard("tools/call").get(0).params().get("arguments")))
                .isEqualTo(
                        "{\"people\":4,\"label\":\"5\",\"quiet\":true,\"tags\":[\"a\",\"b\"],\"near\":{\"x\":1.50},\"when\":null}");
        assertThat(out()).isEqualTo("found\n");
    }

    @Test
    public void sendsTheRequiredHeaders() {
        server.result("tools/call", text("found"));

        run("call", "rooms_find", "{\"people\":1,\"region\":\"Zürich\"}");

        FakeServer.Asked asked = server.heard("tools/call").get(0);
        assertThat(asked.header("MCP-Protocol-Version")).isEqualTo("2026-07-28");
        assertThat(asked.header("Mcp-Method")).isEqualTo("tools/call");
        assertThat(asked.header("Mcp-Name")).isEqualTo("rooms_find");
        assertThat(asked.header("Mcp-Param-Region")).isEqualTo("=?base64?WsO8cmljaA==?=");
    }

    @Test
    public void namesAnInvalidArgumentAndDoesNotCall() {
        assertThat(run("call", "rooms_find", "--arg", "people=many")).isEqualTo(2);
        assertThat(err()).contains("people").contains("integer").contains("many");

        assertThat(run("call", "rooms_find", "--arg", "peple=4")).isEqualTo(2);
        assertThat(err()).contains("Did you mean people?");

        assertThat(run("call", "rooms_find", "--arg", "people=1", "--arg", "people=2"))
                .isEqualTo(2);
        assertThat(run("call", "rooms_find", "[1]")).isEqualTo(2);
        assertThat(run("call", "rooms_find", "{")).isEqualTo(2);
        assertThat(server.heard("tools/call")).isEmpty();
    }

    @Test
    public void suggestsTheMostSimilarTool() {
        assertThat(run("call", "room_find")).isEqualTo(1);

        assertThat(err()).contains("No tool room_find").contains("Did you mean rooms_find?");
    }

    @Test
    public void reportsAToolErrorByItsExitCode() {
        server.result(
                "tools/call",
                "{\"content\":[{\"type\":\"text\",\"text\":\"No room\"}],\"isError\":true,"
                        + "\"_meta\":{\"io.patchbay/code\":\"invalid_arguments\"}}");

        assertThat(run("call", "rooms_find")).isEqualTo(5);

        assertThat(out()).isEqualTo("No room\n");
        assertThat(err()).contains("people (integer, required)");
    }

    @Test
    public void showsRequestsWithoutTheKey() throws IOException {
        server.result("tools/call", text("found"));
        Path file = temporary.getRoot().toPath().resolve("key");
        Files.writeString(file, "id:very-secret\n");

        assertThat(run("call", "rooms_find", "--raw", "--key-file", file.toString()))
                .isZero();

        assertThat(server.heard("tools/call").get(0).header("Authorization")).isEqualTo("Bearer id:very-secret");
        assertThat(err())
                .contains(
                        "> POST /mcp",
                        "> Authorization: Bearer ***",
                        "> Mcp-Method: tools/call",
                        "< HTTP 200",
                        "\"found\"")
                .doesNotContain("very-secret");
        assertThat(out()).isEqualTo("found\n");
    }

    @Test
    public void refusesInvalidKeysWithoutPrintingThem() throws IOException {
        Path file = temporary.getRoot().toPath().resolve("key");
        Files.writeString(file, "id:secret\nX-Other: header");

        assertThat(run("tools", "list", "--key-file", file.toString())).isEqualTo(2);

        assertThat(err()).contains("key").doesNotContain("secret");
        assertThat(run("tools", "list", "--key-file", "/nowhere/at/all")).isEqualTo(1);
        assertThat(run("tools", "list", "--key", "a", "--key-file", file.toString()))
                .isEqualTo(2);
    }

    @Test
    public void distinguishesFailuresByExitCode() throws IOException {
        server.on("tools/list", asked -> asked.http(401, ""));
        assertThat(run("tools", "list")).isEqualTo(6);
        assertThat(err()).contains("PATCHBAY_KEY");

        server.on("tools/list", asked -> asked.http(503, "{\"error\":{\"message\":\"no audit trail\"}}"));
        assertThat(run("tools", "list")).isEqualTo(4);
        assertThat(err()).contains("no audit trail");

        server.on("tools/list", asked -> asked.http(200, asked.error(-32603, "broken")));
        assertThat(run("tools", "list", "--json")).isEqualTo(1);
        assertThat(out()).isEqualTo("{\"error\":{\"code\":-32603,\"message\":\"broken\"}}\n");

        assertThat(run("tools", "list", "--revision", "2020-01-01")).isEqualTo(2);
        assertThat(run("tools", "list", "--url", "file:///etc/passwd")).isEqualTo(2);
        assertThat(run("tools", "list", "--url", "http://me:secret@127.0.0.1/mcp"))
                .isEqualTo(2);
        server.close();
        assertThat(run("tools", "list")).isEqualTo(3);
    }

    @Test
    public void doesNotFollowRedirects() {
        server.on("server/discover", asked -> {
            asked.exchange().getResponseHeaders().set("Location", "http://127.0.0.1:1/mcp");
            asked.http(307, "");
        });

        assertThat(run("tools", "list", "--key", "id:secret")).isEqualTo(3);

        assertThat(err()).contains("307");
    }

    @Test
    public void readsAllPagesAndStopsAtARepeatedPage() {
        server.on(
                "tools/list",
                asked -> asked.result(
                        asked.params().containsKey("cursor")
                                ? "{\"tools\":[{\"name\":\"b\"}]}"
                                : "{\"tools\":[{\"name\":\"a\"}],\"nextCursor\":\"\"}"));
        assertThat(run("tools", "list")).isZero();
        assertThat(out()).isEqualTo("a\nb\n");

        server.result("tools/list", "{\"tools\":[],\"nextCursor\":\"again\"}");
        assertThat(run("tools", "list")).isEqualTo(1);
        assertThat(err()).contains("does not end");
    }

    @Test
    public void savesBinaryContent() throws IOException {
        server.result(
                "tools/call",
                "{\"content\":[{\"type\":\"image\",\"mimeType\":\"image/png\",\"data\":\"AQID\"},"
                        + "{\"type\":\"text\",\"text\":\"and words\"}]}");
        Path folder = temporary.newFolder().toPath();

        assertThat(run("call", "rooms_find", "--output", folder.toString())).isZero();
        assertThat(run("call", "rooms_find", "--output", folder.resolve("one").toString()))
                .isEqualTo(1);
        assertThat(run("call", "rooms_find")).isZero();

        assertThat(folder.resolve("1.png")).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(folder.resolve("2.txt")).hasContent("and words");
        assertThat(out()).contains("[image/png, 3 bytes; save it with --output]");
    }
}
