package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Commands that may not use a file say what was not done, why, and what to do. */
public class DeniedTest {

    @Rule
    public final Timeout timeout = Timeout.seconds(180);

    private Installation installation;
    private Path closed;

    @Before
    public void install() throws IOException {
        installation = new Installation("denied");
        closed = Files.createDirectory(installation.root().resolve("closed"));
    }

    @After
    public void open() throws IOException {
        permissions(closed, "rwx------");
        permissions(installation.data(), "rwx------");
    }

    @Test
    public void commandsThatStandAloneSayWhatToDo() throws Exception {
        Path logs = Files.createDirectories(installation.data().resolve("logs"));
        Path log = Files.writeString(logs.resolve("patchbay.log"), "a line\n");
        Path key = Files.writeString(closed.resolve("key"), "a:b");
        permissions(key, "---------");
        permissions(log, "---------");
        permissions(closed, "r-xr-xr-x");

        assertThat(said("logs"))
                .contains("The log cannot be shown", "permission denied: " + log, "belongs to", "Run the command as");
        assertThat(said("new", "connector", "one", "--dir", closed + "/one"))
                .contains("No project was created", "permission denied", closed + " belongs to", "--dir");
        assertThat(said("tools", "list", "--url", "http://127.0.0.1:1/mcp", "--key-file", key.toString()))
                .contains("Nothing was sent", "permission denied: " + key, "belongs to", "--key-file");
        assertThat(said("tools", "list", "--url", "https://127.0.0.1:1/mcp", "--cacert", key.toString()))
                .contains("Nothing was sent", "permission denied: " + key, "--cacert");
        assertThat(said("run", "--data", closed.toString()))
                .contains("data folder " + closed + " cannot be written", "belongs to", "the server runs as", "chown");
        assertThat(said("start", "--data", closed + "/data"))
                .contains("The server was not started", "permission denied", closed + " belongs to", "--data");
        Path jar = Files.writeString(installation.deploy().resolve("one.jar"), "");
        permissions(jar, "---------");
        assertThat(said("upgrade", "--check"))
                .contains("The check failed", "permission denied: " + jar, "belongs to", "Run the check as");
        permissions(log, "rw-------");
        Path process = Files.writeString(installation.data().resolve("patchbay.pid"), "");
        permissions(process, "---------");
        assertThat(said("run"))
                .contains(
                        "The data folder cannot be locked", "permission denied: " + process, "belongs to", "chown -R");
    }

    @Test
    public void commandsOfTheServerNameItsUser() throws Exception {
        String key = installation.key("tester", "*");
        installation.deploy("conformance");
        Path settings = installation.config().resolve("io.patchbay.policy.cfg.json");
        Files.writeString(settings, "{}");
        try (Server server = installation.startUnder(
                DeployTroubleTest.BOUND_BY_PERMISSIONS, Jdk.all().get(0))) {
            permissions(settings, "---------");
            permissions(closed, "r-xr-xr-x");

            assertThat(server.cli("config", "check").out()).contains("permission denied", "The server's user (");
            assertThat(said("call", "test_simple_text", "--key", key, "--output", closed + "/text"))
                    .contains("were not saved", "permission denied", closed + " belongs to", "--output");
            permissions(installation.data().resolve("audit"), "---------");
            assertThat(server.cli("audit", "verify").err())
                    .contains("permission denied", "The server's user (", "needs the right to use it");
            permissions(installation.data().resolve("audit"), "rwx------");
        }
    }

    /** What a command says that fails, run by a user whom permissions bind. */
    private String said(String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = installation.process(Jdk.all().get(0), words);
        List<String> command = new ArrayList<>(DeployTroubleTest.BOUND_BY_PERMISSIONS);
        command.addAll(builder.command());
        Process process = builder.command(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isNotZero();
        assertThat(said).doesNotContain("Exception", "\tat ");
        return said;
    }

    private static void permissions(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
