package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Connectors that want something of each other, or of the server's inside, beside one that serves and is to notice none of it. */
public class CompanyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Installation installation;
    private static Server server;
    private static ModernClient client;

    @Rule
    public final Timeout timeout = Timeout.seconds(120);

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        installation = new Installation("company");
        String key = installation.key("tester");
        installation.operator();
        new ConnectorJar("other").into(installation.deploy(), "other.jar");
        server = installation.start(Jdk.all().get(0));
        client = McpClient.modern(server.endpoint(), key);
    }

    @AfterClass
    public static void stop() throws Exception {
        assertThat(client.call("other_tag").text()).isEqualTo("1");
        server.close();
    }

    @Test
    public void whatCarriesTheContractItselfIsRefused() throws Exception {
        byte[] jar = Signer.with(new ConnectorJar("carries").bytes(), "io/patchbay/api/Tool.class", (byte) 1);
        byte[] framework =
                Signer.with(new ConnectorJar("framework").bytes(), "org/osgi/framework/Bundle.class", (byte) 1);

        ConnectorJar.place(jar, installation.deploy(), "carries.jar");
        ConnectorJar.place(framework, installation.deploy(), "framework.jar");

        awaitProblem("deploy/carries.jar: the jar contains io.patchbay.api, which a connector must import");
        awaitProblem("deploy/framework.jar: the jar contains org.osgi.framework, which a connector must import");
    }

    @Test
    public void oneWithTheServersPackagesInItKeepsThemToItself() throws Exception {
        byte[] jar = Signer.with(new ConnectorJar("inside").bytes(), "io/patchbay/policy/ScopePolicy.class", (byte) 1);

        ConnectorJar.place(jar, installation.deploy(), "inside.jar");

        awaitTag("inside", "1");
        assertThat(client.call("other_tag").text()).isEqualTo("1");
    }

    @Test
    public void whatNeedsPackagesOfAnotherIsRefusedAlsoInACircle() throws Exception {
        importing("first", "second.code").into(installation.deploy(), "first.jar");
        importing("second", "first.code").into(installation.deploy(), "second.jar");

        awaitProblem("deploy/first.jar: the jar imports second.code, which connectors must not");
        awaitProblem("deploy/second.jar: the jar imports first.code, which connectors must not");
    }

    @Test
    public void theSameTwiceServesOnceUntilTheFirstIsGone() throws Exception {
        byte[] jar = new ConnectorJar("twice").bytes();
        ConnectorJar.place(jar, installation.deploy(), "twice.jar");
        awaitTag("twice", "1");

        ConnectorJar.place(jar, installation.deploy(), "again.jar");
        awaitProblem("deploy/again.jar: the file is the same as twice.jar, which serves");
        Files.delete(installation.deploy().resolve("twice.jar"));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(server.cli("connectors", "list").out()).containsPattern("again.jar +serving"));
        assertThat(client.call("twice_tag").text()).isEqualTo("1");
    }

    @Test
    public void anotherVersionBesideItWaitsForItsPlace() throws Exception {
        new ConnectorJar("versions").tag("5").into(installation.deploy(), "versions-5.jar");
        awaitTag("versions", "5");

        new ConnectorJar("versions").tag("3").into(installation.deploy(), "versions-3.jar");
        awaitProblem("deploy/versions-3.jar: the file is another version of versions 1.0.0.5");
        assertThat(client.call("versions_tag").text()).isEqualTo("5");
        Files.delete(installation.deploy().resolve("versions-5.jar"));

        awaitTag("versions", "3");
    }

    @Test
    public void anOlderVersionIsTakenAsItIsPutThere() throws Exception {
        new ConnectorJar("older").tag("9").into(installation.deploy(), "older.jar");
        awaitTag("older", "9");

        new ConnectorJar("older").tag("8").into(installation.deploy(), "older.jar");

        awaitTag("older", "8");
    }

    private static ConnectorJar importing(String name, String packages) {
        return new ConnectorJar(name).header("Import-Package", "io.patchbay.api;version=\"[1,2)\"," + packages);
    }

    private static void awaitProblem(String problem) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.page("/readyz")).contains(problem));
    }

    private static void awaitTag(String name, String tag) {
        await().atMost(PATIENCE)
                .until(() -> client.tools().contains(name + "_tag")
                        && client.call(name + "_tag", Map.of()).text().equals(tag));
    }
}
