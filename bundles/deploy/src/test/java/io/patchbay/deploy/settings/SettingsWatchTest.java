package io.patchbay.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.deploy.FaultyDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The thread that watches the settings survives failures. */
public class SettingsWatchTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final FaultyDisk disk = new FaultyDisk();
    private final AtomicInteger loaded = new AtomicInteger();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    @Test
    public void reportsItsOwnFailureAndRetries() throws Exception {
        try (SettingsRig rig = new SettingsRig(temporary.getRoot().toPath())) {
            SettingsWatch watch = watching(rig);
            watch.start();
            await().until(() -> loaded.get() == 1);

            failure.set(new IllegalStateException("a fault nobody thought of"));
            await().until(() -> rig.lines().stream()
                    .anyMatch(line -> line.contains("could not be checked: a fault nobody thought of")));
            failure.set(null);
            await().until(() -> rig.lines().isEmpty());

            watch.stop();
        }
    }

    @Test
    public void retriesAFolderAfterAnUnexpectedFailure() throws Exception {
        try (SettingsRig rig = new SettingsRig(temporary.getRoot().toPath())) {
            disk.fault =
                    FaultyDisk.of("list", "config", new UncheckedIOException(new IOException("Input/output error")));
            SettingsWatch watch = watching(rig);

            watch.start();

            assertThat(rig.lines()).singleElement().asString().contains("could not be checked: Input/output error");
            assertThat(loaded.get()).isZero();
            disk.fault = FaultyDisk.NONE;
            await().until(() -> loaded.get() == 1 && rig.lines().isEmpty());
            watch.stop();
        }
    }

    private SettingsWatch watching(SettingsRig rig) throws IOException {
        rig.start();
        FolderRights rights = new FolderRights(rig.config, rig.config, rig.config, new SettingsProblems());
        return new SettingsWatch(
                disk.path(rig.config),
                rig.folder,
                rig.readers,
                rights,
                () -> {
                    if (failure.get() != null) {
                        throw failure.get();
                    }
                    return 0;
                },
                loaded::incrementAndGet);
    }
}
