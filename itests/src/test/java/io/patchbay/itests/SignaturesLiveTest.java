package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Signatures of connectors, required from some moment on. */
public class SignaturesLiveTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Rule
    public final Timeout timeout = Timeout.seconds(120);

    private Installation installation;
    private String key;
    private Path store;
    private Signer ours;
    private Signer theirs;

    @Before
    public void install() throws Exception {
        installation = new Installation("signed");
        key = installation.key("tester");
        installation.operator();
        ours = new Signer(installation.root(), "ours");
        theirs = new Signer(installation.root(), "theirs");
        store = Files.copy(ours.store(), installation.root().resolve("trusted.p12"));
    }

    @Test
    public void onlyWhatIsTrustedServesFromThatMomentOn() throws Exception {
        ConnectorJar.place(ours.signed(new ConnectorJar("good").bytes()), installation.deploy(), "good.jar");
        new ConnectorJar("unsigned").into(installation.deploy(), "unsigned.jar");
        try (Server server = installation.start(Jdk.all().get(0));
                ModernClient client = McpClient.modern(server.endpoint(), key)) {
            assertThat(client.tools()).containsExactly("good_tag", "unsigned_tag");

            require(true);
            awaitProblem(server, "deploy/unsigned.jar: the jar is not completely signed, but signatures are required");
            assertThat(client.tools()).containsExactly("good_tag");
            assertThat(client.call("unsigned_tag").code()).isEqualTo(-32602);
            assertThat(server.cli("connectors", "list").out()).containsPattern("unsigned.jar +refused");

            ConnectorJar.place(
                    theirs.signed(new ConnectorJar("foreign").bytes()), installation.deploy(), "foreign.jar");
            awaitProblem(
                    server, "deploy/foreign.jar: the jar is not completely signed by one trusted signer: CN=theirs");
            byte[] next = ours.signed(new ConnectorJar("good").tag("2").bytes());
            ConnectorJar.place(Signer.with(next, "made/Evil.class"), installation.deploy(), "good.jar");
            awaitProblem(server, "made/Evil.class is not signed; good 1.0.0.1");
            assertThat(client.call("good_tag").text()).isEqualTo("1");
            ConnectorJar.place(next, installation.deploy(), "good.jar");
            await().atMost(PATIENCE).until(() -> client.call("good_tag").text().equals("2"));

            Files.copy(theirs.store(), store.resolveSibling("next.p12"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(store.resolveSibling("next.p12"), store, StandardCopyOption.ATOMIC_MOVE);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.tools()).containsExactly("foreign_tag"));
            awaitProblem(server, "deploy/good.jar: the jar is not completely signed by one trusted signer: CN=ours");

            require(false);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(client.tools()).containsExactly("foreign_tag", "good_tag", "unsigned_tag"));
            assertThat(server.console()).doesNotContain(Signer.PASSWORD);
        }
    }

    @Test
    public void nothingServesAtAStartWithoutTheTrustStore() throws Exception {
        ConnectorJar.place(ours.signed(new ConnectorJar("good").bytes()), installation.deploy(), "good.jar");
        Files.delete(store);
        require(true);
        try (Server server = installation.start(Jdk.all().get(0));
                ModernClient client = McpClient.modern(server.endpoint(), key)) {
            assertThat(client.tools()).isEmpty();
            awaitProblem(server, "trusted.p12 cannot be read");

            Files.copy(ours.store(), store);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.tools()).containsExactly("good_tag"));
        }
    }

    private void require(boolean required) throws Exception {
        installation.setting(
                "io.patchbay.deploy",
                Map.<String, Object>of(
                        "requireSignature",
                        required,
                        "trustStore",
                        store.toString(),
                        ".trustStorePassword",
                        Signer.PASSWORD));
    }

    private static void awaitProblem(Server server, String problem) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.page("/readyz")).contains(problem));
    }
}
