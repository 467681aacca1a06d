package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Commands on the server's own machine, where the server has a public URL that leads nowhere and a certificate of its own making. */
public class LocalCommandsTest {

    private static final String PASSWORD = "a password of the test";
    private static final int NOT_RUNNING = 3;

    private static Installation installation;
    private static Server server;
    private static String local;

    @Rule
    public final Timeout timeout = Timeout.seconds(120);

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        installation = new Installation("local");
        Files.writeString(installation.root().resolve("key"), installation.key("tester"));
        installation.deploy("clock");
        certificate("server", "dns:localhost");
        certificate("other", "dns:localhost");
        server = installation.start(Jdk.all().get(0));
        Files.createDirectories(installation.data().resolve("secrets"));
        Files.writeString(installation.data().resolve("secrets/tls"), PASSWORD);
        installation.setting(
                "io.patchbay.http",
                Map.of(
                        "port",
                        0,
                        "publicUrl",
                        "https://mcp.example.invalid",
                        "tlsKeystore",
                        installation.root().resolve("server.p12").toString(),
                        ".tlsPassword",
                        "$[secret:tls]"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> server.cli("status", "--json").out().contains("\"certificate\""));
        local = server.cli("status", "--json").out().replaceFirst("(?s).*\"local\":\"([^\"]*)\".*", "$1");
    }

    @AfterClass
    public static void stop() {
        server.close();
    }

    @Test
    public void useTheLocalListenerAndItsCertificate() throws IOException, InterruptedException {
        assertThat(server.cli("status", "--json").out()).contains("\"url\":\"https://mcp.example.invalid/mcp\"");
        assertThat(local).startsWith("https://127.0.0.1:");

        Installation.Cli tools = client("tools", "list");
        Installation.Cli called = client("call", "clock_current_time");

        assertThat(tools.out()).as(tools.err()).contains("clock_current_time");
        assertThat(called.exit()).as(called.err()).isZero();
    }

    @Test
    public void refuseACertificateThatNobodyVouchesFor() throws IOException, InterruptedException {
        Installation.Cli called = client("call", "clock_current_time", "--url", named());

        assertThat(called.exit()).isEqualTo(NOT_RUNNING);
        assertThat(called.err())
                .contains("is not trusted")
                .contains("Nothing was sent")
                .contains("--cacert")
                .doesNotContain("unknown")
                .doesNotContain("Exception");
    }

    @Test
    public void trustTheAuthoritiesOfAFile() throws IOException, InterruptedException {
        Installation.Cli well = client(
                "call",
                "clock_current_time",
                "--url",
                named(),
                "--cacert",
                installation.root().resolve("server.pem").toString());
        Installation.Cli other = client(
                "call",
                "clock_current_time",
                "--url",
                named(),
                "--cacert",
                installation.root().resolve("other.pem").toString());
        Installation.Cli none = client(
                "call",
                "clock_current_time",
                "--url",
                named(),
                "--cacert",
                installation.root().resolve("key").toString());
        Installation.Cli missing = client("call", "clock_current_time", "--url", named(), "--cacert", "/nowhere.pem");

        assertThat(well.exit()).as(well.err()).isZero();
        assertThat(other.err()).contains("is not trusted");
        assertThat(none.err()).contains("no valid certificate");
        assertThat(missing.err()).contains("/nowhere.pem").doesNotContain("Exception");
    }

    /** By the name in the certificate. */
    private static String named() {
        return local.replace("127.0.0.1", "localhost");
    }

    private static Installation.Cli client(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--key-file", installation.root().resolve("key").toString()));
        return server.cli(command.toArray(String[]::new));
    }

    private static void certificate(String name, String alternative) throws IOException, InterruptedException {
        Path store = installation.root().resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=" + alternative,
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-file",
                installation.root().resolve(name + ".pem").toString());
    }

    private static void keytool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(printed).isZero();
    }
}
