package io.patchbay.deploy.connector;

import static io.patchbay.deploy.connector.DeployFolder.OFFERS_A_TOOL;
import static io.patchbay.deploy.connector.DeployFolder.connector;
import static io.patchbay.deploy.connector.DeployFolder.working;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.deploy.TestJar;
import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.watch.Settling;
import io.patchbay.spi.policy.CallPolicy;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import sample.Broken;
import sample.Hanging;
import sample.Working;

/** The deployment of a folder's files at a start. */
public class ConnectorsTest {

    @Rule
    public final DeployFolder folder = new DeployFolder();

    @Test
    public void publishesAllFilesInOrder() throws Exception {
        folder.put("b.jar", working("Bundle-SymbolicName", "b").bytes());
        folder.put("a.jar", working().bytes());
        folder.put("notes.txt", new byte[0]);

        folder.load();

        assertThat(folder.connectors().connectors()).containsExactly("a.jar: a_tool", "b.jar: a_tool");
        assertThat(folder.publisher.owners).containsExactly("a.jar", "b.jar");
        assertThat(folder.lines()).isEmpty();
    }

    @Test
    public void oneBadJarNeverStopsTheOthers() throws Exception {
        folder.put("a.jar", new byte[] {1, 2, 3});
        folder.put("b.jar", TestJar.with(Map.of("Export-Package", "x")).bytes());
        folder.put("c.jar", working().bytes());
        Files.createDirectory(folder.path().resolve("d.jar"));

        folder.load();

        assertThat(folder.publisher.owners).containsExactly("c.jar");
        assertThat(folder.lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).isEqualTo("deploy/d.jar: the file is not a regular file"));
    }

    @Test
    public void reportsAFileWhoseNameCannotBeRead() throws Exception {
        folder.load();

        folder.connectors().changed(new Settling.Changes(Set.of("bad\ufffd.jar"), Set.of()));
        assertThat(folder.lines())
                .singleElement()
                .asString()
                .startsWith("deploy/bad")
                .contains("not UTF-8");

        folder.connectors().changed(new Settling.Changes(Set.of(), Set.of("bad\ufffd.jar")));
        assertThat(folder.lines()).isEmpty();
    }

    @Test
    public void doesNotRemoveAFolder() throws Exception {
        Files.createDirectory(folder.path().resolve("a.jar"));
        folder.load();
        Deployment deployment = folder.actions().find("a.jar");

        assertThatThrownBy(() -> folder.actions().remove(deployment))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("is a folder");

        assertThat(folder.path().resolve("a.jar")).isDirectory();
    }

    @Test
    public void namesTheMissingPackageAndTheAvailableVersion() throws Exception {
        folder.put(
                "a.jar",
                TestJar.with(Map.of("Import-Package", "org.slf4j;version=\"[2.0,3)\""))
                        .bytes());
        folder.put(
                "b.jar",
                TestJar.with(Map.of("Import-Package", "io.patchbay.api;version=\"[7,8)\""))
                        .bytes());

        folder.load();

        assertThat(folder.lines())
                .containsExactly(
                        "deploy/a.jar: the jar needs org.slf4j from version 2.0.0 below 3.0.0, which this server does not have",
                        "deploy/b.jar: the jar needs io.patchbay.api from version 7.0.0 below 8.0.0, but this server has 0.0.0");
    }

    @Test
    public void refusesForbiddenImports() throws Exception {
        folder.put(
                "a.jar",
                TestJar.with(Map.of("Import-Package", "io.patchbay.spi.policy,javax.net.ssl,some.library"))
                        .bytes());

        folder.load();

        assertThat(folder.lines())
                .singleElement()
                .asString()
                .contains("imports io.patchbay.spi.policy, some.library, which connectors must not")
                .contains("\"-conditionalpackage: some.library.*\"")
                .contains("bnd.bnd");
    }

    @Test
    public void leavesForbiddenOptionalImportsUnresolved() throws Exception {
        folder.put(
                "a.jar",
                working("Import-Package", "io.patchbay.api,some.library;resolution:=optional")
                        .bytes());

        folder.load();

        assertThat(folder.publisher.owners).containsExactly("a.jar");
        assertThat(folder.bundle("a.jar")
                        .adapt(org.osgi.framework.wiring.BundleWiring.class)
                        .getRequiredWires("osgi.wiring.package"))
                .noneMatch(wire -> "some.library"
                        .equals(wire.getCapability().getAttributes().get("osgi.wiring.package")));
    }

    @Test
    public void doesNotWireConnectorsToEachOther() throws Exception {
        folder.put(
                "a.jar",
                working("Bundle-SymbolicName", "a", "Provide-Capability", "thing;thing=x")
                        .bytes());
        folder.put(
                "b.jar",
                working("Bundle-SymbolicName", "b", "Require-Capability", "thing;filter:=\"(thing=x)\"")
                        .bytes());
        folder.put(
                "own.jar",
                working("Bundle-SymbolicName", "own", "Provide-Capability", "own", "Require-Capability", "own")
                        .bytes());

        folder.load();

        assertThat(folder.view("a.jar").state()).isEqualTo(ConnectorView.State.SERVING);
        assertThat(folder.view("own.jar").state()).isEqualTo(ConnectorView.State.SERVING);
        assertThat(folder.lines())
                .containsExactly(
                        "deploy/b.jar: the jar needs the capability thing (thing=x), which the server does not offer; capabilities of other connectors do not count");
    }

    @Test
    public void reportsAFailedActivationAndItsPlaceInTheConnectorsCode() throws Exception {
        folder.put(
                "a.jar", connector().component(Broken.class, "", OFFERS_A_TOOL).bytes());
        folder.put(
                "b.jar",
                connector()
                        .component(Broken.class, "immediate=\"true\"", OFFERS_A_TOOL)
                        .bytes());

        folder.load();

        assertThat(folder.publisher.owners).isEmpty();
        assertThat(folder.lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("java.lang.IllegalStateException: no such host")
                        .contains(" at sample.Broken.")
                        .doesNotContain("\n"));
    }

    @Test
    public void givesUpAConnectorThatHangs() throws Exception {
        folder.put(
                "a.jar",
                connector()
                        .component(Hanging.class, "immediate=\"true\"", OFFERS_A_TOOL)
                        .bytes());
        folder.put("b.jar", working().bytes());

        folder.longestStart.set(Duration.ofSeconds(2));
        folder.load();

        assertThat(folder.publisher.owners).containsExactly("b.jar");
        assertThat(folder.lines())
                .singleElement()
                .asString()
                .contains("did not start within")
                .contains(" at sample.Hanging.");
    }

    @Test
    public void reportsUnreadableComponentDescriptions() throws Exception {
        folder.put("a.jar", connector("Service-Component", "OSGI-INF/none.xml").bytes());

        folder.load();

        assertThat(folder.lines())
                .singleElement()
                .asString()
                .contains("OSGI-INF/none.xml")
                .contains("cannot be read");
    }

    @Test
    public void doesNotRefuseAConnectorThatWaitsForItsSettings() throws Exception {
        folder.put(
                "a.jar",
                connector()
                        .component(
                                Working.class,
                                "configuration-policy=\"require\" configuration-pid=\"my.pid\"",
                                OFFERS_A_TOOL)
                        .bytes());

        folder.load();

        assertThat(folder.publisher.owners).containsExactly("a.jar");
        assertThat(folder.lines()).singleElement().asString().contains("waits for its settings my.pid.cfg.json");
    }

    @Test
    public void reportsThatTheCatalogRefusedEverything() throws Exception {
        folder.put("a.jar", working().bytes());
        folder.publisher.failure = "no schema";

        folder.load();

        assertThat(folder.lines()).singleElement().asString().isEqualTo("deploy/a.jar: no schema");
    }

    @Test
    public void fallsBackToTheVersionThatRanBefore() throws Exception {
        folder.put("a.jar", working().bytes());
        folder.load();
        folder.put("a.jar", new byte[] {'P', 'K', 3, 4});

        folder.load();

        assertThat(folder.publisher.published).containsKey("a.jar");
        assertThat(folder.lines())
                .singleElement()
                .asString()
                .contains("is not a complete jar")
                .endsWith("keeps serving");
    }

    @Test
    public void connectorsNeitherFindNorOfferInternalServices() throws Exception {
        folder.put("a.jar", working().bytes());
        Object policy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CallPolicy.class}, (proxy, method, arguments) -> 1);
        folder.context().registerService("io.patchbay.spi.policy.CallPolicy", policy, null);
        folder.load();

        BundleContext deployed = folder.bundle("a.jar").getBundleContext();
        BundleContext core = folder.context().getBundle(1).getBundleContext();

        assertThat(core.getAllServiceReferences("io.patchbay.spi.policy.CallPolicy", null))
                .hasSize(1);
        assertThat(deployed.getAllServiceReferences("io.patchbay.spi.policy.CallPolicy", null))
                .isNull();
        deployed.registerService("io.patchbay.spi.policy.CallPolicy", policy, null);
        assertThat(core.getAllServiceReferences("io.patchbay.spi.policy.CallPolicy", null))
                .hasSize(1);
    }

    @Test
    public void givesAHintAboutNamesWithoutANamespace() throws Exception {
        folder.put("a.jar", working("Bundle-SymbolicName", "a").bytes());
        folder.put(
                "b.jar",
                DeployFolder.connector("Bundle-SymbolicName", "b")
                        .component(Working.class, "", "<property name=\"mcp.namespace\" value=\"b\"/>" + OFFERS_A_TOOL)
                        .bytes());

        folder.load();

        assertThat(folder.view("a.jar").hints()).singleElement().asString().contains("@McpNamespace");
        assertThat(folder.view("a.jar").problems()).isEmpty();
        assertThat(folder.view("a.jar").text()).contains("  hint      the names of this connector are global");
        assertThat(folder.view("b.jar").hints()).isEmpty();
    }

    @Test
    public void asksAboutAMissingComponent() throws Exception {
        folder.put("a.jar", connector().bytes());

        folder.load();

        assertThat(folder.lines())
                .singleElement()
                .asString()
                .contains("offers nothing")
                .endsWith("Is @Component missing from its classes?");
    }

    @Test
    public void logsAReasonOnce() throws Exception {
        folder.put(
                "a.jar", connector().component(Broken.class, "", OFFERS_A_TOOL).bytes());
        folder.put(
                "b.jar",
                working(
                                "Bundle-SymbolicName",
                                "b",
                                "Require-Capability",
                                "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"")
                        .bytes());

        folder.load();

        assertThat(folder.view("a.jar").detail()).isEmpty();
        assertThat(folder.view("a.jar").problems())
                .singleElement()
                .asString()
                .contains("no such host")
                .doesNotContain("InvocationTargetException");
        assertThat(folder.view("b.jar").detail()).isEmpty();
        assertThat(folder.view("b.jar").problems()).singleElement().asString().contains("needs Java 99");
    }

    @Test
    public void givesAConnectorItsSettings() throws Exception {
        folder.put(
                "a.jar",
                connector()
                        .component(
                                Working.class,
                                "configuration-policy=\"require\" configuration-pid=\"my.pid\"",
                                OFFERS_A_TOOL)
                        .bytes());
        folder.configure("my.pid", Map.of("x", "y"));

        folder.load();

        assertThat(folder.lines()).isEmpty();
    }
}
