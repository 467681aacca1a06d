package io.patchbay.deploy.settings;

import io.patchbay.deploy.configadmin.FakeConfigurationAdmin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A {@link SettingsRig} in a temporary folder, for one test. */
abstract class SettingsFixture {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    SettingsRig rig;
    FakeConfigurationAdmin admin;
    Path config;

    @Before
    public void folders() throws IOException {
        rig = new SettingsRig(temporary.getRoot().toPath());
        admin = rig.admin;
        config = rig.config;
    }

    @After
    public void close() {
        rig.close();
    }

    SettingsFolder restart() throws IOException {
        SettingsFolder folder = rig.restart();
        admin = rig.admin;
        return folder;
    }

    SettingsFolder start() throws IOException {
        return rig.start();
    }

    void put(String name, String text) throws IOException {
        rig.put(name, text);
    }

    List<String> lines() {
        return rig.lines();
    }
}
