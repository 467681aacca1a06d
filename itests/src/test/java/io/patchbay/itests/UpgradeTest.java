package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** The archive of the distribution: unpacked, used, unpacked over itself and beside itself. */
public class UpgradeTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");
    private static final Pattern KEY = Pattern.compile("\\b([A-Za-z0-9_-]{4,64}:[A-Za-z0-9_-]{40,})\\b");
    private static final String TODAY = "patchbay-today";

    @Rule
    public final Timeout timeout = Timeout.seconds(120);

    @Rule
    public final TemporaryFolder temporary =
            new TemporaryFolder(Machine.here("target").toFile());

    private final Jdk jdk = Jdk.all().get(0);
    private Path archive;
    private Path root;

    @Before
    public void pack() throws IOException, InterruptedException {
        Path distribution = Path.of(System.getProperty("patchbay.distribution")).normalize();
        archive = temporary.getRoot().toPath().resolve("patchbay.tar.gz");
        root = temporary.getRoot().toPath().resolve("a server's");
        run(
                "tar",
                "--transform",
                "s,^\\./," + TODAY + "/,",
                "-C",
                distribution.toString(),
                "-cf",
                archive.toString(),
                "-I",
                "gzip -1",
                "./");
    }

    @After
    public void allServersAreGone() {
        assertThat(ProcessHandle.current()
                        .children()
                        .filter(child -> child.info().commandLine().orElse("").contains(root.toString())))
                .isEmpty();
    }

    @Test
    public void everythingThatOperatorsMadeOutlivesTheArchive() throws Exception {
        Installation first = new Installation(unpack("one"), root);
        Files.createDirectories(first.config());
        Files.writeString(first.config().resolve("io.patchbay.http.cfg.json"), "{\"port\": 0}");
        String key;
        try (Server server = first.start(jdk)) {
            key = firstKey(server);
            assertThat(McpClient.modern(server.endpoint(), key).tools()).contains("clock_current_time", "files_list");
            assertThat(server.stop()).as("a supervisor sees a clean end").isZero();
        }
        first.allowWrites("files_*");
        first.deploy("conformance");
        Map<Path, String> made = Map.of(
                first.config().resolve("io.patchbay.http.cfg.json"),
                "{\"port\": 0}",
                first.config().resolve("io.patchbay.policy.cfg.json"),
                Files.readString(first.config().resolve("io.patchbay.policy.cfg.json")));

        unpack("one");
        Path two = unpack("two");
        Installation beside = new Installation(two, root);
        Files.writeString(two.resolve("shipped/config/io.patchbay.policy.cfg.json"), "// A new version.\n{}\n");
        Installation.Cli check = beside.cli(jdk, "upgrade", "--check");

        assertThat(check.out())
                .contains("io.patchbay.policy.cfg.json was changed by you and stays")
                .contains("No changes are needed");
        assertThat(check.exit()).isZero();
        try (Server server = beside.start(jdk)) {
            assertThat(McpClient.modern(server.endpoint(), key).tools())
                    .contains("clock_current_time", "test_simple_text");
            assertThat(server.cli("config", "list").out()).doesNotContain(".new");
        }
        for (Map.Entry<Path, String> each : made.entrySet()) {
            assertThat(each.getKey()).hasContent(each.getValue());
        }
        assertThat(first.config().resolve("io.patchbay.policy.cfg.json.new"))
                .content()
                .contains("A new version");
        assertThat(keys(first)).hasSize(1);
    }

    @Test
    public void startsWithADamagedArchiveOfClassesAndALocaleThatIsNotThereButNotWithoutItsKeys() throws Exception {
        Installation installation = new Installation(unpack("one"), root);
        Files.createDirectories(installation.config());
        Files.writeString(installation.config().resolve("io.patchbay.http.cfg.json"), "{\"port\": 0}");
        String key;
        try (Server server = installation.start(jdk)) {
            key = firstKey(server);
        }
        Files.writeString(installation.data().resolve("files").resolve("übung.txt"), "x");
        Path classes = classes(installation);
        assertThat(classes.toFile().setWritable(true)).isTrue();
        try (FileChannel channel = FileChannel.open(classes, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }

        ProcessBuilder builder = installation.process(jdk, "run");
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
        builder.environment().put("LANG", "xx_XX.UTF-8");
        try (Server server = new Server(installation, jdk, builder, root.resolve("console.log"), true)) {
            assertThat(McpClient.modern(server.endpoint(), key)
                            .call("files_list", Map.of("path", "files"))
                            .text())
                    .contains("übung.txt");
            run("kill", "-HUP", Long.toString(server.pid()));
            await().until(() -> server.console().contains("SIGHUP"));
            assertThat(server.cli("status").exit()).isZero();
        }
        assertThat(classes(installation)).as("written again at the end").isNotEmptyFile();
        try (Server server = installation.start(jdk)) {
            await().until(() -> server.console().contains("Stop with Ctrl-C"));
            await().untilAsserted(() -> assertThat(mark(installation)).doesNotExist());
        }
        refusesToRunOnThisDataAsIfItWereNew(installation);
    }

    @Test
    public void itsDocumentsLeadNowhereElse() throws IOException, InterruptedException {
        Path unpacked = unpack("one");
        List<String> broken = new ArrayList<>();
        List<Path> pages;
        try (Stream<Path> found = Files.walk(unpacked)) {
            pages = found.filter(file -> file.toString().endsWith(".md")).toList();
        }
        for (Path page : pages) {
            for (Matcher link = LINK.matcher(Files.readString(page)); link.find(); ) {
                if (!link.group(1).contains(":") && !Files.exists(page.resolveSibling(link.group(1)))) {
                    broken.add(unpacked.relativize(page) + ": " + link.group(1));
                }
            }
        }

        assertThat(broken).isEmpty();
        assertThat(unpacked.resolve("docs/operate.md")).exists();
        assertThat(Files.readString(unpacked.resolve("README.md")))
                .contains("docs/operate.md")
                .doesNotContain("./patchbay");
        assertThat(unpacked.resolve("config"))
                .as("no file that an operator edits")
                .doesNotExist();
        assertThat(unpacked.resolve("deploy")).doesNotExist();
    }

    private void refusesToRunOnThisDataAsIfItWereNew(Installation installation)
            throws IOException, InterruptedException {
        Path other = Files.createDirectories(root.resolve("other"));

        Installation.Cli run = installation.cli(jdk, "run", "--config", other.toString());
        Installation.Cli start = installation.cli(jdk, "start", "--config", other.toString());

        assertThat(run.exit()).isEqualTo(78);
        assertThat(run.err())
                .contains("--adopt", installation.config().toString().replace("'", "'\\''"))
                .doesNotContain("Exception");
        assertThat(start.exit()).isEqualTo(78);
        assertThat(other).isEmptyDirectory();
        assertThat(installation.cli(jdk, "run", "--nonsense").exit()).isEqualTo(2);

        assertThat(mark(installation)).as("a start that ends in order").doesNotExist();
        Path classes = classes(installation);
        Process killed = new ProcessBuilder("true").start();
        killed.waitFor();
        Files.writeString(mark(installation), killed.pid() + "\n");
        assertThat(installation.cli(jdk, "run", "--config", other.toString()).err())
                .contains("ended before the server was ready");
        assertThat(classes).doesNotExist();
    }

    /** What is there while the server starts with the archive of loaded classes. */
    private static Path mark(Installation installation) throws IOException {
        Path classes = classes(installation);
        return classes.resolveSibling(classes.getFileName() + ".starting");
    }

    private Path unpack(String name) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(temporary.getRoot().toPath().resolve(name));
        run("tar", "-xzf", archive.toString(), "-C", folder.toString());
        return folder.resolve(TODAY);
    }

    /** The first key, from the terminal's output or from the file that the output names. */
    private static String firstKey(Server server) throws IOException {
        await().until(() -> server.console().contains("Stop with Ctrl-C"));
        String said = server.console();
        Matcher named = Pattern.compile("(/\\S.*first-key\\S*)").matcher(said);
        Matcher key = KEY.matcher(named.find() ? Files.readString(Path.of(named.group(1))) : said);
        assertThat(key.find()).as(said).isTrue();
        return key.group(1);
    }

    private static List<Path> keys(Installation installation) throws IOException {
        try (Stream<Path> files = Files.list(installation.config())) {
            return files.filter(file -> file.getFileName().toString().startsWith("io.patchbay.identity.key~"))
                    .toList();
        }
    }

    private static Path classes(Installation installation) throws IOException {
        try (Stream<Path> files = Files.list(installation.data().resolve("cds"))) {
            return files.filter(file -> file.getFileName().toString().matches("server-.*\\.jsa"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
