package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class UnpackedBeforeTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path data;
    private Path framework;
    private Path aside;

    @Before
    public void folders() throws IOException {
        data = temporary.getRoot().toPath().toRealPath();
        framework = data.resolve("framework");
        aside = data.resolve("framework.old");
    }

    @Test
    public void isMovedAtOnceAndDeletedLater() throws IOException {
        unpack();
        UnpackedBefore before = new UnpackedBefore(framework);

        before.moveAside();

        assertThat(framework).doesNotExist();
        assertThat(Files.getPosixFilePermissions(aside)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        unpack(); // as the framework does while the old files are deleted
        before.run();
        assertThat(aside).doesNotExist();
        assertThat(framework.resolve("bundle1/version0.0/bundle.jar")).exists();
    }

    @Test
    public void deletesFilesOfAKilledStart() throws IOException {
        unpack();
        new UnpackedBefore(framework).moveAside();
        unpack();
        UnpackedBefore next = new UnpackedBefore(framework);

        next.moveAside();
        next.run();

        assertThat(data).isEmptyDirectory();
    }

    @Test
    public void doesNothingAtTheFirstStart() {
        UnpackedBefore first = new UnpackedBefore(framework);

        first.moveAside();
        first.run();

        assertThat(data).isEmptyDirectory();
    }

    @Test
    public void doesNotFollowALink() throws IOException {
        Path elsewhere = temporary.newFolder("elsewhere").toPath();
        Files.writeString(elsewhere.resolve("kept"), "");
        Files.createSymbolicLink(framework, elsewhere);
        UnpackedBefore before = new UnpackedBefore(framework);

        before.moveAside();
        before.run();

        assertThat(framework).isSymbolicLink();
        assertThat(elsewhere.resolve("kept")).exists();
    }

    @Test
    public void leavesTheFolderIfItCannotBeMoved() throws IOException {
        unpack();
        Files.writeString(aside, "a file where the folder goes");
        UnpackedBefore before = new UnpackedBefore(framework);

        before.moveAside();

        assertThat(framework.resolve("bundle1/version0.0/bundle.jar")).exists();
    }

    private void unpack() throws IOException {
        Path bundle = Files.createDirectories(framework.resolve("bundle1/version0.0"));
        Files.writeString(bundle.resolve("bundle.jar"), "a jar");
    }
}
