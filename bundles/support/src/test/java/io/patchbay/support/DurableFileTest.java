package io.patchbay.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DurableFileTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void replacesAFileAndLeavesNoOtherBehind() throws IOException {
        Path file = root().resolve("a.json");

        DurableFile.write(file, new byte[] {1});
        DurableFile.write(file, new byte[] {2, 3});

        assertThat(Files.readAllBytes(file)).containsExactly(2, 3);
        assertThat(names(root())).containsExactly("a.json");
    }

    @Test
    public void makesFilesAndFoldersThatOnlyTheirOwnerMayUse() throws IOException {
        Path file = root().resolve("new/folder/a.json");

        DurableFile.write(file, new byte[] {1});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(file.getParent().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    public void keepsTheOldContentAndNoRemainsWhenTheNewCannotBePlaced() throws IOException {
        Path folder = Files.createDirectories(root().resolve("taken/inside"));

        assertThatThrownBy(() -> DurableFile.write(folder.getParent(), new byte[] {1}))
                .isInstanceOf(IOException.class);

        assertThat(names(root())).containsExactly("taken");
        assertThat(folder).isDirectory();
    }

    @Test
    public void deletesAFileAndSaysWhenThereIsNone() throws IOException {
        Path file = root().resolve("a.json");
        DurableFile.write(file, new byte[0]);

        DurableFile.delete(file);

        assertThat(file).doesNotExist();
        assertThatThrownBy(() -> DurableFile.delete(file)).isInstanceOf(NoSuchFileException.class);
    }

    private Path root() {
        return temporary.getRoot().toPath();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
