package io.patchbay.deploy.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.spi.deploy.Arrival;
import io.patchbay.spi.deploy.RefusedException.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;

/** Versions that the catalog refuses, in whole or in part. */
public class RefusedVersionsTest {

    @Rule
    public final DeployFolder folder = new DeployFolder();

    @Test
    public void doesNotReplaceTheRunningVersionAndReportsTheReason() throws Exception {
        folder.put("a.jar", DeployFolder.version(1));
        folder.load();
        folder.publisher.failure = "The tool \"greet\" of a.jar is refused: it has no description";

        folder.change("a.jar", DeployFolder.version(2));

        folder.awaitView("a.jar", view -> !view.problems().isEmpty());
        assertThat(folder.view("a.jar").state()).isEqualTo(ConnectorView.State.SERVING);
        assertThat(folder.number("a.jar")).isEqualTo("1.0.0");
        assertThat(folder.view("a.jar").problems())
                .singleElement()
                .asString()
                .startsWith("deploy/a.jar: The tool \"greet\" of a.jar is refused: it has no description; ")
                .endsWith("keeps serving");
        assertThat(AcceptedVersions.opened(folder.kept(), 4).recordOf("a.jar").accepted())
                .containsExactly(AcceptedVersions.digest(DeployFolder.version(1)));
        assertThat(folder.actions().find("a.jar").failure().orElseThrow().why().kind())
                .isEqualTo(DeployException.Kind.FAULTY);
    }

    @Test
    public void theViewNamesTheContentItDescribes() throws Exception {
        folder.put("a.jar", DeployFolder.version(1));
        folder.load();
        assertThat(folder.view("a.jar").judged()).contains(AcceptedVersions.digest(DeployFolder.version(1)));
        folder.publisher.failure = "no good";

        folder.change("a.jar", DeployFolder.version(2));
        folder.awaitView(
                "a.jar", view -> view.judged().equals(Optional.of(AcceptedVersions.digest(DeployFolder.version(2)))));
        assertThat(folder.view("a.jar").problems()).isNotEmpty();
        folder.publisher.failure = "";
        byte[] noBundle = {1, 2, 3};
        folder.change("a.jar", noBundle);
        folder.awaitView("a.jar", view -> view.judged().equals(Optional.of(AcceptedVersions.digest(noBundle))));
        assertThat(folder.view("a.jar").problems()).isNotEmpty();
        folder.change("a.jar", DeployFolder.version(1));

        folder.awaitView(
                "a.jar", view -> view.judged().equals(Optional.of(AcceptedVersions.digest(DeployFolder.version(1)))));
        assertThat(folder.view("a.jar").problems()).isEmpty();
    }

    @Test
    public void refusesAFirstVersion() throws Exception {
        folder.publisher.failure = "no good";
        folder.put("a.jar", DeployFolder.version(1));

        folder.load();

        assertThat(folder.view("a.jar").state()).isEqualTo(ConnectorView.State.REFUSED);
        assertThat(folder.view("a.jar").problems()).containsExactly("deploy/a.jar: no good");
    }

    @Test
    public void retriesAVersionThatCouldNotBeRead() throws Exception {
        folder.publisher.failure = "The tools of a.jar could not be read: the backend is down";
        folder.publisher.reason = Reason.UNREADABLE;
        folder.put("a.jar", DeployFolder.version(1));
        folder.load();
        assertThat(folder.lines())
                .containsExactly(
                        "deploy/a.jar: The tools of a.jar could not be read: the backend is down; the server retries automatically");

        folder.publisher.failure = "";

        folder.awaitHealed(() -> folder.publisher.published.containsKey("a.jar"));
        folder.awaitHealed(() -> folder.lines().isEmpty());
    }

    @Test
    public void retriesAConflictingNameOnceItsOwnerIsRemoved() throws Exception {
        folder.put("a.jar", DeployFolder.working("Bundle-SymbolicName", "a").bytes());
        folder.load();
        folder.publisher.failure = "The tool x of b.jar is refused: the name belongs to a.jar";
        folder.publisher.reason = Reason.NAMES;
        folder.change("b.jar", DeployFolder.working("Bundle-SymbolicName", "b").bytes());
        folder.awaitView(
                "b.jar",
                view -> view.state() == ConnectorView.State.REFUSED
                        && !view.problems().isEmpty());

        folder.publisher.failure = "";
        folder.delete("a.jar");

        folder.awaitView("b.jar", view -> view.state() == ConnectorView.State.SERVING);
    }

    @Test
    public void marksUpdatesForTheCatalogAfterARestart() throws Exception {
        folder.put("a.jar", DeployFolder.version(1));
        folder.load();
        folder.change("a.jar", DeployFolder.version(2));
        folder.awaitVersion("a.jar", 2);
        folder.load();
        folder.put("a.jar", DeployFolder.version(3));
        folder.load();

        assertThat(folder.publisher.arrivals).extracting(Arrival::update).containsExactly(false, true, false, true);
    }

    @Test
    public void servesThePreviousVersionAtAStart() throws Exception {
        folder.put("a.jar", DeployFolder.version(1));
        folder.load();
        folder.put("a.jar", DeployFolder.version(2));
        folder.publisher.refusing = arrival -> arrival.update();

        folder.load();

        assertThat(folder.number("a.jar")).isEqualTo("1.0.0");
        assertThat(folder.lines())
                .singleElement()
                .asString()
                .startsWith("deploy/a.jar: refused; ")
                .endsWith("keeps serving");
    }

    @Test
    public void marksAConnectorThatServesOnlyInPart() throws Exception {
        folder.put("a.jar", DeployFolder.version(1));
        folder.load();
        folder.publisher.refused.put("a.jar", List.of("The tool n_t of a.jar is refused: the name belongs to b.jar"));

        assertThat(folder.view("a.jar").problems())
                .containsExactly("The tool n_t of a.jar is refused: the name belongs to b.jar");
        assertThat(folder.view("a.jar").text()).contains("problem   The tool n_t");
        await().until(() -> folder.lines().isEmpty());
    }
}
