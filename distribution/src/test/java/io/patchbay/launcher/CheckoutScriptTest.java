package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The script {@code patchbay} of a checkout, with a fake Maven that records its arguments. */
public class CheckoutScriptTest {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path checkout;
    private Path programs;
    private Path called;

    @Before
    public void copy() throws IOException {
        Path root = temporary.getRoot().toPath();
        checkout = root.resolve("a checkout");
        programs = root.resolve("programs");
        called = root.resolve("called");
        Path scripts = Files.createDirectories(checkout.resolve("distribution/src/main/scripts"));
        Files.createDirectories(programs);
        Files.copy(REPOSITORY.resolve("patchbay"), checkout.resolve("patchbay"));
        Files.copy(REPOSITORY.resolve("distribution/src/main/scripts/java.sh"), scripts.resolve("java.sh"));
        program(
                programs.resolve("mvn"),
                "echo \"$LC_ALL $*\" >>\"" + called + "\"; echo 'Apache Maven 3.9.9'; [ \"$1\" = --version ]");
    }

    @Test
    public void buildsWithAUtf8Locale() throws IOException, InterruptedException {
        Run build = run(Map.of("LC_ALL", "C", "LANG", ""), "build");

        assertThat(build.said()).contains("The build failed");
        assertThat(called).content().contains("C.UTF-8 -B");
    }

    @Test
    public void keepsAUtf8Locale() throws IOException, InterruptedException {
        program(programs.resolve("locale"), "echo UTF-8");

        run(Map.of("LC_ALL", "de_DE.utf8"), "build");

        assertThat(called).content().contains("de_DE.utf8 -B");
    }

    @Test
    public void runsTheTestsWithCoverageOnRequest() throws IOException, InterruptedException {
        run(Map.of(), "test", "--coverage", "-q");
        assertThat(called).content().contains("verify -Dpatchbay.coverage=" + checkout + "/target/coverage -q");

        Files.delete(called);
        run(Map.of(), "test", "-q");
        assertThat(called).content().contains("verify -q");
    }

    @Test
    public void runsOneProofAtFullLength() throws IOException, InterruptedException {
        program(checkout.resolve("itests/setup.sh"), "");
        program(checkout.resolve("benchmarks/live/prove.sh"), "echo \"proves $*\"");

        assertThat(run(Map.of(), "test", "--proof", "kill").said()).contains("proves kill");
        assertThat(run(Map.of(), "test", "--proof").said()).contains("proves --help");
    }

    @Test
    public void reportsABrokenMaven() throws IOException, InterruptedException {
        program(programs.resolve("mvn"), "echo 'Error: it is broken' >&2; exit 1");

        Run build = run(Map.of(), "build");

        assertThat(build.exit()).isEqualTo(1);
        assertThat(build.said())
                .contains("it is broken", programs.resolve("mvn").toString());
    }

    @Test
    public void doesNotBuildWhileAServerRuns() throws IOException, InterruptedException {
        Process server = new ProcessBuilder("sh", "-c", "sleep 600; true", "io.patchbay.launcher.Main").start();
        try {
            processFile(server);

            Run build = run(Map.of(), "build");

            assertThat(build.exit()).isEqualTo(1);
            assertThat(build.said()).contains("process " + server.pid(), "./patchbay stop");
            assertThat(called).doesNotExist();
        } finally {
            server.descendants().forEach(ProcessHandle::destroy);
            server.destroy();
        }
    }

    @Test
    public void ignoresAnotherProcessWithTheNumberOfAKilledServer() throws IOException, InterruptedException {
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            processFile(other);

            run(Map.of(), "build");

            assertThat(called).content().contains("package");
        } finally {
            other.destroy();
        }
    }

    @Test
    public void reportsAnInvalidJavaHome() throws IOException, InterruptedException {
        Run build = run(Map.of("JAVA_HOME", "/no/such/jdk"), "build");

        assertThat(build.said()).contains("JAVA_HOME (/no/such/jdk)", "Looking elsewhere");
        assertThat(called).content().contains("package");
    }

    @Test
    public void resolvesFoldersFromTheCurrentFolder() throws IOException, InterruptedException {
        Path home = checkout.resolve("distribution/target/patchbay");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        program(home.resolve("bin/patchbay"), "pwd");
        Files.writeString(home.resolve("lib/build"), "");

        assertThat(run(Map.of(), "run", "--data", "here").said())
                .isEqualTo(temporary.getRoot().toPath().toRealPath() + "\n");
    }

    @Test
    public void reportsSkippedTestsAndFailsInCi() throws IOException, InterruptedException {
        Path reports = Files.createDirectories(checkout.resolve("connectors/x/target/surefire-reports"));
        program(
                programs.resolve("mvn"),
                "echo 'Apache Maven 3.9.9'; [ \"$1\" = --version ] || { sleep 1; echo '<skipped message=\"no second disk\"/>'"
                        + " >\"" + reports.resolve("TEST-a.xml") + "\"; }");

        Run here = run(Map.of("CI", ""), "test");
        Run built = run(Map.of("CI", "true"), "test");

        assertThat(here.exit()).isZero();
        assertThat(here.said()).contains("Tests were skipped, because:\n  no second disk\n");
        assertThat(built.exit()).isEqualTo(1);
        assertThat(built.said()).contains("In CI this is a failure.");
    }

    @Test
    public void ignoresSkippedTestsOfEarlierRuns() throws IOException, InterruptedException {
        Path reports = Files.createDirectories(checkout.resolve("connectors/x/target/surefire-reports"));
        Path old = Files.writeString(reports.resolve("TEST-a.xml"), "<skipped message=\"no second disk\"/>");
        Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
        program(programs.resolve("mvn"), "echo 'Apache Maven 3.9.9'");

        Run built = run(Map.of("CI", "true"), "test");

        assertThat(built.exit()).as(built.said()).isZero();
    }

    @Test
    public void buildsAgainAfterAChangeButNotAfterACopy() throws IOException, InterruptedException {
        Path lib = Files.createDirectories(checkout.resolve("distribution/target/patchbay/lib"));
        Path source = Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        program(
                programs.resolve("mvn"),
                "echo built >>\"" + called + "\"; echo 'Apache Maven 3.9.9'; [ \"$1\" = --version ] || touch \"" + lib
                        + "/a.jar\"");
        Files.createDirectories(lib.resolveSibling("bundles"));
        Files.writeString(lib.resolveSibling("bundles/a.jar"), "");
        assertThat(run(Map.of(), "build").exit()).isZero();
        Files.delete(called);

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        run(Map.of(), "build");
        assertThat(called).doesNotExist();

        Files.writeString(source, "<project>changed</project>");
        run(Map.of(), "build");
        assertThat(called).exists();
    }

    private void processFile(Process process) throws IOException {
        Path data = Files.createDirectories(checkout.resolve("data/state"));
        Files.writeString(data.resolve("patchbay.pid"), process.pid() + "\n");
    }

    private Run run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", checkout.resolve("patchbay").toString()));
        command.addAll(List.of(words));
        Path said = temporary.newFile().toPath();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(temporary.getRoot())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PATCHBAY_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", programs.toString(), (path, own) -> own + ":" + path);
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        return new Run(exit, Files.readString(said));
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** The exit code and the output of a run. */
    private record Run(int exit, String said) {}
}
