package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** Starting, stopping and starting again. */
@RunWith(Parameterized.class)
public class LifecycleTest {

    private static final Pattern KEY = Pattern.compile("\\b([A-Za-z0-9_-]{4,64}:[A-Za-z0-9_-]{40,})\\b");
    private static final List<Integer> CLEAN = List.of(0, 143);

    @Rule
    public final Timeout timeout = Timeout.seconds(120);

    @Parameter
    public Jdk jdk;

    private Installation installation;

    @Parameters(name = "{0}")
    public static Collection<Jdk> all() {
        return Jdk.all();
    }

    @Before
    public void install() throws IOException {
        installation = new Installation("lifecycle");
        installation.deploy("conformance");
    }

    @Test
    public void stopsCleanlyWhenToldTo() throws IOException, InterruptedException {
        String key = installation.key("tester", "*");
        try (Server server = installation.start(jdk);
                Subscription changes = McpClient.modern(server.endpoint(), key).changes()) {

            int exit = server.stop();

            changes.awaitEnd();
            assertThat(exit).as(server.console()).isIn(CLEAN);
            assertThat(server.console())
                    .doesNotContain("Exception")
                    .doesNotContain("ERROR")
                    .doesNotContain("WARN");
        }
    }

    @Test
    public void givesConnectorsTheirSettings() throws IOException, InterruptedException {
        String key = installation.key("tester", "*");
        installation.deploy("files");
        installation.setting(
                "io.patchbay.connectors.files~books", Map.of("mcp.namespace", "books", "roots", List.of("all=books")));

        try (Server server = installation.start(jdk)) {
            assertThat(McpClient.modern(server.endpoint(), key).tools()).contains("books_list", "books_read");
            assertThat(installation.data().resolve("books")).isDirectory();
        }
    }

    @Test
    public void keepsKeysAndWhatClientsCarryOverARestart() throws IOException, InterruptedException {
        String tool = "test_input_required_result_multi_round";
        installation.key("tester", "*");
        String created;
        JsonNode asked;
        try (Server server = installation.start(jdk)) {
            created = key(server.cli("key", "create", "--name", "second").out());
            asked = asked(server, created)
                    .once("tools/call", Map.of("name", tool, "arguments", Map.of()))
                    .result();
            assertThat(server.stop()).isIn(CLEAN);
        }

        try (Server again = installation.start(jdk)) {
            Answer answer = asked(again, created)
                    .once(
                            "tools/call",
                            Map.of(
                                    "name", tool,
                                    "arguments", Map.of(),
                                    "requestState", asked.get("requestState").asText(),
                                    "inputResponses",
                                            Map.of(
                                                    "step1",
                                                    Map.of("action", "accept", "content", Map.of("name", "Alice")))));

            assertThat(answer.result().get("inputRequests").has("step2")).isTrue();
            assertThat(again.cli("audit", "verify").exit()).isZero();
        }
    }

    @Test
    public void tellsClientsOfOldSessionsToBeginAnew() throws IOException, InterruptedException {
        String key = installation.key("tester", "*");
        LegacyClient client;
        try (Server server = installation.start(jdk)) {
            client = McpClient.legacy(server.endpoint(), key);
            client.initialize();
        }

        try (Server again = installation.start(jdk)) {
            Map<String, String> headers =
                    Map.of("Mcp-Session-Id", client.session(), "MCP-Protocol-Version", LegacyClient.VERSION);
            int status = new Http(again.endpoint(), key)
                    .post(Map.of("jsonrpc", "2.0", "id", 1, "method", "ping"), headers)
                    .statusCode();

            assertThat(status).isEqualTo(404);
        }
    }

    @Test
    public void sharesItsDataFolderWithNoOtherServer() throws IOException, InterruptedException {
        String key = installation.key("tester", "*");
        try (Server server = installation.start(jdk)) {
            Installation.Cli second = installation.cli(jdk, "run");

            assertThat(second.exit()).isNotZero();
            assertThat(second.out() + second.err()).contains("data folder").doesNotContain("Exception");
            assertThat(McpClient.modern(server.endpoint(), key)
                            .call("test_simple_text")
                            .failed())
                    .isFalse();
        }
    }

    @Test
    public void showsTheFirstKeyInAFileOfItsOwnerWhereThereIsNoTerminal() throws IOException, InterruptedException {
        Path shown = installation.data().resolve("first-key.txt");
        String first;
        try (Server server = installation.start(jdk)) {
            await().until(() -> server.console().contains("Stop with Ctrl-C"));
            first = key(Files.readString(shown));
            assertThat(server.console()).contains(shown.toString()).doesNotContain(first);
            assertThat(Files.getPosixFilePermissions(shown)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(server.cli("status").out()).contains(shown.toString());
            assertThat(McpClient.modern(server.endpoint(), first).tools()).contains("test_simple_text");
        }
        Files.delete(shown);

        try (Server again = installation.start(jdk)) {
            assertThat(McpClient.modern(again.endpoint(), first).tools()).contains("test_simple_text");
            assertThat(again.console()).doesNotContain(first);
            assertThat(files(installation.data(), installation.config()))
                    .isNotEmpty()
                    .noneMatch(file -> holds(file, first.substring(first.indexOf(':') + 1)));
        }
    }

    @Test
    public void findsOutThatItsTrailWasChanged() throws IOException, InterruptedException {
        String key = installation.key("tester", "*");
        try (Server server = installation.start(jdk)) {
            McpClient.modern(server.endpoint(), key).call("greet", Map.of("name", "Alice"));
        }
        Installation.Cli whole = installation.cli(jdk, "audit", "verify", "--json");
        Path segment = Trail.of(installation).segments().get(0);
        Files.writeString(segment, Files.readString(segment).replace("Alice", "Clara"));
        Installation.Cli changed = installation.cli(jdk, "audit", "verify");

        assertThat(whole.exit()).as(whole.err()).isZero();
        assertThat(whole.out()).contains("\"ok\":true");
        assertThat(changed.exit()).isEqualTo(1);
        assertThat(changed.out()).startsWith("BROKEN").contains("line");
        assertThat(installation.cli(jdk, "audit", "verify", "--head", "none").err())
                .contains("64 hexadecimal digits");
        try (Server again = installation.start(jdk)) {
            Installation.Cli verified = again.cli("audit", "verify");

            assertThat(verified.exit()).as(verified.out() + verified.err()).isNotZero();
            assertThat(verified.out() + verified.err()).contains("line");
        }
    }

    @Test
    public void listensOnThePortThatItWasStartedWith() throws Exception {
        String key = installation.key("tester", "*");
        int port = freePort();
        try (Server server = new Server(
                installation,
                jdk,
                installation.process(jdk, "run", "--port=" + port),
                installation.root().resolve("console.log"),
                true)) {
            assertThat(server.endpoint().getPort()).isEqualTo(port);

            installation.setting("io.patchbay.http", Map.of("port", 0, "heartbeatSeconds", 7));
            await().until(() ->
                    server.cli("config", "show", "io.patchbay.http").out().contains("7"));

            assertThat(McpClient.modern(server.endpoint(), key).tools()).contains("test_simple_text");
            assertThat(Files.readString(installation.data().resolve("http.port")))
                    .contains(":" + port);
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Installation.Cli start =
                    installation.cli(jdk, "start", "--wait", "5", "--port", Integer.toString(taken.getLocalPort()));
            installation.cli(jdk, "stop");

            assertThat(start.err())
                    .contains("start it with --port and a free port")
                    .doesNotContain("set \"port\"");
        }
        assertThat(installation.cli(jdk, "start", "--port", "70000").err()).contains("0 to 65535");
        assertThat(installation.cli(jdk, "run", "--port").exit()).isEqualTo(2);
    }

    /** As programs that watch a JVM from inside, which operators add to it. */
    @Test
    public void startsWithAJavaAgent() throws IOException, InterruptedException {
        Files.delete(installation.data().resolve("cds"));
        ProcessBuilder watched = installation.process(jdk, "run");
        watched.environment().put("PATCHBAY_JAVA_OPTS", "-javaagent:" + Agent.jar(installation.root()));

        for (String archive : List.of("without", "with")) {
            Path console = installation.root().resolve(archive + ".log");
            try (Server server = new Server(installation, jdk, watched, console, true)) {
                assertThat(server.stop()).isIn(CLEAN);
                assertThat(server.console()).contains(Agent.GREETING).doesNotContainIgnoringCase("error]");
            }
            installation.start(jdk).close();
        }
    }

    @Test
    public void startsInALocaleWithOtherDigits() throws IOException, InterruptedException {
        ProcessBuilder arabic = installation.process(jdk, "run");
        arabic.environment().put("PATCHBAY_JAVA_OPTS", "-Duser.language=ar -Duser.country=EG");
        Path console = installation.root().resolve("arabic.log");

        try (Server server = new Server(installation, jdk, arabic, console, true)) {
            assertThat(server.stop()).isIn(CLEAN);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** A client that can be asked, so that tools ask. */
    private static ModernClient asked(Server server, String key) {
        ModernClient client = McpClient.modern(server.endpoint(), key);
        client.answering("elicitation/create", asked -> asked);
        return client;
    }

    private static String key(String text) {
        Matcher key = KEY.matcher(text);
        assertThat(key.find()).as(text).isTrue();
        return key.group(1);
    }

    private static List<Path> files(Path... folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> found = Files.walk(folder)) {
                found.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        return files;
    }

    private static boolean holds(Path file, String secret) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret);
        } catch (IOException e) {
            return false;
        }
    }
}
