package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The functions of the start script, with files in place of /proc and /sys. */
public class ScriptsTest {

    private static final Path SCRIPTS = Path.of("src/main/scripts").toAbsolutePath();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void usesTheMemoryOfTheMachineWithoutOtherLimits() throws IOException, InterruptedException {
        file("proc/meminfo", "MemTotal:       2097152 kB\nMemFree: 1 kB\n");

        assertThat(memory()).isEqualTo("2000");
    }

    @Test
    public void usesTheLimitsOfAVersionTwoGroupAndItsParents() throws IOException, InterruptedException {
        file("proc/self/cgroup", "0::/system.slice/patchbay.service\n");
        file("proc/meminfo", "MemTotal: 8388608 kB\n");
        file("sys/fs/cgroup/system.slice/patchbay.service/memory.max", "max\n");
        file("sys/fs/cgroup/system.slice/memory.max", "209715200\n");

        assertThat(memory()).isEqualTo("200");
        file("sys/fs/cgroup/system.slice/patchbay.service/memory.max", "134217728\n");
        assertThat(memory()).isEqualTo("128");
    }

    @Test
    public void usesTheLimitOfAVersionTwoGroupInAContainer() throws IOException, InterruptedException {
        file("proc/self/cgroup", "0::/\n");
        file("sys/fs/cgroup/memory.max", "268435456\n");

        assertThat(memory()).isEqualTo("256");
    }

    @Test
    public void usesTheLimitOfAVersionTwoGroupOutsideItsNamespace() throws IOException, InterruptedException {
        file("proc/self/cgroup", "0::/../../elsewhere\n");
        file("sys/fs/cgroup/memory.max", "268435456\n");

        assertThat(memory()).isEqualTo("256");
    }

    @Test
    public void usesTheLimitOfAVersionOneGroup() throws IOException, InterruptedException {
        file("proc/self/cgroup", "9:cpu,cpuacct:/a\n8:memory:/a\n1:name=systemd:/a\n0::/a\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "209715200\n");

        assertThat(memory()).isEqualTo("200");
    }

    @Test
    public void usesTheLimitOfAVersionOneGroupInAContainer() throws IOException, InterruptedException {
        file("proc/self/cgroup", "8:memory:/docker/0123456789\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "314572800\n");

        assertThat(memory()).isEqualTo("300");
    }

    @Test
    public void printsNothingIfTheMemoryIsUnknown() throws IOException, InterruptedException {
        file("proc/self/cgroup", "8:memory:/a\n0::/\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        file("sys/fs/cgroup/memory.max", "max\n");

        assertThat(memory()).isEmpty();
    }

    @Test
    public void leavesMemoryBesideTheHeap() throws IOException, InterruptedException {
        Map<String, String> heaps =
                Map.of("''", "512", "8192", "512", "700", "512", "512", "364", "256", "140", "200", "91", "100", "32");

        for (Map.Entry<String, String> each : heaps.entrySet()) {
            assertThat(shell(Map.of(), "heap_mebibytes " + each.getKey()))
                    .as(each.getKey())
                    .isEqualTo(each.getValue());
        }
    }

    @Test
    public void putsEverythingIntoOneFolderOutsideOfTheInstallation() throws IOException, InterruptedException {
        Path home = temporary.newFolder("home").toPath();

        assertThat(folders(Map.of("HOME", home.toString())))
                .isEqualTo(home + "/.local/share/patchbay/config " + home + "/.local/share/patchbay/deploy " + home
                        + "/.local/share/patchbay/data config deploy");
        assertThat(folders(Map.of("HOME", home.toString(), "XDG_DATA_HOME", "/x")))
                .startsWith("/x/patchbay/config ");
        assertThat(folders(Map.of("HOME", home.toString(), "PATCHBAY_HOME", "/srv/pb")))
                .startsWith("/srv/pb/config /srv/pb/deploy /srv/pb/data ");
    }

    @Test
    public void aServiceWithoutAHomeUsesTheSystemFolder() throws IOException, InterruptedException {
        assertThat(folders(Map.of())).startsWith("/var/lib/patchbay/config ");
        assertThat(folders(Map.of("HOME", "/"))).startsWith("/var/lib/patchbay/config ");
        assertThat(folders(Map.of("HOME", "/nonexistent"))).startsWith("/var/lib/patchbay/config ");
    }

    @Test
    public void copiesShippedFilesOnlyIntoDefaultFolders() throws IOException, InterruptedException {
        assertThat(folders(Map.of("PATCHBAY_CONFIG", "/c"))).startsWith("/c ").endsWith("/data  deploy");
        assertThat(folders(Map.of("PATCHBAY_CONFIG", "/c", "PATCHBAY_DEPLOY", "/d")))
                .endsWith("/data false");
        assertThat(folders(Map.of("PATCHBAY_CONFIG", "/c", "PATCHBAY_PROVISION", "true")))
                .endsWith("/data true");
    }

    @Test
    public void refusesFoldersThatBeginWithATilde() throws IOException, InterruptedException {
        String refuse = "find_folders run; (refuse_tilde) 2>&1 || echo refused";

        for (String variable :
                new String[] {"PATCHBAY_HOME", "PATCHBAY_CONFIG", "PATCHBAY_DEPLOY", "PATCHBAY_DATA", "PATCHBAY_SECRETS"
                }) {
            assertThat(shell(Map.of(variable, "~/x"), refuse))
                    .as(variable)
                    .contains("begins with ~")
                    .endsWith("refused");
            assertThat(shell(Map.of(variable, "/a/~b"), refuse)).as(variable).isEmpty();
        }
    }

    @Test
    public void readsAllFileNamesInAnyLocale() throws IOException, InterruptedException {
        for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            for (String name : new String[] {"xx_XX.UTF-8", "C", "POSIX", "xx_XX.ISO-8859-1", ""}) {
                assertThat(shell(Map.of(variable, name), "locale charmap"))
                        .as(variable + "=" + name)
                        .isEqualTo("UTF-8");
            }
        }
    }

    @Test
    public void keepsALocaleWithUtf8() throws IOException, InterruptedException {
        assertThat(shell(Map.of("LANG", "C.UTF-8"), "echo \"$LANG ${LC_ALL-unset}\""))
                .isEqualTo("C.UTF-8 unset");
    }

    @Test
    public void computesTheSameChecksumAsCksum() throws IOException, InterruptedException {
        for (int size : new int[] {0, 1, 255, 70_000}) {
            Path file = Files.writeString(temporary.getRoot().toPath().resolve("counted"), "x".repeat(size));

            assertThat(shell(Map.of(), "cksum <'" + file + "'")).isEqualTo(Cksum.of(file));
        }
    }

    @Test
    public void usesAnUndamagedArchive() throws IOException, InterruptedException {
        archive();

        assertThat(checkArchive()).isEqualTo("used");
        Files.writeString(archiveFile(), "damaged");
        assertThat(checkArchive()).isEmpty();
        assertThat(archiveFile()).doesNotExist();
    }

    @Test
    public void deletesTheArchiveIfTheLastStartWithItFailed() throws IOException, InterruptedException {
        archive();
        file("cds/server.jsa.starting", endedProcess() + "\n");

        assertThat(checkArchive()).contains("ended before the server was ready").doesNotEndWith("used");
        assertThat(archiveFile().getParent()).isEmptyDirectory();
    }

    @Test
    public void treatsAMarkWithItsOwnNumberAsAnEarlierProcess() throws IOException, InterruptedException {
        archive();

        assertThat(shell(Map.of(), "mark_start '" + archiveFile() + "'; " + checkArchiveCommand()))
                .contains("ended before the server was ready");
    }

    @Test
    public void keepsTheArchiveWhileAnotherServerStartsWithIt() throws IOException, InterruptedException {
        archive();
        Process other = new ProcessBuilder("sh", "-c", "sleep 600; true", "io.patchbay.launcher.Main").start();
        try {
            file("cds/server.jsa.starting", other.pid() + "\n");

            assertThat(checkArchive()).isEqualTo("used");
        } finally {
            other.descendants().forEach(ProcessHandle::destroyForcibly);
            other.destroyForcibly();
        }
    }

    @Test
    public void usesTheArchiveIfNoMarkCanBeWritten() throws IOException, InterruptedException {
        archive();
        Files.createDirectories(archiveFile().resolveSibling("server.jsa.starting"));

        assertThat(shell(Map.of(), checkArchiveCommand() + "; mark_start '" + archiveFile() + "'"))
                .isEqualTo("used");
    }

    private Path archiveFile() {
        return temporary.getRoot().toPath().resolve("cds/server.jsa");
    }

    private void archive() throws IOException {
        file("cds/server.jsa", "classes");
        file("cds/server.jsa.sum", Cksum.of(archiveFile()) + "\n");
    }

    private static long endedProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private String checkArchive() throws IOException, InterruptedException {
        return shell(Map.of(), checkArchiveCommand());
    }

    private String checkArchiveCommand() {
        return "check_archive '" + archiveFile() + "'; echo $archive";
    }

    private void file(String path, String text) throws IOException {
        Path file = temporary.getRoot().toPath().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String memory() throws IOException, InterruptedException {
        return shell(Map.of(), "memory_mebibytes '" + temporary.getRoot() + "'");
    }

    private String folders(Map<String, String> environment) throws IOException, InterruptedException {
        return shell(
                environment,
                "find_folders run; echo \"$PATCHBAY_CONFIG $PATCHBAY_DEPLOY $PATCHBAY_DATA $PATCHBAY_PROVISION\"");
    }

    private static String shell(Map<String, String> environment, String command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-euc",
                ". " + SCRIPTS + "/java.sh; . " + SCRIPTS + "/folders.sh; . " + SCRIPTS + "/memory.sh; . " + SCRIPTS
                        + "/archive.sh; " + command);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
