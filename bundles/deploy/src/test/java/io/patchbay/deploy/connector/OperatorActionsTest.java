package io.patchbay.deploy.connector;

import static io.patchbay.deploy.connector.DeployFolder.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Rule;
import org.junit.Test;

/** The actions of operators on connectors, and how long their effects last. */
public class OperatorActionsTest {

    @Rule
    public final DeployFolder folder = new DeployFolder();

    @Test
    public void staysRolledBackUntilTheFileChanges() throws Exception {
        folder.load();
        for (int version = 1; version <= 3; version++) {
            folder.change("a.jar", version(version));
            folder.awaitVersion("a.jar", version);
        }

        rollBack("a.jar");
        folder.awaitVersion("a.jar", 2);
        rollBack("a.jar");
        folder.awaitVersion("a.jar", 1);
        assertThatThrownBy(() -> rollBack("a.jar"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No earlier version");

        folder.load();
        assertThat(folder.number("a.jar")).isEqualTo("1.0.0");
        assertThat(folder.lines()).isEmpty();

        folder.change("a.jar", version(4));
        folder.awaitVersion("a.jar", 4);
    }

    @Test
    public void startDeploysTheFileAgainAfterARollback() throws Exception {
        folder.load();
        folder.change("a.jar", version(1));
        folder.awaitVersion("a.jar", 1);
        folder.change("a.jar", version(2));
        folder.awaitVersion("a.jar", 2);
        rollBack("a.jar");
        folder.awaitVersion("a.jar", 1);

        folder.actions().start(folder.actions().find("a.jar"));

        folder.awaitVersion("a.jar", 2);
    }

    @Test
    public void staysStoppedUntilItIsStarted() throws Exception {
        folder.put("a.jar", version(1));
        folder.load();

        folder.actions().stop(folder.actions().find("a"));
        assertThat(folder.view("a").state()).isEqualTo(ConnectorView.State.STOPPED);
        assertThat(folder.publisher.published).isEmpty();
        folder.load();
        assertThat(folder.publisher.published).isEmpty();
        folder.put("a.jar", version(2));
        folder.load();
        assertThat(folder.view("a").state()).isEqualTo(ConnectorView.State.STOPPED);

        folder.actions().start(folder.actions().find("a"));
        folder.awaitVersion("a.jar", 2);
    }

    @Test
    public void appliesAnOperatorsChangeThatCannotBeKept() throws Exception {
        folder.load();
        folder.change("a.jar", version(1));
        folder.awaitVersion("a.jar", 1);
        folder.change("a.jar", version(2));
        folder.awaitVersion("a.jar", 2);
        folder.breakKept();

        folder.actions().stop(folder.actions().find("a"));
        assertThat(folder.view("a").state()).isEqualTo(ConnectorView.State.STOPPED);
        assertThat(folder.lines())
                .singleElement()
                .asString()
                .contains("the state of the file cannot be kept for the next start");
        folder.mendKept();
        folder.actions().start(folder.actions().find("a"));

        folder.awaitVersion("a.jar", 2);
        assertThat(folder.lines()).isEmpty();
    }

    private void rollBack(String file) throws Exception {
        folder.actions().rollBack(folder.actions().find(file));
    }
}
