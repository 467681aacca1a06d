package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** {@code patchbay call}, {@code tools}, {@code resources}, {@code prompts} and {@code stdio}, in either era, at a real server. */
@RunWith(Parameterized.class)
public class ClientCommandsTest {

    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    @Rule
    public final Timeout timeout = Timeout.seconds(180);

    @Parameter
    public String revision;

    private final Jdk jdk = Jdk.all().get(0);
    private final List<Process> bridges = new ArrayList<>();
    private Installation installation;
    private Server server;
    private Path keyFile;

    @Parameters(name = "{0}")
    public static Collection<String> all() {
        return List.of("2025-11-25", "2026-07-28");
    }

    @Before
    public void start() throws IOException, InterruptedException {
        installation = new Installation("client");
        keyFile = Files.writeString(installation.root().resolve("key"), installation.key("cli") + "\n");
        installation.deploy("conformance");
        installation.deploy("clock");
        server = installation.start(jdk);
    }

    @After
    public void stop() {
        bridges.forEach(Process::destroyForcibly);
        server.close();
    }

    @Test
    public void doesWhatAClientDoes() throws IOException, InterruptedException {
        assertThat(patchbay("tools", "list").out()).contains("clock_current_time", "test_simple_text");
        assertThat(patchbay("call", "greet", "--arg", "name=Alice").out()).isEqualTo("Hello, Alice!\n");
        assertThat(patchbay("call", "test_custom_header", "--arg", "region=Zürich")
                        .out())
                .contains("Zürich");
        assertThat(patchbay("resources", "read", "test://template/42/data").out())
                .contains("42");
        assertThat(patchbay("prompts", "get", "test_prompt_with_arguments", "-a", "arg1=x", "-a", "arg2=y")
                        .out())
                .contains("arg1='x', arg2='y'");
        Path picture = installation.root().resolve("picture.png");
        assertThat(patchbay("call", "test_image_content", "--output", picture.toString())
                        .exit())
                .isZero();
        assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(patchbay("call", "test_tool_with_progress").err()).contains("50 of 100");
        assertThat(patchbay("call", "test_reconnection").exit()).isZero();
    }

    @Test
    public void tellsByExitCodesWhatWentWrong() throws IOException, InterruptedException {
        assertThat(patchbay("call", "test_error_handling").exit()).isEqualTo(5);
        assertThat(patchbay("call", "greet", "{\"name\":5}").err()).contains("name (string, required)");
        assertThat(patchbay("call", "gret").err()).contains("Did you mean greet?");
        assertThat(patchbay("call", "test_elicitation", "--arg", "message=x").exit())
                .isIn(1, 5);
        Files.writeString(keyFile, "cli:wrong");
        assertThat(patchbay("tools", "list").exit()).isEqualTo(6);
    }

    @Test
    public void cancelsTheCallAtTheServerOnCtrlC() throws IOException, InterruptedException {
        Process call = installation
                .process(
                        jdk,
                        "call",
                        "test_slow_call",
                        "--arg",
                        "seconds=50",
                        "--key-file",
                        keyFile.toString(),
                        "--revision",
                        revision,
                        "--raw")
                .redirectError(installation.root().resolve("raw").toFile())
                .start();
        await().until(() -> Files.readString(installation.root().resolve("raw")).contains("\"method\":\"tools/call\""));

        new ProcessBuilder("kill", "-INT", String.valueOf(call.pid())).start().waitFor();

        assertThat(call.waitFor()).isEqualTo(130);
        await().until(() -> server.cli("audit", "tail")
                .out()
                .lines()
                .anyMatch(line -> line.contains("test_slow_call")
                        && line.toLowerCase(java.util.Locale.ROOT).contains("cancel")));
    }

    @Test
    public void bridgesStdioOverARestartOfTheServer() throws IOException, InterruptedException {
        URI endpoint = server.endpoint();
        Process bridge = bridge(endpoint);
        Writer in = bridge.outputWriter(StandardCharsets.UTF_8);
        BufferedReader out = bridge.inputReader(StandardCharsets.UTF_8);
        begin(in, out);
        assertThat(ask(in, out, 1, "greet", "\"name\":\"Alice\"").get("result").toString())
                .contains("Hello, Alice!");

        server.close();
        installation.setting("io.patchbay.http", Map.of("port", endpoint.getPort()));
        server = installation.start(jdk);

        assertThat(ask(in, out, 2, "greet", "\"name\":\"Bob\"").get("result").toString())
                .contains("Hello, Bob!");
        say(in, "nonsense");
        assertThat(BothEras.tree(out.readLine()).get("error").get("code").asInt())
                .isEqualTo(-32700);
        in.close();
        assertThat(bridge.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bridge.exitValue()).isZero();
        assertThat(out.readLine()).isNull();
    }

    private boolean isModern() {
        return revision.equals("2026-07-28");
    }

    private void begin(Writer in, BufferedReader out) throws IOException {
        if (isModern()) {
            return;
        }
        say(
                in,
                "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                        + "\"clientInfo\":{\"name\":\"pipe\",\"version\":\"1\"}}}");
        assertThat(BothEras.tree(out.readLine()).at("/result/protocolVersion").asText())
                .isEqualTo(revision);
        say(in, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    /** Calls a tool, and passes over what comes before the answer. */
    private JsonNode ask(Writer in, BufferedReader out, int id, String tool, String arguments) throws IOException {
        say(
                in,
                "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                        + "\",\"arguments\":{" + arguments + "}" + (isModern() ? "," + META : "") + "}}");
        JsonNode message = BothEras.tree(out.readLine());
        while (message.path("id").asInt(-1) != id) {
            message = BothEras.tree(out.readLine());
        }
        return message;
    }

    private static void say(Writer in, String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    private Process bridge(URI endpoint) throws IOException {
        Process bridge = installation
                .process(jdk, "stdio", "--url", endpoint.toString(), "--key-file", keyFile.toString())
                .redirectError(installation.root().resolve("bridge.log").toFile())
                .start();
        bridges.add(bridge);
        return bridge;
    }

    private Installation.Cli patchbay(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--key-file", keyFile.toString(), "--revision", revision));
        return server.cli(all.toArray(String[]::new));
    }
}
