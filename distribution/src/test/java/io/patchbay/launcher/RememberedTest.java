package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A data folder that was used with settings and connectors. */
public class RememberedTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path root;
    private Layout before;

    @Before
    public void use() throws IOException {
        root = temporary.getRoot().toPath().resolve("a server's");
        before = layout("config", "deploy");
        Files.createDirectories(before.shipped().resolve("deploy"));
        Files.writeString(before.shipped().resolve("deploy/clock.jar"), "");
        Files.writeString(before.config().resolve("io.patchbay.identity.key~one.cfg.json"), "{}");
        Files.writeString(before.deploy().resolve("weather.jar"), "");
        Files.writeString(before.deploy().resolve("clock.jar"), "");
        remembered(before).write();
    }

    @Test
    public void startsWithTheSameFolders() {
        assertThatCode(remembered(before)::check).doesNotThrowAnyException();
        assertThat(remembered(before).hadKeys()).isTrue();
    }

    @Test
    public void refusesOtherSettingsWithoutItsKeysAndSaysWhatToDo() throws IOException {
        Layout now = layout("other", "deploy");
        Files.writeString(now.config().resolve("io.patchbay.http.cfg.json"), "{}");

        assertThatThrownBy(remembered(now)::check)
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(78))
                .hasMessageContainingAll(
                        "pb run --config " + Shell.word(before.config()) + " --deploy " + Shell.word(before.deploy()),
                        "mkdir -p " + Shell.word(now.config()) + " && cp -a " + Shell.word(before.config()) + "/. "
                                + Shell.word(now.config()) + "/",
                        "pb run --adopt --config " + Shell.word(now.config()));
    }

    @Test
    public void refusesOtherConnectors() throws IOException {
        Layout now = layout("config", "elsewhere");
        Files.writeString(now.deploy().resolve("clock.jar"), "");

        assertThatThrownBy(remembered(now)::check)
                .hasMessageContaining("weather.jar")
                .hasMessageContaining("--adopt");
    }

    @Test
    public void acceptsMovedFolders() throws IOException {
        Layout now = layout("other", "elsewhere");
        Files.copy(
                before.config().resolve("io.patchbay.identity.key~one.cfg.json"),
                now.config().resolve("io.patchbay.identity.key~one.cfg.json"));
        Files.copy(before.deploy().resolve("weather.jar"), now.deploy().resolve("weather.jar"));

        assertThatCode(remembered(now)::check).doesNotThrowAnyException();
        assertThat(remembered(now).isOther("config")).isTrue();
    }

    @Test
    public void acceptsRevokedKeysAndDeletedConnectors() throws IOException {
        Files.writeString(before.config().resolve("io.patchbay.http.cfg.json"), "{}");
        Files.delete(before.config().resolve("io.patchbay.identity.key~one.cfg.json"));
        Files.delete(before.deploy().resolve("weather.jar"));

        assertThatCode(remembered(before)::check).doesNotThrowAnyException();
        remembered(before).write();
        assertThat(remembered(before).hadKeys())
                .as("no new key with every right")
                .isTrue();
    }

    @Test
    public void refusesAnEmptySettingsFolder() throws IOException {
        Files.delete(before.config().resolve("io.patchbay.identity.key~one.cfg.json"));

        assertThatThrownBy(remembered(before)::check).hasMessageContaining("--adopt");
    }

    @Test
    public void recognisesADataFolderOfAnEarlierVersionByItsTrail() throws IOException {
        Files.delete(before.data().resolve("folders.txt"));
        Files.createDirectories(before.data().resolve("audit"));
        Files.writeString(before.data().resolve("audit/1.jsonl"), "{}");
        Layout now = layout("other", "deploy");

        assertThatThrownBy(remembered(now)::check)
                .hasMessageContaining("earlier installation")
                .hasMessageContaining("pb run --adopt");
        assertThatCode(remembered(before)::check).doesNotThrowAnyException();
    }

    @Test
    public void recognisesSettingsInsideOfAnEarlierInstallation() throws IOException {
        Path inside = Files.createDirectories(before.home().resolve("config"));
        Files.writeString(inside.resolve("io.patchbay.http.cfg.json"), "{}");
        Layout fresh = new Layout(
                before.home(), root.resolve("fresh/config"), root.resolve("fresh/deploy"), root.resolve("fresh/data"));

        assertThatThrownBy(remembered(fresh)::check)
                .hasMessageContaining("cp -a " + Shell.word(inside) + "/. " + Shell.word(fresh.config()) + "/");
        assertThatCode(remembered(before)::check).doesNotThrowAnyException();
    }

    @Test
    public void recognisesADataFolderOfTheEarlierLayout() throws IOException {
        Path base = root.resolve("base");
        Files.createDirectories(base.resolve("audit"));
        Files.writeString(base.resolve("patchbay.pid"), "");
        Layout now = new Layout(before.home(), base.resolve("config"), base.resolve("deploy"), base.resolve("data"));

        assertThatThrownBy(remembered(now)::check)
                .hasMessageContaining("mv " + Shell.word(base))
                .hasMessageContaining("--data " + Shell.word(base));
    }

    @Test
    public void acceptsANewDataFolder() {
        Layout fresh = new Layout(
                before.home(), root.resolve("fresh/config"), root.resolve("fresh/deploy"), root.resolve("fresh/data"));

        assertThatCode(remembered(fresh)::check).doesNotThrowAnyException();
        assertThat(remembered(fresh).hadKeys()).isFalse();
        assertThat(remembered(fresh).isOther("config")).isFalse();
    }

    private Layout layout(String config, String deploy) throws IOException {
        Layout layout =
                new Layout(root.resolve("home"), root.resolve(config), root.resolve(deploy), root.resolve("data"));
        Files.createDirectories(root);
        layout.create();
        return layout;
    }

    private static Remembered remembered(Layout layout) {
        return new Remembered(layout, "pb");
    }
}
