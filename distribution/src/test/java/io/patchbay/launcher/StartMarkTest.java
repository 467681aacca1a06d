package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class StartMarkTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void removesItsOwnMarkOnly() throws IOException {
        Path file = temporary.getRoot().toPath().resolve("starting");
        Files.writeString(file, "17\n");

        new StartMark(file.toString(), 18).remove();
        assertThat(file).exists();
        new StartMark(file.toString(), 17).remove();
        assertThat(file).doesNotExist();
    }

    @Test
    public void doesNothingWithoutAMark() {
        new StartMark("", 17).remove();
        new StartMark(temporary.getRoot() + "/starting", 17).remove();
    }
}
