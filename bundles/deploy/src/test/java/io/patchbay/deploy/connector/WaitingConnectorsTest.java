package io.patchbay.deploy.connector;

import static io.patchbay.deploy.connector.DeployFolder.OFFERS_A_TOOL;
import static io.patchbay.deploy.connector.DeployFolder.connector;
import static io.patchbay.deploy.connector.DeployFolder.version;
import static io.patchbay.deploy.connector.DeployFolder.working;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import sample.Hanging;
import sample.Working;

/** Connectors that wait for settings or services. */
public class WaitingConnectorsTest {

    @Rule
    public final DeployFolder folder = new DeployFolder();

    @Test
    public void aFirstVersionMayWaitForItsSettings() throws Exception {
        folder.load();
        folder.change("a.jar", configured(1));
        folder.awaitView(
                "a.jar",
                view -> view.problems().stream()
                        .anyMatch(line -> line.contains("waits for its settings my.pid.cfg.json")));

        folder.configure("my.pid", Map.of("x", "y"));
        await().untilAsserted(() -> assertThat(folder.lines()).isEmpty());

        folder.unconfigure("my.pid");
        await().untilAsserted(() -> assertThat(folder.lines())
                .singleElement()
                .asString()
                .contains("waits for its settings my.pid.cfg.json"));
    }

    @Test
    public void namesTheServiceThatAConnectorWaitsFor() throws Exception {
        folder.load();

        folder.change(
                "a.jar",
                connector()
                        .component(
                                Working.class,
                                "",
                                OFFERS_A_TOOL + "<reference name=\"other\" interface=\"java.util.function.Supplier\"/>")
                        .bytes());

        folder.awaitView(
                "a.jar",
                view -> view.problems().stream()
                        .anyMatch(line -> line.contains(
                                "Working waits for the service java.util.function.Supplier, which no bundle offers")));
    }

    @Test
    public void aNextVersionMustNotWaitForWhatTheOldOneDidNotNeed() throws Exception {
        folder.put("a.jar", version(1));
        folder.load();

        folder.change("a.jar", configured(2));

        folder.awaitView(
                "a.jar",
                view -> view.problems().stream()
                        .anyMatch(line -> line.contains("waits for its settings my.pid.cfg.json")
                                && line.endsWith("keeps serving")));
        folder.configure("my.pid", Map.of("x", "y"));
        folder.connectors().retryRecoverable();
        folder.awaitVersion("a.jar", 2);
    }

    @Test
    public void reportsTheServicesThatConnectorsNeedFromEachOther() throws Exception {
        folder.load();

        folder.change("a.jar", needs("java.util.function.Supplier", "java.util.function.Consumer", "a"));
        folder.change("b.jar", needs("java.util.function.Consumer", "java.util.function.Supplier", "b"));

        folder.awaitView(
                "a.jar",
                view -> view.problems().stream()
                        .anyMatch(line -> line.contains("waits for the service java.util.function.Consumer")));
        folder.awaitView(
                "b.jar",
                view -> view.problems().stream()
                        .anyMatch(line -> line.contains("waits for the service java.util.function.Supplier")));
    }

    @Test
    public void servesOnceAMissingServiceIsRegistered() throws Exception {
        folder.load();
        folder.change("a.jar", needs("io.patchbay.api.Tool", "java.util.function.Supplier", "a"));
        folder.awaitView("a.jar", view -> !view.problems().isEmpty());

        folder.context()
                .registerService("java.util.function.Supplier", (java.util.function.Supplier<String>) () -> "", null);

        await().untilAsserted(() -> assertThat(folder.lines()).isEmpty());
    }

    @Test
    public void aHangingConnectorDoesNotDelayOthers() throws Exception {
        folder.load();
        folder.change(
                "a.jar",
                connector()
                        .component(Hanging.class, "immediate=\"true\"", OFFERS_A_TOOL)
                        .bytes());

        folder.change("b.jar", working("Bundle-SymbolicName", "b").bytes());

        folder.awaitView("b.jar", view -> view.state() == ConnectorView.State.SERVING);
        assertThat(folder.connectors().deployments().get(0).view().state()).isEqualTo(ConnectorView.State.STARTING);
    }

    private static byte[] configured(int number) {
        return connector("Bundle-Version", number + ".0.0")
                .component(
                        Working.class, "configuration-policy=\"require\" configuration-pid=\"my.pid\"", OFFERS_A_TOOL)
                .bytes();
    }

    private static byte[] needs(String offers, String needs, String name) {
        return connector("Bundle-SymbolicName", name)
                .component(
                        Working.class,
                        "",
                        "<service><provide interface=\"" + offers + "\"/></service><reference name=\"r\" interface=\""
                                + needs + "\"/>")
                .bytes();
    }
}
