package io.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The command, against a server with answers set by the test. */
public class PatchbayTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path data;

    @Before
    public void folder() throws IOException {
        data = temporary.newFolder("data folder").toPath();
        environment.put("PATCHBAY_DATA", data.toString());
    }

    @Test
    public void printsTheAnswerOfTheServer() throws IOException {
        serve("{\"keys\":[],\"text\":\"There is no key.\"}", "{\"end\":true}");

        assertThat(run("key", "list")).isZero();

        assertThat(heard).containsExactly("{\"command\":\"key list\",\"arguments\":{}}");
        assertThat(out()).isEqualTo("There is no key.\n");
    }

    @Test
    public void escapesControlCharactersOnATerminal() throws IOException {
        serve("{\"text\":\"a \\u001b[2J name\\nnext\"}", "{\"end\":true}");
        assertThat(run(Set.of(Terminal.Trait.SCREEN), "key", "list")).isZero();
        assertThat(out()).isEqualTo("a \\u001b[2J name\nnext\n");

        Files.delete(data.resolve("admin.sock"));
        serve("{\"error\":\"no \\u001b[2J key\"}");
        assertThat(run("key", "list")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no \\u001b[2J key");
    }

    @Test
    public void sendsTheAbsolutePathToCheckAndFailsIfAFileIsInvalid() throws IOException {
        Path file = temporary.newFile("io.a.cfg.json").toPath();
        serve("{\"file\":\"io.a.cfg.json\",\"ok\":false,\"text\":\"io.a.cfg.json: empty\"}", "{\"end\":true}");

        assertThat(run("config", "check", file.toString())).isEqualTo(1);

        assertThat(heard).containsExactly("{\"command\":\"config check\",\"arguments\":{\"path\":\"" + file + "\"}}");
        assertThat(out()).isEqualTo("io.a.cfg.json: empty\n");
    }

    @Test
    public void sendsTheConnectorAndFailsIfItDoesNotStart() throws IOException {
        serve("{\"file\":\"a b.jar\",\"ok\":false,\"text\":\"a b.jar\"}", "{\"end\":true}");

        assertThat(run("connectors", "start", "a b.jar")).isEqualTo(1);

        assertThat(heard)
                .containsExactly("{\"command\":\"connectors start\",\"arguments\":{\"connector\":\"a b.jar\"}}");
    }

    @Test
    public void printsJsonOnRequest() throws IOException {
        serve("{\"keys\":[],\"text\":\"There is no key.\"}", "{\"end\":true}");

        assertThat(run("key", "list", "--json")).isZero();

        assertThat(out()).isEqualTo("{\"keys\":[],\"text\":\"There is no key.\"}\n");
    }

    @Test
    public void sendsOnlyTheGivenOptions() throws IOException {
        serve("{\"end\":true}");

        run("key", "create", "--name", "a \"b\" ä\n", "--scopes", "tools:x,prompts:*", "--expires", "90d");

        assertThat(heard)
                .containsExactly(
                        "{\"command\":\"key create\",\"arguments\":{\"name\":\"a \\\"b\\\" ä\\u000a\",\"expires\":\"90d\","
                                + "\"scopes\":[\"tools:x\",\"prompts:*\"]}}");
    }

    @Test
    public void failsWithTheServersReason() throws IOException {
        serve("{\"error\":\"There is no key x.\"}");

        assertThat(run("key", "revoke", "x")).isEqualTo(1);

        assertThat(err()).contains("There is no key x.");
        assertThat(out()).isEmpty();
    }

    @Test
    public void failsIfTheServerClosesTheConnection() throws IOException {
        serve("{\"text\":\"half\"}");

        assertThat(run("key", "list")).isEqualTo(1);

        assertThat(err()).contains("closed the connection");
    }

    @Test
    public void reportsThatNoServerRunsWithTheDataFolder() throws IOException {
        assertThat(run("status")).isEqualTo(3);
        assertThat(err()).contains("not running").contains(data.toString()).contains("patchbay start");

        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(data.resolve("admin.sock")))
                .close();
        assertThat(run("key", "list")).isEqualTo(3);
    }

    @Test
    public void usesTheSocketPathFromTheFile() throws IOException {
        Path elsewhere = temporary.newFolder("short").toPath().resolve("admin.sock");
        Files.writeString(data.resolve("admin.path"), elsewhere + "\n");
        serveAt(elsewhere, "{\"text\":\"here\"}", "{\"end\":true}");

        assertThat(run("key", "list")).isZero();

        assertThat(out()).isEqualTo("here\n");
    }

    @Test
    public void reportsByItsExitCodeThatTheServerIsNotReady() throws IOException {
        serve(
                "{\"ready\":false,\"version\":\"1\",\"pid\":5,\"problems\":[\"the disk is full\"],\"connectors\":[]}",
                "{\"end\":true}");

        assertThat(run("status")).isEqualTo(4);

        assertThat(out())
                .contains("not ready")
                .contains("! the disk is full")
                .contains("pid")
                .doesNotContain("\u001b");
    }

    @Test
    public void showsTheLastLinesOfTheLogWithoutAServer() throws IOException {
        Path log = Files.createDirectories(data.resolve("logs")).resolve("patchbay.log");
        Files.writeString(log, "one\n" + "x".repeat(100_000) + "\nthree\nfour\n");

        assertThat(run("logs", "-n", "2")).isZero();

        assertThat(out()).isEqualTo("three\nfour\n");
    }

    @Test
    public void reportsAMissingLog() {
        assertThat(run("logs")).isEqualTo(1);
        assertThat(err()).contains("patchbay.log");
    }

    @Test
    public void showsHelpForEveryCommand() {
        for (String[] words : new String[][] {
            {},
            {"run"},
            {"start"},
            {"stop"},
            {"status"},
            {"logs"},
            {"key"},
            {"key", "create"},
            {"key", "list"},
            {"key", "revoke"},
            {"connectors"},
            {"connectors", "list"},
            {"connectors", "show"},
            {"connectors", "rollback"},
            {"connectors", "stop"},
            {"connectors", "start"},
            {"connectors", "remove"},
            {"audit"},
            {"audit", "verify"},
            {"audit", "tail"},
            {"call"},
            {"stdio"},
            {"new"},
            {"new", "connector"},
            {"dev"},
            {"demo"},
            {"tools"},
            {"tools", "list"},
            {"tools", "show"},
            {"resources"},
            {"resources", "list"},
            {"resources", "show"},
            {"resources", "read"},
            {"prompts"},
            {"prompts", "list"},
            {"prompts", "show"},
            {"prompts", "get"},
            {"completion"}
        }) {
            String[] asking = java.util.Arrays.copyOf(words, words.length + 1);
            asking[words.length] = "--help";
            out.reset();

            assertThat(run(asking)).as(String.join(" ", asking)).isZero();
            assertThat(out()).startsWith("Usage: patchbay").contains("Show this help");
        }
    }

    @Test
    public void refusesUnknownCommandsAndOptions() {
        assertThat(run("nonsense")).isEqualTo(2);
        assertThat(run("key")).isEqualTo(2);
        assertThat(run("key", "create", "--nonsense")).isEqualTo(2);
        assertThat(run("key", "revoke")).isEqualTo(2);
        assertThat(err()).contains("Usage: patchbay key revoke");
    }

    @Test
    public void escapesControlCharactersInRefusedArguments() {
        assertThat(run("\u001b[2J\u202e")).isEqualTo(2);
        assertThat(run("logs", "--lines", "\u001b[2J\u202e")).isEqualTo(2);

        assertThat(err()).contains("\\u001b[2J").doesNotContain("\u001b[2J", "\u202e");
    }

    @Test
    public void saysInOneLineWhichFolderCannotBeUsed() throws IOException {
        Path file = temporary.newFile("a file").toPath();

        assertThat(run("start", "--data", file.toString())).isEqualTo(1);

        assertThat(err()).startsWith("✗ ").contains(file.toString()).hasLineCount(1);
    }

    @Test
    public void showsWhyTheServerDoesNotStartOnAFullDisk() throws IOException {
        Files.createSymbolicLink(
                Files.createDirectories(data.resolve("logs")).resolve("console.log"), Path.of("/dev/full"));
        Path script = Files.createDirectories(temporary.getRoot().toPath().resolve("home/bin"))
                .resolve("patchbay");
        Files.writeString(script, "#!/bin/sh\necho The data folder is full.\nexit 78\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        environment.put(
                "PATCHBAY_INSTALLATION",
                temporary.getRoot().toPath().resolve("home").toString());

        assertThat(run("start")).isEqualTo(78);

        assertThat(err())
                .contains("console.log (No space left on device). The output is written to ")
                .contains("The data folder is full.");
    }

    @Test
    public void refusesFoldersThatBeginWithATilde() {
        environment.put("PATCHBAY_INSTALLATION", "/nowhere");
        for (String[] words : new String[][] {
            {"start", "--data", "~/x"},
            {"start", "--config", "~/x"},
            {"start", "--deploy", "~someone"},
            {"status", "--data", "~"},
            {"logs", "--data", "~/x"}
        }) {
            assertThat(run(words)).as(String.join(" ", words)).isEqualTo(2);
        }

        assertThat(err()).contains("~/x begins with ~").contains("~someone begins with ~");
        assertThat(Path.of("~")).doesNotExist();
    }

    @Test
    public void reportsAMissingKeyFile() {
        assertThat(run("tools", "list", "--url", "http://127.0.0.1:1/mcp", "--key-file", "/no/such/key"))
                .isEqualTo(1);

        assertThat(err()).contains("no such file or folder: /no/such/key");
    }

    @Test
    public void refusesANegativeNumberOfLines() throws IOException {
        Files.writeString(Files.createDirectories(data.resolve("logs")).resolve("patchbay.log"), "one\ntwo\n");

        assertThat(run("logs", "-n", "-1")).isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(run("logs", "-n", "1")).isZero();
        assertThat(out()).isEqualTo("two\n");
    }

    @Test
    public void usesTheCommandNameThatTheUserTyped() {
        environment.put("PATCHBAY_COMMAND", "./patchbay");

        assertThat(run("status")).isEqualTo(3);
        assertThat(err()).contains("./patchbay start");
        run("new", "connector", "--help");
        run("key");
        assertThat(out()).contains("./patchbay new connector weather && ./patchbay dev weather");
        assertThat(err()).contains("./patchbay key <command>", "Usage: ./patchbay key");
        assertThat(run("completion")).isZero();
        assertThat(out()).contains("complete -F _complete_patchbay -o default patchbay");
    }

    @Test
    public void writesCompletionForBothShells() {
        assertThat(run("completion", "bash")).isZero();
        assertThat(out()).contains("complete").contains("revoke");
        out.reset();
        assertThat(run("completion", "zsh")).isZero();
        assertThat(out()).contains("compinit");
        assertThat(run("completion", "fish")).isEqualTo(2);
    }

    private int run(String... arguments) {
        return run(Set.of(), arguments);
    }

    private int run(Set<Terminal.Trait> traits, String... arguments) {
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                traits);
        return Patchbay.commandLine(terminal).execute(arguments);
    }

    private void serve(String... lines) throws IOException {
        serveAt(data.resolve("admin.sock"), lines);
    }

    /** Answers one connection. */
    private void serveAt(Path socket, String... lines) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread serving = new Thread(() -> {
            try (server;
                    SocketChannel channel = server.accept()) {
                ByteBuffer request = ByteBuffer.allocate(10_000);
                while (request.position() == 0 || request.get(request.position() - 1) != '\n') {
                    channel.read(request);
                }
                heard.add(new String(request.array(), 0, request.position() - 1, StandardCharsets.UTF_8));
                channel.write(ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                heard.add(e.toString());
            }
        });
        serving.setDaemon(true);
        serving.start();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
