package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class UpgradeTest {

    private static final Set<String> BOTH = Set.of("config", "deploy");

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Layout layout;

    @Before
    public void folders() throws IOException {
        Path root = temporary.getRoot().toPath();
        layout = new Layout(root.resolve("home"), root.resolve("config"), root.resolve("deploy"), root.resolve("data"));
        layout.create();
        Files.createDirectories(layout.shipped().resolve("config"));
        Files.createDirectories(layout.shipped().resolve("deploy"));
        Files.createDirectories(layout.bundles());
        shipped("config/io.patchbay.web.cfg.json", "{\"port\": 1}");
        shipped("config/io.patchbay.mine.cfg.json", "{}");
        shipped("deploy/clock.jar", "");
        new Shipped(layout).copy(BOTH);
        try (ZipOutputStream jar =
                new ZipOutputStream(Files.newOutputStream(layout.bundles().resolve("web.jar")))) {
            jar.putNextEntry(new ZipEntry("OSGI-INF/metatype/web.xml"));
            jar.write("""
                    <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
                      <OCD id="web"><AD id="port" type="Integer"/><AD id=".password" type="Password"/></OCD>
                      <Designate pid="io.patchbay.web"><Object ocdref="web"/></Designate>
                      <Designate factoryPid="io.patchbay.mine"><Object ocdref="web"/></Designate>
                    </metatype:MetaData>
                    """.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    public void printsWhatTheNextStartDoesWithEachShippedFile() throws IOException {
        Files.writeString(layout.config().resolve("io.patchbay.mine.cfg.json"), "{\"port\": 2}");
        shipped("config/io.patchbay.web.cfg.json", "{\"port\": 2}");
        shipped("config/io.patchbay.mine.cfg.json", "{\"port\": 3}");
        shipped("deploy/files.jar", "");
        Files.delete(layout.deploy().resolve("clock.jar"));

        String said = check(0);

        assertThat(said)
                .contains(
                        "io.patchbay.web.cfg.json will be replaced",
                        "io.patchbay.mine.cfg.json was changed by you and stays",
                        "files.jar is new and will be written",
                        "clock.jar was deleted and stays deleted",
                        "No changes are needed");
        assertThat(layout.deploy().resolve("files.jar")).doesNotExist();
        assertThat(layout.config().resolve("io.patchbay.web.cfg.json")).hasContent("{\"port\": 1}");
    }

    @Test
    public void reportsFoldersWithWhichTheStartFails() throws IOException {
        Path file = temporary.newFile("file").toPath();
        for (String option : new String[] {"--data", "--config", "--deploy"}) {
            for (Path folder : new Path[] {file, file.resolve("below")}) {
                Map<String, Path> folders = new TreeMap<>(Map.of(
                        "--home",
                        layout.home(),
                        "--data",
                        layout.data(),
                        "--config",
                        layout.config(),
                        "--deploy",
                        layout.deploy()));
                folders.put(option, folder);
                Options options = Options.of(folders.entrySet().stream()
                        .flatMap(
                                each -> Stream.of(each.getKey(), each.getValue().toString()))
                        .toList());

                assertThatThrownBy(() -> new Upgrade(
                                        options,
                                        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                                .check())
                        .as(option)
                        .isInstanceOfSatisfying(
                                StartException.class,
                                e -> assertThat(e.exitCode()).isEqualTo(StartException.CONFIGURATION))
                        .hasMessageContaining("folder " + folder + " cannot be created: not a folder: " + file);
            }
        }
    }

    @Test
    public void namesSettingsThatTheVersionDoesNotKnow() throws IOException {
        Files.writeString(layout.config().resolve("io.patchbay.web.cfg.json"), """
                // "comment": 1
                {"port:Integer": 1, /* "other": */ "prot": {"inner": "\\" {"}, ".password": "x"}
                """);
        Files.writeString(layout.config().resolve("io.patchbay.gone~one.cfg.json"), "{}");
        Files.writeString(layout.config().resolve("com.example.own.cfg.json"), "{\"any\": 1}");

        String said = check(1);

        assertThat(said)
                .contains(
                        "io.patchbay.web.cfg.json: \"prot\" is not a setting",
                        "io.patchbay.gone~one.cfg.json: no component of this version");
        assertThat(said)
                .doesNotContain("comment")
                .doesNotContain("other\"")
                .doesNotContain("inner")
                .doesNotContain("com.example");
    }

    private void shipped(String path, String text) throws IOException {
        Files.writeString(layout.shipped().resolve(path), text);
    }

    private String check(int exit) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Options options = new Options(layout, BOTH, false, OptionalInt.empty(), Logging.Console.PLAIN, false);
        assertThat(new Upgrade(options, new PrintStream(said, true, StandardCharsets.UTF_8)).check())
                .isEqualTo(exit);
        return said.toString(StandardCharsets.UTF_8);
    }
}
