package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LayoutTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void readsEveryFolder() {
        Options options = Options.of(List.of(
                "--home",
                "/h",
                "--config",
                "/c x",
                "--deploy",
                "/d",
                "--data",
                "/data/../e",
                "--provision",
                "deploy",
                "--adopt"));

        assertThat(options.layout())
                .isEqualTo(new Layout(Path.of("/h"), Path.of("/c x"), Path.of("/d"), Path.of("/e")));
        assertThat(options.provision()).containsExactly("deploy");
        assertThat(options.adopt()).isTrue();
        assertThat(options.console()).isEqualTo(Logging.Console.PLAIN);
    }

    @Test
    public void refusesInvalidOptions() {
        assertThatThrownBy(() -> Options.of(List.of("--nonsense")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--nonsense");
        for (String port : List.of("", "http", "-1", "65536", "80 80")) {
            assertThatThrownBy(() -> Options.of(List.of("--port", port)))
                    .as(port)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("--port")
                    .hasMessageContaining("0 to 65535");
        }
        assertThatThrownBy(() -> Options.of(List.of("--home")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("needs a folder");
        assertThatThrownBy(() -> Options.of(List.of("--home", "/h")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> Options.of(List.of("--provision", "yes")))
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(StartException.USAGE))
                .hasMessageContaining("PATCHBAY_PROVISION");
    }

    @Test
    public void makesTheDataFolderPrivate() throws IOException {
        Files.setPosixFilePermissions(
                temporary.newFolder("data").toPath(), PosixFilePermissions.fromString("rwxr-xr-x"));

        layout().create();

        assertThat(Files.getPosixFilePermissions(layout().data()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    public void reportsWhyAFolderCannotBeCreated() throws IOException {
        Files.writeString(temporary.getRoot().toPath().resolve("data"), "a file");

        assertThatThrownBy(() -> layout().create())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("data folder");
    }

    @Test
    public void removesFilesOfAKilledServer() throws IOException {
        layout().create();
        Files.writeString(layout().data().resolve("http.port"), "{}");
        Files.writeString(layout().data().resolve("names.json"), "{}");

        layout().clearLeftovers();

        assertThat(layout().data().resolve("http.port")).doesNotExist();
        assertThat(layout().data().resolve("names.json")).exists();
    }

    @Test
    public void knowsItsVersion() {
        assertThat(layout().version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    public void locksTheDataFolderForOneProcess() throws Exception {
        layout().create();
        DataLock lock = DataLock.acquire(layout().data(), "patchbay");
        Process second = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecondServer.class.getName(),
                        layout().data().toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said)
                .contains("Another Patchbay (process " + ProcessHandle.current().pid() + ")")
                .contains(layout().data().toString());
        lock.close();
        DataLock.acquire(layout().data(), "patchbay").close();
    }

    @Test
    public void locksTheDataFolderOnAFullDisk() throws IOException {
        layout().create();
        Files.createSymbolicLink(layout().data().resolve("patchbay.pid"), Path.of("/dev/full"));

        assertThat(DataLock.acquire(layout().data(), "patchbay")).isNotNull();
    }

    private Layout layout() {
        Path root = temporary.getRoot().toPath();
        return new Layout(root.resolve("home"), root.resolve("config"), root.resolve("deploy"), root.resolve("data"));
    }

    /** Tries to acquire the lock, and prints why this fails. */
    public static final class SecondServer {

        private SecondServer() {}

        public static void main(String[] arguments) {
            try {
                DataLock.acquire(Path.of(arguments[0]), "./patchbay");
                System.out.println("acquired");
            } catch (StartException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
