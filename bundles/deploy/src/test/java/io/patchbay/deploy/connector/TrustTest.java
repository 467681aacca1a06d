package io.patchbay.deploy.connector;

import static io.patchbay.deploy.connector.DeployFolder.working;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import io.patchbay.deploy.bundle.ShippedConnectors;
import io.patchbay.deploy.bundle.Signatures;
import io.patchbay.deploy.bundle.Signing;
import io.patchbay.deploy.bundle.TrustWatch;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.spi.admin.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Changes of the trust store and of the signature rules while connectors serve. */
public class TrustTest {

    @ClassRule
    public static final Signing signing = new Signing();

    private static final Signatures ANYBODY = new Signatures(false, Optional.empty(), Clock.systemUTC());

    private static Path ours;
    private static Path theirs;

    @Rule
    public final DeployFolder folder = new DeployFolder();

    @BeforeClass
    public static void keys() throws Exception {
        ours = signing.keyStore("ours");
        theirs = signing.keyStore("theirs");
    }

    @Test
    public void stopsUnsignedConnectorsOnceSignaturesAreRequired() throws Exception {
        folder.put("signed.jar", signing.signed(jar("signed", 1), ours));
        folder.put("unsigned.jar", jar("unsigned", 1));
        folder.put("foreign.jar", signing.signed(jar("foreign", 1), theirs));
        folder.load();
        Bundle unsigned = folder.bundle("unsigned.jar");

        trust(Signing.required(ours));

        folder.awaitView("unsigned.jar", view -> view.state() == ConnectorView.State.REFUSED);
        folder.awaitView("foreign.jar", view -> view.state() == ConnectorView.State.REFUSED);
        assertThat(folder.publisher.published).containsOnlyKeys("signed.jar");
        assertThat(folder.lines())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .startsWith(
                                        "deploy/unsigned.jar: the jar is not completely signed, but signatures are required"),
                        line -> assertThat(line)
                                .startsWith(
                                        "deploy/foreign.jar: the jar is not completely signed by one trusted signer: CN=theirs"));
        await().until(() -> unsigned.getState() != Bundle.ACTIVE);
    }

    @Test
    public void servesConnectorsAgainOnceTheyAreTrusted() throws Exception {
        folder.put("a.jar", jar("a", 1));
        folder.load();
        trust(Signing.required(ours));
        folder.awaitView("a.jar", view -> view.state() == ConnectorView.State.REFUSED);

        trust(ANYBODY);

        folder.awaitView(
                "a.jar",
                view -> view.state() == ConnectorView.State.SERVING
                        && view.problems().isEmpty());
    }

    @Test
    public void stopsEveryConnectorWithoutATrustStore() throws Exception {
        folder.put("a.jar", signing.signed(jar("a", 1), ours));
        folder.load();

        trust(new Signatures(true, Optional.empty(), Clock.systemUTC()));

        folder.awaitView("a.jar", view -> view.state() == ConnectorView.State.REFUSED);
        assertThat(folder.lines()).singleElement().asString().contains("trustStore is not set");
    }

    @Test
    public void judgesTheRunningVersionInsteadOfTheFile() throws Exception {
        folder.put("a.jar", jar("a", 1));
        folder.load();
        folder.change("a.jar", new byte[] {1});
        folder.awaitView("a.jar", view -> !view.problems().isEmpty());

        trust(Signing.required(ours));

        folder.awaitView("a.jar", view -> view.state() == ConnectorView.State.REFUSED);
        assertThat(folder.publisher.published).isEmpty();
    }

    @Test
    public void doesNotTrustAVersionThatIsNoLongerKept() throws Exception {
        folder.put("a.jar", signing.signed(jar("a", 1), ours));
        folder.load();
        folder.breakKept();
        folder.put("a.jar", new byte[] {1});

        trust(Signing.required(ours));

        folder.awaitView("a.jar", view -> view.state() == ConnectorView.State.REFUSED);
    }

    @Test
    public void doesNotRollBackToAnUnsignedVersion() throws Exception {
        folder.load();
        folder.change("a.jar", jar("a", 1));
        folder.awaitView("a.jar", view -> view.state() == ConnectorView.State.SERVING);
        byte[] signed = signing.signed(jar("a", 2), ours);
        folder.change("a.jar", signed);
        folder.awaitView(
                "a.jar",
                view -> view.build()
                        .filter(build -> build.digest().equals(AcceptedVersions.digest(signed)))
                        .isPresent());
        folder.signatures.set(Signing.required(ours));

        assertThatThrownBy(() -> folder.actions().rollBack(folder.actions().find("a")))
                .hasMessageContaining("is not completely signed");

        assertThat(folder.view("a").build().orElseThrow().digest()).isEqualTo(AcceptedVersions.digest(signed));
    }

    @Test
    public void verifyListsConnectorsThatWouldBeRefused() throws Exception {
        Path home = folder.path().resolveSibling("home");
        Path shipped = Files.createDirectories(home.resolve("shipped").resolve("deploy"));
        byte[] came = jar("came", 1);
        Files.write(shipped.resolve("came.jar"), came);
        folder.put("came.jar", came);
        folder.put("signed.jar", signing.signed(jar("signed", 1), ours));
        folder.put("unsigned.jar", jar("unsigned", 1));
        Signatures.TrustStore store = new Signatures.TrustStore(ours, Signing.PASSWORD);
        ShippedConnectors exempt = new ShippedConnectors(Optional.of(home));
        folder.signatures.set(new Signatures(false, Optional.of(store), exempt, Clock.systemUTC()));
        folder.load();
        List<String> sent = new ArrayList<>();

        new ConnectorsVerify(folder.connectors(), folder.judge()).run(new Invocation() {
            @Override
            public Arguments arguments() {
                return Arguments.of(Map.of());
            }

            @Override
            public void send(Json line) {
                sent.add(line.text());
            }
        });

        assertThat(sent).hasSize(4);
        assertThat(sent.get(0)).contains("came.jar: trusted");
        assertThat(sent.get(1)).contains("signed.jar: trusted");
        assertThat(sent.get(2))
                .contains("unsigned.jar: the jar is not completely signed")
                .contains("\"ok\":false");
        assertThat(sent.get(3)).contains("1 of 3 connectors would be refused").contains("\"ok\":false");
        assertThat(folder.publisher.published).containsOnlyKeys("came.jar", "signed.jar", "unsigned.jar");

        trust(new Signatures(true, Optional.of(store), exempt, Clock.systemUTC()));
        folder.awaitView("unsigned.jar", view -> view.state() == ConnectorView.State.REFUSED);
        assertThat(folder.publisher.published).containsOnlyKeys("came.jar", "signed.jar");
    }

    @Test
    public void startDoesNotServeAnUntrustedConnector() throws Exception {
        folder.put("a.jar", jar("a", 1));
        folder.load();
        trust(Signing.required(ours));
        folder.awaitView("a.jar", view -> view.state() == ConnectorView.State.REFUSED);

        folder.actions().start(folder.actions().find("a"));

        folder.awaitView("a.jar", view -> view.state() == ConnectorView.State.REFUSED);
        assertThat(folder.publisher.published).isEmpty();
    }

    @Test
    public void noticesThatTheTrustStoreHasChanged() throws Exception {
        Path store = Files.copy(ours, folder.path().resolveSibling("trusted.p12"));
        AtomicInteger changes = new AtomicInteger();
        TrustWatch watch = new TrustWatch(changes::incrementAndGet);
        watch.watch(Optional.of(store));

        Files.copy(theirs, store, StandardCopyOption.REPLACE_EXISTING);
        await().until(() -> changes.get() == 1);
        Files.delete(store);
        await().until(() -> changes.get() == 2);
        Files.copy(ours, store);
        await().until(() -> changes.get() == 3);
        watch.watch(Optional.empty());
    }

    private void trust(Signatures rules) {
        folder.signatures.set(rules);
        folder.connectors().judgeAll();
    }

    private static byte[] jar(String name, int version) {
        return working("Bundle-SymbolicName", name, "Bundle-Version", version + ".0.0")
                .bytes();
    }
}
