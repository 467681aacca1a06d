package io.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FirstKeyFileTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void isInUseUntilItsKeyIsRevokedOrItIsDeleted() throws IOException {
        Path folder = temporary.getRoot().toPath();
        Path shown = folder.resolve("first-key.txt");
        FirstKeyFile file = new FirstKeyFile(folder, folder);
        assertThat(file.inUse()).isEmpty();

        Files.writeString(shown, "Authorization: Bearer key-0123456789:secret");
        assertThat(file.inUse()).isEmpty();
        Path key = Files.writeString(folder.resolve("io.patchbay.identity.key~key-0123456789.cfg.json"), "{}");
        assertThat(file.inUse()).contains(shown);

        Files.delete(key);
        assertThat(file.inUse()).isEmpty();
        Files.writeString(shown, "a note of somebody");
        assertThat(file.inUse()).contains(shown);
    }
}
