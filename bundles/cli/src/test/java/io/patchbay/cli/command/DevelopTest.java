package io.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.cli.terminal.Terminal;
import io.patchbay.cli.terminal.Versions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code new connector} and {@code dev}, with a fake Maven that runs a script of the test. */
public class DevelopTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private Path root;
    private Path contract;

    @Before
    public void folders() throws IOException {
        root = temporary.getRoot().toPath().toRealPath();
        contract = Files.createDirectories(root.resolve("home/maven/io/patchbay/io.patchbay.api/" + version()));
        Files.writeString(
                contract.resolve("io.patchbay.api-" + version() + ".pom"), "<version>" + version() + "</version>");
        Files.writeString(contract.resolve("io.patchbay.api-" + version() + ".jar"), "classes");
        environment.put("PATCHBAY_INSTALLATION", root.resolve("home").toString());
        environment.put("PATCHBAY_DATA", root.resolve("data").toString());
        environment.put("PATCHBAY_DEPLOY", root.resolve("deploy").toString());
        environment.put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
    }

    @Test
    public void createsAProjectWithItsNameEverywhere() throws IOException {
        Path project = root.resolve("some where/tracker");

        assertThat(run("new", "connector", "issue-tracker", "--dir", project.toString(), "--package", "com.example.it"))
                .as(err())
                .isZero();

        Path source = project.resolve("src/main/java/com/example/it/IssueTrackerConnector.java");
        assertThat(Files.readString(source))
                .contains(
                        "package com.example.it;", "@McpNamespace(\"issue-tracker\")", "class IssueTrackerConnector ");
        assertThat(project.resolve("src/test/java/com/example/it/IssueTrackerConnectorTest.java"))
                .exists();
        assertThat(Files.readString(project.resolve("pom.xml")))
                .contains("<artifactId>issue-tracker</artifactId>", "<groupId>com.example</groupId>");
        for (Path file : files(project)) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContain("{{")
                    .doesNotContain("}}")
                    .doesNotContain(root.toString());
        }
        assertThat(out()).contains("'" + project + "'");
    }

    /** Maven does not download a version again, so a changed API needs another version. */
    @Test
    public void namesASnapshotOfTheApiAfterItsContent() throws IOException {
        String first = pom("a");
        String same = pom("b");
        Files.writeString(contract.resolve("io.patchbay.api-" + version() + ".jar"), "other classes");
        String other = pom("c");

        assertThat(first).isEqualTo(same).isNotEqualTo(other).doesNotContain("SNAPSHOT");
        assertThat(files(root.resolve("a/maven")))
                .allMatch(file -> file.toString().contains(first));
    }

    @Test
    public void refusesInvalidNamesAndCreatesNothing() throws IOException {
        for (String name : List.of(
                "Weather",
                "9lives",
                "../up",
                "/abs",
                "a_b",
                "-",
                "a--b",
                "a-",
                "ä",
                "a b",
                "a.b",
                "",
                "a".repeat(33),
                "class",
                "new")) {
            err.reset();
            assertThat(run("new", "connector", "--dir", root.resolve("x").toString(), "--", name))
                    .as(name)
                    .isEqualTo(2);
            assertThat(err()).as(name).contains("for example");
        }
        assertThat(run("new", "connector", "fine", "--package", "com.Example..x"))
                .isEqualTo(2);
        assertThat(run("new", "connector")).isEqualTo(2);
        assertThat(run("new")).isEqualTo(2);
        assertThat(root.resolve("x")).doesNotExist();
    }

    @Test
    public void overwritesNothing() throws IOException {
        Path full = Files.createDirectories(root.resolve("full"));
        Files.writeString(full.resolve("mine"), "mine");
        Path file = Files.writeString(root.resolve("file"), "mine");
        Path empty = Files.createDirectories(root.resolve("empty"));
        Path link = Files.createSymbolicLink(root.resolve("link"), empty);

        for (Path taken : List.of(full, file, link)) {
            assertThat(run("new", "connector", "weather", "--dir", taken.toString()))
                    .as(taken.toString())
                    .isEqualTo(1);
        }
        assertThat(run("new", "connector", "weather", "--dir", empty.toString()))
                .isZero();

        assertThat(err()).contains("was not changed");
        assertThat(files(full)).containsExactly(full.resolve("mine"));
        assertThat(file).hasContent("mine");
        assertThat(files(root)).noneMatch(path -> path.toString().contains(".new-connector"));
    }

    @Test
    public void saysWhereTheApiShouldBe() {
        environment.put("PATCHBAY_INSTALLATION", root.resolve("nowhere").toString());

        assertThat(run("new", "connector", "weather", "--dir", root.resolve("w").toString()))
                .isEqualTo(1);

        assertThat(err()).contains("maven folder");
    }

    @Test
    public void copiesTheJarToTheDeployFolder() throws IOException {
        Path project = project();
        bundle(root.resolve("made.jar"), "weather", "new");
        maven("mkdir -p target && cp '" + root.resolve("made.jar")
                + "' target/weather-1.jar && echo nonsense > target/weather-1-sources.jar");
        Path deploy = Files.createDirectories(root.resolve("deploy"));
        bundle(deploy.resolve("weather.jar"), "weather", "old");

        assertThat(run("dev", project.toString(), "--once")).as(out() + err()).isZero();

        assertThat(deploy.resolve("weather.jar")).hasSameBinaryContentAs(root.resolve("made.jar"));
        assertThat(files(deploy)).hasSize(1);
        assertThat(out())
                .contains("✓")
                .contains("No running server with the data folder")
                .doesNotContain("Ctrl-C");
    }

    @Test
    public void deploysTheBundleAndNotTheAdditionalJars() throws IOException {
        Path project = project();
        bundle(root.resolve("made.jar"), "weather", "classes");
        bundle(root.resolve("other.jar"), "weather", "others");
        maven("mkdir -p target && cp '" + root.resolve("made.jar")
                + "' target/weather-1.jar && for other in sources javadoc tests test-sources; do" + " cp '"
                + root.resolve("other.jar")
                + "' target/weather-1-$other.jar; touch -d '+1 hour' target/weather-1-$other.jar; done");

        assertThat(run("dev", project.toString(), "--once")).as(out() + err()).isZero();

        assertThat(root.resolve("deploy/weather.jar")).hasSameBinaryContentAs(root.resolve("made.jar"));
    }

    @Test
    public void doesNotReplaceAnotherConnectorWithTheSameFileName() throws IOException {
        Path project = project();
        bundle(root.resolve("made.jar"), "clock", "mine");
        maven("mkdir -p target && cp '" + root.resolve("made.jar") + "' target/clock-1.jar");
        Path deploy = Files.createDirectories(root.resolve("deploy"));
        bundle(deploy.resolve("clock.jar"), "io.patchbay.connectors.clock", "shipped");
        byte[] before = Files.readAllBytes(deploy.resolve("clock.jar"));

        assertThat(run("dev", project.toString(), "--once")).isEqualTo(1);

        assertThat(out()).contains("is another connector (io.patchbay.connectors.clock)");
        assertThat(deploy.resolve("clock.jar")).hasBinaryContent(before);
        assertThat(files(deploy)).hasSize(1);
    }

    @Test
    public void showsCompilerErrorsAndDeploysNothing() throws IOException {
        Path project = project();
        maven("""
                echo '[INFO] building'
                echo "[ERROR] COMPILATION ERROR : "
                echo "[ERROR] $PWD/src/main/java/A.java:[3,5] ';' expected"
                echo "[ERROR] $PWD/src/main/java/A.java:[3,5] ';' expected"
                echo '[ERROR] -> [Help 1]'
                echo '[ERROR] After correcting the problems, you can resume the build with the command'
                echo '[ERROR]   mvn <args> -rf :weather'
                exit 1""");

        assertThat(run("dev", project.toString(), "--once")).isEqualTo(1);

        assertThat(out())
                .contains("✗ build failed")
                .contains("\n  src/main/java/A.java:[3,5] ';' expected\n")
                .doesNotContain("Help 1")
                .doesNotContain("resume")
                .doesNotContain("-rf");
        assertThat(out().split("expected", -1)).hasSize(2);
        assertThat(files(root.resolve("deploy"))).isEmpty();
    }

    @Test
    public void showsMissingArtifactsWithoutColours() throws IOException {
        Path project = project();
        maven("""
                printf '\\033[0m\\033[0m[ERROR] Failed to execute goal on project weather: Could not find artifact a:b -> [Help 1]\\n'
                echo '[ERROR] '
                echo '[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.'
                echo '[ERROR] [Help 1] http://example.org'
                printf '\\033[0m'
                exit 1""");

        assertThat(run("dev", project.toString(), "--once")).isEqualTo(1);

        assertThat(out())
                .contains("Could not find artifact a:b")
                .doesNotContain("\u001b")
                .doesNotContain("Help 1]")
                .doesNotContain("stack trace");
    }

    @Test
    public void showsTheExpectationOfAFailedTest() throws IOException {
        Path project = project();
        maven("""
                echo '[ERROR] Failures: '
                echo '[ERROR]   WeatherTest.greets:22 '
                echo 'expected: "Hello"'
                echo ' but was: "Broken"'
                echo '[ERROR]   WeatherTest.other:30 plain'
                exit 1""");

        assertThat(run("dev", project.toString(), "--once", "--test")).isEqualTo(1);

        assertThat(out())
                .contains("WeatherTest.greets:22  expected: \"Hello\" but was: \"Broken\"\n")
                .contains("  WeatherTest.other:30 plain\n");
    }

    @Test
    public void buildsWithItsOwnJava() throws IOException {
        Path project = project();
        maven("echo \"$JAVA_HOME\" > '" + root.resolve("called") + "'; exit 1");

        run("dev", project.toString(), "--once");

        assertThat(root.resolve("called")).hasContent(System.getProperty("java.home"));
    }

    @Test
    public void runsTheTestsOnlyOnRequest() throws IOException {
        Path project = project();
        maven("echo \"$@\" >> '" + root.resolve("called") + "'; exit 1");

        run("dev", project.toString(), "--once");
        run("dev", project.toString(), "--once", "--test");

        assertThat(Files.readAllLines(root.resolve("called")))
                .satisfiesExactly(
                        quick -> assertThat(quick)
                                .contains("-Dmaven.test.skip=true")
                                .contains("package"),
                        tested -> assertThat(tested)
                                .doesNotContain("-Dmaven.test.skip=true")
                                .contains("package"));
    }

    @Test
    public void buildsAModuleWithItsDependencies() throws IOException {
        Path module = Files.createDirectories(root.resolve("whole/connectors/clock"));
        Files.writeString(root.resolve("whole/pom.xml"), "<modules><module>connectors/clock</module></modules>");
        Files.writeString(module.resolve("pom.xml"), "<project/>");
        maven("echo \"$@\" > '" + root.resolve("called") + "'; exit 1");

        run("dev", module.toString(), "--once");

        assertThat(Files.readString(root.resolve("called")))
                .contains("-f " + root.resolve("whole/pom.xml") + " -pl connectors/clock -am");
    }

    @Test
    public void reportsAMissingPomAndAMissingMaven() throws IOException {
        assertThat(run("dev", root.toString(), "--once")).isEqualTo(1);
        assertThat(err()).contains("pom.xml").contains("patchbay new connector");

        Path project = project();
        environment.put("PATH", root.toString());
        assertThat(run("dev", project.toString(), "--once")).isEqualTo(1);
        assertThat(out()).contains("mvn is not on the PATH");
    }

    private String pom(String name) throws IOException {
        assertThat(run("new", "connector", name, "--dir", root.resolve(name).toString()))
                .as(err())
                .isZero();
        return Files.readString(root.resolve(name).resolve("pom.xml"))
                .replaceFirst("(?s).*<patchbay.version>(.*?)</patchbay.version>.*", "$1");
    }

    private Path project() throws IOException {
        Path project = Files.createDirectories(root.resolve("project with space"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        return project;
    }

    private void maven(String script) throws IOException {
        Path file = Files.createDirectories(root.resolve("bin")).resolve("mvn");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void bundle(Path file, String name, String content) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name + ";singleton:=true");
        manifest.getMainAttributes().putValue("Content", content);
        try (OutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            out.flush();
        }
    }

    private static String version() throws IOException {
        return Versions.ofPatchbay();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private int run(String... words) {
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                Set.of());
        return Patchbay.commandLine(terminal).execute(words);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
