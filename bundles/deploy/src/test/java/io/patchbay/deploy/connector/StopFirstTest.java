package io.patchbay.deploy.connector;

import static io.patchbay.deploy.connector.DeployFolder.OFFERS_A_TOOL;
import static io.patchbay.deploy.connector.DeployFolder.connector;
import static io.patchbay.deploy.connector.DeployFolder.working;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.Rule;
import org.junit.Test;
import org.osgi.framework.Bundle;
import sample.Broken;
import sample.Once;

/** Connectors that cannot run twice: the old version stops before the new one starts. */
public class StopFirstTest {

    @Rule
    public final DeployFolder folder = new DeployFolder();

    @Test
    public void restartsTheOldVersionWhenTheNewOneFails() throws Exception {
        folder.put("a.jar", stopFirst(1));
        folder.load();
        folder.longestStart.set(Duration.ofSeconds(3));

        folder.change(
                "a.jar",
                connector("Patchbay-Update", "stop-first", "Bundle-Version", "2")
                        .component(Broken.class, "", OFFERS_A_TOOL)
                        .bytes());
        folder.awaitView("a.jar", view -> !view.problems().isEmpty());
        assertThat(folder.number("a.jar")).isEqualTo("1.0.0");
        assertThat(folder.publisher.published).hasSize(1);
        assertThat(folder.publisher.paused).isEmpty();

        folder.change("a.jar", stopFirst(3));
        folder.awaitVersion("a.jar", 3);
        assertThat(folder.publisher.paused).isEmpty();
    }

    @Test
    public void callsWaitAndTheOldVersionStopsBeforeTheNewOneStarts() throws Exception {
        folder.put("a.jar", stopFirst(1));
        folder.load();
        Bundle old = folder.bundle("a.jar");
        folder.publisher.drained = new CompletableFuture<>();

        folder.change("a.jar", stopFirst(2));

        await().until(() -> folder.publisher.paused.contains("a.jar"));
        assertThat(old.getState()).as("while its calls run").isEqualTo(Bundle.ACTIVE);
        assertThat(folder.publisher.owners).hasSize(1);
        folder.publisher.drained.complete(null);
        folder.awaitVersion("a.jar", 2);
        assertThat(old.getState()).isNotEqualTo(Bundle.ACTIVE);
        assertThat(folder.publisher.paused).isEmpty();
    }

    @Test
    public void doesNotStopTheOldVersionForOneWithMissingImports() throws Exception {
        folder.put("a.jar", stopFirst(1));
        folder.load();
        Bundle old = folder.bundle("a.jar");

        folder.change(
                "a.jar",
                working("Import-Package", "io.patchbay.api;version=\"[7,8)\"", "Patchbay-Update", "stop-first")
                        .bytes());

        folder.awaitView(
                "a.jar", view -> view.problems().stream().anyMatch(line -> line.contains("but this server has")));
        assertThat(old.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(folder.publisher.owners).hasSize(1);
    }

    @Test
    public void callsDoNotWaitForAVersionThatDoesNotRestart() throws Exception {
        folder.put(
                "a.jar",
                connector("Patchbay-Update", "stop-first")
                        .component(Once.class, "", OFFERS_A_TOOL)
                        .bytes());
        folder.load();
        folder.longestStart.set(Duration.ofSeconds(3));

        folder.change(
                "a.jar",
                connector("Patchbay-Update", "stop-first", "Bundle-Version", "2")
                        .component(Broken.class, "", OFFERS_A_TOOL)
                        .bytes());

        folder.awaitView("a.jar", view -> !view.problems().isEmpty());
        assertThat(folder.view("a.jar").state()).isEqualTo(ConnectorView.State.REFUSED);
        assertThat(folder.publisher.paused).isEmpty();
        assertThat(folder.publisher.published).isEmpty();
    }

    private static byte[] stopFirst(int number) {
        return working("Bundle-Version", number + ".0.0", "Patchbay-Update", "stop-first")
                .bytes();
    }
}
