package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What operators and disks do to deployed connectors, and what is left of it at the next start. */
public class DeployTroubleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Root may do everything unless its capabilities are taken from it. */
    static final List<String> BOUND_BY_PERMISSIONS =
            Files.isWritable(Path.of("/")) ? List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all") : List.of();
    /** Of 512 bytes: no file is larger than 16 MiB. */
    private static final List<String> SMALL_DISK = List.of("sh", "-c", "ulimit -f 32768; exec \"$@\"", "sh");

    @Rule
    public final Timeout timeout = Timeout.seconds(180);

    private Installation installation;
    private Path deploy;
    private String key;

    @Before
    public void install() throws IOException {
        installation = new Installation("trouble");
        deploy = installation.deploy();
        key = installation.key("tester");
        installation.operator();
    }

    @Test
    public void whatWasRolledBackStoppedOrBrokenIsSoAtTheNextStart() throws Exception {
        for (String name : List.of("back", "off", "broken")) {
            new ConnectorJar(name).into(deploy, name + ".jar");
        }
        try (Server server = start();
                ModernClient client = connect(server)) {
            new ConnectorJar("back").tag("2").into(deploy, "back.jar");
            awaitTag(client, "back", "2");
            assertThat(server.cli("connectors", "rollback", "back").exit()).isZero();
            assertThat(server.cli("connectors", "stop", "off").exit()).isZero();
        }
        ConnectorJar.place(new byte[] {'P', 'K', 3, 4}, deploy, "broken.jar");

        try (Server server = start();
                ModernClient client = connect(server)) {
            assertThat(client.tools()).containsExactly("back_tag", "broken_tag");
            assertThat(client.call("back_tag").text()).isEqualTo("1");
            assertThat(client.call("broken_tag").text()).isEqualTo("1");
            assertThat(problems(server))
                    .contains("deploy/broken.jar: the file is not a complete jar")
                    .contains("keeps serving")
                    .doesNotContain("back.jar");
            assertThat(server.cli("connectors", "list").out()).containsPattern("off.jar +stopped");

            assertThat(server.cli("connectors", "start", "off").exit()).isZero();
            assertThat(server.cli("connectors", "start", "back").exit()).isZero();
            awaitTag(client, "off", "1");
            awaitTag(client, "back", "2");
        }

        try (Server server = start();
                ModernClient client = connect(server)) {
            assertThat(client.tools()).containsExactly("back_tag", "broken_tag", "off_tag");
            assertThat(client.call("back_tag").text()).isEqualTo("2");
        }
    }

    @Test
    public void foldersThatMayNotBeWrittenHarmNothingThatServes() throws Exception {
        new ConnectorJar("one").into(deploy, "one.jar");
        Path later = Files.write(
                installation.root().resolve("later.jar"),
                new ConnectorJar("one").tag("2").bytes());
        try (Server server =
                        installation.startUnder(BOUND_BY_PERMISSIONS, Jdk.all().get(0));
                ModernClient client = connect(server)) {
            permissions(deploy, "r-xr-xr-x");

            assertThat(server.cli("connectors", "remove", "one")).satisfies(removing -> {
                assertThat(removing.exit()).isNotZero();
                assertThat(removing.err())
                        .contains("one.jar was not removed", "permission denied", "Delete the file as a user")
                        .doesNotContain("\tat ");
            });
            assertThat(client.call("one_tag").text()).isEqualTo("1");

            permissions(deploy, "rwxr-xr-x");
            permissions(installation.data().resolve("accepted/deploy"), "r-x------");
            Files.move(later, deploy.resolve("one.jar"), StandardCopyOption.REPLACE_EXISTING);
            awaitTag(client, "one", "2");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(problems(server))
                            .contains("deploy/one.jar: the version serves, but cannot be kept for the next start"));
            assertThat(server.cli("connectors", "stop", "one").out())
                    .contains("stopped")
                    .contains("the state of the file cannot be kept for the next start");
            assertThat(client.tools()).isEmpty();

            permissions(installation.data().resolve("accepted/deploy"), "rwx------");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(problems(server)).doesNotContain("one.jar"));
            assertThat(server.cli("connectors", "start", "one").out()).contains("serving");
            assertThat(client.call("one_tag").text()).isEqualTo("2");
            assertThat(problems(server)).doesNotContain("one.jar");
        } finally {
            permissions(deploy, "rwxr-xr-x");
            permissions(installation.data().resolve("accepted/deploy"), "rwx------");
        }
    }

    @Test
    public void aVersionForWhichThereIsNoRoomLeavesWhatServes() throws Exception {
        new ConnectorJar("big").into(deploy, "big.jar");
        byte[] noise = new byte[20 << 20];
        new Random(7).nextBytes(noise);
        byte[] large = Signer.with(new ConnectorJar("big").tag("2").bytes(), "noise", noise);
        try (Server server = installation.startUnder(SMALL_DISK, Jdk.all().get(0));
                ModernClient client = connect(server)) {
            ConnectorJar.place(large, deploy, "big.jar");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(problems(server))
                            .contains("deploy/big.jar: the jar cannot be installed")
                            .contains("keeps serving"));
            assertThat(client.call("big_tag").text()).isEqualTo("1");
            new ConnectorJar("big").tag("3").into(deploy, "big.jar");
            awaitTag(client, "big", "3");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(problems(server)).doesNotContain("big.jar"));
        }
    }

    /** A full disk where one may be mounted; elsewhere a folder that the server may not write. */
    @Test
    public void whatTheMachineKeptOutComesInByItself() throws Exception {
        boolean mounted = run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=64m,mode=700",
                "patchbay-trouble",
                installation.data().toString());
        Path storage = installation.data().resolve("framework");
        new ConnectorJar("one").into(deploy, "one.jar");
        try (Server server = installation.startUnder(
                        mounted ? List.of() : BOUND_BY_PERMISSIONS, Jdk.all().get(0));
                ModernClient client = connect(server)) {
            Path filling = mounted ? fill(installation.data()) : storage;
            if (!mounted) {
                permissions(storage, "r-x------");
            }

            new ConnectorJar("one").tag("2").into(deploy, "one.jar");
            new ConnectorJar("two").into(deploy, "two.jar");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(problems(server))
                            .contains("deploy/two.jar: the jar cannot be installed: ")
                            .contains("the server retries automatically; one 1.0.0.1"));
            assertThat(client.call("one_tag").text()).isEqualTo("1");

            if (mounted) {
                Files.delete(filling);
            } else {
                permissions(storage, "rwx------");
            }
            awaitTag(client, "one", "2");
            awaitTag(client, "two", "1");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(problems(server)).doesNotContain(".jar").doesNotContain("names.json"));
            assertThat(log())
                    .contains(
                            "Resolved: deploy/one.jar: the jar cannot be installed",
                            "Resolved: deploy/two.jar: the jar cannot be installed");

            losesNothing(server, client);
        } finally {
            if (mounted) {
                run("umount", installation.data().toString());
            }
        }
    }

    /** A version whose definitions are bad does not replace the one that serves, and lists say so. */
    private void losesNothing(Server server, ModernClient client) throws Exception {
        new ConnectorJar("two").tag("2").namespace("not_good").into(deploy, "two.jar");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.cli("connectors", "list").out())
                        .containsPattern("two.jar +serving")
                        .contains("! deploy/two.jar: The tool \"tag\" of two.jar is refused: ")
                        .contains("keeps serving"));
        assertThat(client.call("two_tag").text()).isEqualTo("1");
        assertThat(server.cli("connectors", "verify").err()
                        + server.cli("connectors", "verify").out())
                .contains("one.jar: the connector cannot be trusted");
    }

    private String log() throws IOException {
        return Files.readString(installation.data().resolve("logs").resolve("patchbay.log"));
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Takes all the room there is. */
    private static Path fill(Path folder) throws IOException {
        Path filling = folder.resolve("filling");
        try (OutputStream out = Files.newOutputStream(filling)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            return filling; // it is full
        }
    }

    private Server start() throws IOException, InterruptedException {
        return installation.start(Jdk.all().get(0));
    }

    private ModernClient connect(Server server) {
        return McpClient.modern(server.endpoint(), key);
    }

    private static String problems(Server server) throws IOException, InterruptedException {
        return server.page("/readyz");
    }

    private static void permissions(Path folder, String permissions) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    private static void awaitTag(ModernClient client, String name, String tag) {
        await().atMost(PATIENCE)
                .until(() -> client.tools().contains(name + "_tag")
                        && client.call(name + "_tag").text().equals(tag));
    }
}
