package io.patchbay.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.Test;

/** Files that the server itself writes and removes. */
public class SettingsWritesTest extends SettingsFixture {

    @Test
    public void writesAFileReadableOnlyByItsOwnerAndAppliesIt() throws IOException {
        SettingsFolder folder = start();

        folder.write("io.key~k", "made by a test", Map.of("name", "k"));

        Path file = config.resolve("io.key~k.cfg.json");
        assertThat(Files.readString(file)).startsWith("// made by a test\n");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(admin.properties("io.key~k").get("name")).isEqualTo("k");
        try (Stream<Path> files = Files.list(config)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    public void returnsOnlyAfterEveryListenerReceivedTheChange() throws IOException {
        CountDownLatch mayHear = new CountDownLatch(1);
        AtomicBoolean heard = new AtomicBoolean();
        admin.listen(event -> {
            if ("io.a".equals(event.getPid())) {
                await(mayHear);
                heard.set(true);
            }
        });
        SettingsFolder folder = start();
        new Thread(mayHear::countDown).start();

        folder.write("io.a", "x", Map.of("x", 1));

        assertThat(heard).isTrue();
    }

    @Test
    public void doesNotWaitOnTheDeliveringThread() throws Exception {
        SettingsFolder folder = start();
        folder.write("io.first", "x", Map.of("x", 1));
        CountDownLatch written = new CountDownLatch(1);
        admin.listen(event -> {
            if ("io.a".equals(event.getPid())) {
                write(folder, "io.b");
                written.countDown();
            }
        });

        folder.write("io.a", "x", Map.of("x", 1));

        written.await();
        assertThat(admin.has("io.b")).isTrue();
    }

    @Test
    public void changesNothingWhenAWriteIsRefused() throws IOException {
        put("io.a.cfg.json", "{\"x\": 1}");
        SettingsFolder folder = start();

        for (String pid : List.of("../io.a", "io/a", "", "a\u0000b")) {
            assertThatThrownBy(() -> folder.write(pid, "x", Map.of())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> folder.remove(pid)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> folder.write("io.a", "x", Map.of("p", "$[secret:unknown]")))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(Files.readString(config.resolve("io.a.cfg.json"))).isEqualTo("{\"x\": 1}");
        assertThat(admin.properties("io.a").get("x")).isEqualTo(1L);
    }

    @Test
    public void removesFileAndConfiguration() throws IOException {
        put("io.a.cfg.json", "{\"x\": 1}");
        SettingsFolder folder = start();

        assertThat(folder.remove("io.a")).isTrue();
        assertThat(folder.remove("io.a")).isFalse();

        assertThat(admin.has("io.a")).isFalse();
        assertThat(config.resolve("io.a.cfg.json")).doesNotExist();
    }

    @Test
    public void removesAFileThatWasNeverGood() throws IOException {
        put("io.a.cfg.json", "{");
        SettingsFolder folder = start();

        assertThat(folder.remove("io.a")).isTrue();

        assertThat(lines()).isEmpty();
    }

    private static void write(SettingsFolder folder, String pid) {
        try {
            folder.write(pid, "x", Map.of("x", 1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
