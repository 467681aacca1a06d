package io.patchbay.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.deploy.configadmin.Attribute;
import io.patchbay.deploy.configadmin.FakeAttribute;
import io.patchbay.deploy.configadmin.FakeConfigurationAdmin;
import io.patchbay.deploy.configadmin.Metatypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.service.metatype.AttributeDefinition;

public class SettingsFolderTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private SettingsRig rig;
    private FakeConfigurationAdmin admin;
    private Path config;

    @Before
    public void folders() throws IOException {
        rig = new SettingsRig(temporary.getRoot().toPath());
        admin = rig.admin;
        config = rig.config;
    }

    @After
    public void close() {
        rig.close();
    }

    @Test
    public void loadsSingletonsAndInstances() throws IOException {
        put("io.a.cfg.json", "{\"x\": 1}");
        put("io.b~one.cfg.json", "{\"x\": 2}");

        start();

        assertThat(admin.properties("io.a").get("x")).isEqualTo(1L);
        assertThat(admin.properties("io.b~one").get("x")).isEqualTo(2L);
        assertThat(lines()).isEmpty();
    }

    @Test
    public void aBrokenFileDoesNotStopOthers() throws IOException {
        put("io.a.cfg.json", "{\n  \"x\": }");
        put("io.b.cfg.json", "{}");
        put("io.c.cfg", "x=1");
        put("not a pid.cfg.json", "{}");
        put("README.md", "read me");
        Files.createDirectory(config.resolve("io.d.cfg.json"));

        start();

        assertThat(admin.has("io.b")).isTrue();
        assertThat(admin.has("io.a")).isFalse();
        assertThat(lines())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).startsWith("config/io.a.cfg.json: line 2, column "))
                .anySatisfy(
                        line -> assertThat(line).startsWith("config/io.c.cfg: this is not the name of a settings file"))
                .anySatisfy(line -> assertThat(line).startsWith("config/io.d.cfg.json: the file cannot be read"))
                .anySatisfy(line -> assertThat(line).startsWith("config/not a pid.cfg.json: "));
    }

    @Test(timeout = 60_000)
    public void doesNotReadDevicesOrPipes() throws IOException {
        Path endless = Path.of("/dev/zero");
        Files.createSymbolicLink(config.resolve("io.a.cfg.json"), endless);
        put("io.b.cfg.json", "{}");

        start();

        assertThat(admin.has("io.b")).isTrue();
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("config/io.a.cfg.json: the file cannot be read: it is not a regular file");
    }

    @Test
    public void fallsBackToTheLastGoodVersion() throws IOException {
        put("io.a.cfg.json", "{\"x\": 1}");
        start();
        put("io.a.cfg.json", "{\"x\": ");

        restart();

        assertThat(admin.properties("io.a").get("x")).isEqualTo(1L);
        assertThat(lines()).singleElement().asString().endsWith("the last good version of the file is in force");
    }

    @Test
    public void doesNotFallBackOnceTheFileWasRemoved() throws IOException {
        put("io.a.cfg.json", "{\"x\": 1}");
        start();
        Files.delete(config.resolve("io.a.cfg.json"));
        restart();
        put("io.a.cfg.json", "{");

        restart();

        assertThat(admin.has("io.a")).isFalse();
        assertThat(lines()).singleElement().asString().endsWith("there is no last good version");
    }

    @Test
    public void removesConfigurationsWithoutFilesAndKeepsUnchangedOnes() throws IOException {
        put("io.a.cfg.json", "{\"x\": 1}");
        put("io.b.cfg.json", "{}");
        start();
        Files.delete(config.resolve("io.b.cfg.json"));
        admin.changes.clear();

        start();

        assertThat(admin.changes).containsExactly("-io.b");
    }

    @Test
    public void doesNotApplyUnresolvedPlaceholders() throws IOException {
        put("io.a.cfg.json", "{\".password\": \"$[secret:known]\", \"hosts\": [\"a\", \"$[env:MISSING;default=x]\"]}");
        put("io.b.cfg.json", "{\".password\": \"$[secret:known]\"}");

        start();

        assertThat(admin.has("io.a")).isFalse();
        assertThat(admin.properties("io.b").get(".password")).isEqualTo("$[secret:known]");
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("line 1: \"hosts\" cannot be resolved here ($[env:MISSING])")
                .doesNotContain("hunter2");
    }

    @Test
    public void usesTheFirstOfTwoNamesThatDifferInCase() throws IOException {
        put("IO.a.cfg.json", "{\"x\": 1}");
        put("io.a.cfg.json", "{\"x\": 2}");

        start();

        assertThat(admin.has("io.a")).isFalse();
        assertThat(lines()).singleElement().asString().contains("duplicate of IO.a.cfg.json");
    }

    @Test
    public void refusesValuesOfTheWrongTypeAndReportsUnknownNames() throws IOException {
        put("io.typed.cfg.json", "{\"port\": \"eighty\"}");
        put("io.typed~x.cfg.json", "{\"prot\": 80, \"port\": 80}");

        start();

        assertThat(admin.has("io.typed")).isFalse();
        assertThat(admin.properties("io.typed~x").get("port")).isEqualTo(80L);
        assertThat(lines())
                .containsExactly(
                        "config/io.typed.cfg.json: line 1: \"port\" is not a whole number that fits: write it as 10, without quotes; the file is not applied, and there is no last good version",
                        "config/io.typed~x.cfg.json: line 1: \"prot\" is not a setting; did you mean \"port\"?");
    }

    @Test
    public void refusesAListForOneValueAndAValueOutOfRange() throws IOException {
        put("io.typed.cfg.json", "{\"port\": [80]}"); // a list of one item is still a list
        put("io.typed~a.cfg.json", "{\"port\": [80, 81]}");
        put("io.typed~b.cfg.json", "{\"port\": -1}");

        start();

        assertThat(lines())
                .anySatisfy(line -> assertThat(line)
                        .contains("io.typed.cfg")
                        .contains("line 1")
                        .contains("takes one value"))
                .anySatisfy(line -> assertThat(line).contains("io.typed~a").contains("takes one value"))
                .anySatisfy(line -> assertThat(line).contains("io.typed~b").contains("less than minimum"));
    }

    @Test
    public void refusesValuesOfAnotherTypeThanTheSetting() throws IOException {
        rig.describe(
                "io.types",
                Metatypes.Kind.EITHER,
                "1",
                Map.of(
                        "number", new Attribute(new FakeAttribute("number", AttributeDefinition.INTEGER, 0), false),
                        "flag", new Attribute(new FakeAttribute("flag", AttributeDefinition.BOOLEAN, 0), false),
                        "text", new Attribute(new FakeAttribute("text", AttributeDefinition.STRING, 0), false),
                        "texts", new Attribute(new FakeAttribute("texts", AttributeDefinition.STRING, 9), false)));
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("\"number\": \"910\"", "is not a whole number that fits: write it as 10, without quotes"),
                Map.entry("\"number\": [910]", "takes one value, not a list: write it as 10"),
                Map.entry("\"number\": []", "takes one value, not a list"),
                Map.entry("\"number\": 9.5", "is not a whole number"),
                Map.entry("\"number\": true", "is not a whole number"),
                Map.entry("\"flag\": [true]", "takes one value, not a list: write it as true or false"),
                Map.entry("\"flag\": \"true\"", "is not true or false: write it as true or false, without quotes"),
                Map.entry("\"flag\": 1", "is not true or false"),
                Map.entry("\"text\": 7", "is not text in quotes: write it as \"text\""),
                Map.entry("\"text\": false", "is not text in quotes"),
                Map.entry("\"text\": [\"a\"]", "takes one value, not a list"),
                Map.entry("\"texts\": \"a_*,b_*\"", "takes a list: write it as [\"text\", …]"),
                Map.entry("\"texts\": [1, 2]", "is not text in quotes"),
                Map.entry("\"texts\": [\"a\", 2]", "contains values of different types"),
                Map.entry("\"texts\": [\"a\", null]", "contains null"));
        start();
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            rig.edit("io.types.cfg.json", "{\n " + each.getKey() + "}");

            assertThat(admin.has("io.types")).as(each.getKey()).isFalse();
            assertThat(lines())
                    .singleElement()
                    .asString()
                    .startsWith("config/io.types.cfg.json: line 2: \"")
                    .contains(each.getValue());
        }

        rig.edit("io.types.cfg.json", "{\"number\": 910, \"flag\": true, \"text\": \"7\", \"texts\": []}");

        assertThat(lines()).isEmpty();
    }

    @Test
    public void acceptsTextForANumberFromAPlaceholder() throws IOException {
        rig.secrets.put("known", "80");
        put("io.typed.cfg.json", "{\"port\": \"$[secret:known]\"}");

        start();

        assertThat(lines()).isEmpty();
    }

    @Test
    public void refusesPathsThatOnlyAShellExpands() throws IOException {
        start();
        for (String path : List.of("~", "~/x", "~root/x", "x=~/y")) {
            rig.edit("io.typed.cfg.json", "{\"name\": \"" + path + "\"}");

            assertThat(lines())
                    .as(path)
                    .singleElement()
                    .asString()
                    .contains("line 1: \"name\" begins with ~")
                    .contains("absolute path");
        }
        rig.edit("io.typed.cfg.json", "{\"name\": \"/a/~b\"}");

        assertThat(lines()).isEmpty();
    }

    @Test
    public void doesNotApplyAMisspeltProtectiveSettingAtAStart() throws IOException {
        rig.describe(
                "io.patchbay.identity.key",
                Metatypes.Kind.INSTANCES,
                "1",
                Map.of("expires", new Attribute(new FakeAttribute("expires", AttributeDefinition.STRING, 0), false)));
        put("io.patchbay.identity.key~k.cfg.json", "{\"validUntil\": \"2026-01-01T00:00:00Z\"}");
        put("io.typed.cfg.json", "{\"prot\": 1}");

        start();

        assertThat(admin.has("io.patchbay.identity.key~k")).isFalse();
        assertThat(admin.has("io.typed")).isTrue();
    }

    @Test
    public void usesTheLastGoodVersionOfAFileWithARemovedSetting() throws IOException {
        rig.describe(
                "io.patchbay.deploy",
                Metatypes.Kind.SINGLE,
                "1",
                Map.of(
                        "old", new Attribute(new FakeAttribute("old", AttributeDefinition.STRING, 0), false),
                        "kept", new Attribute(new FakeAttribute("kept", AttributeDefinition.STRING, 0), false)));
        put("io.patchbay.deploy.cfg.json", "{\"old\": \"x\", \"kept\": \"y\"}");
        start();
        rig.describe(
                "io.patchbay.deploy",
                Metatypes.Kind.SINGLE,
                "2",
                Map.of("kept", new Attribute(new FakeAttribute("kept", AttributeDefinition.STRING, 0), false)));

        restart();

        assertThat(admin.properties("io.patchbay.deploy").get("kept")).isEqualTo("y");
    }

    @Test
    public void reportsTheInvalidFiles() throws IOException {
        start();
        rig.edit("io.a.cfg.json", "{");
        assertThat(rig.invalid).containsExactly("io.a");
        assertThat(rig.unusable).isEmpty();

        rig.edit("io.a.cfg.json", "{}");
        assertThat(rig.invalid).isEmpty();
        rig.edit("io.a.cfg.json", "{");
        assertThat(rig.invalid).containsExactly("io.a");
        rig.delete("io.a.cfg.json");

        assertThat(rig.invalid).isEmpty();
    }

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
    public void warnsOfAFileThatEveryUserMayWrite() throws IOException {
        put("io.a.cfg.json", "{}");
        Path file = config.resolve("io.a.cfg.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        start();
        assertThat(lines())
                .containsExactly(
                        "config/io.a.cfg.json: every user of this machine can change this file. Remove that permission: chmod o-w "
                                + file);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        rig.tell("io.a.cfg.json");

        assertThat(lines()).isEmpty();
    }

    @Test
    public void warnsOfFoldersAndConnectorsThatEveryUserMayWrite() throws IOException {
        Path root = temporary.newFolder("root").toPath();
        Path deploy = Files.createDirectory(root.resolve("deploy"));
        Path data = Files.createDirectory(root.resolve("data"));
        Path jar = Files.createFile(deploy.resolve("a.jar"));
        SettingsProblems problems = new SettingsProblems();
        FolderRights rights = new FolderRights(config, deploy, data, problems);
        rights.check();
        assertThat(problems.problems()).isEmpty();

        for (Path open : List.of(config, deploy, data)) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));
        rights.check();

        assertThat(problems.problems())
                .hasSize(4)
                .extracting(problem -> problem.message())
                .anyMatch(line ->
                        line.startsWith("the settings folder " + config) && line.endsWith("chmod o-w " + config))
                .anyMatch(line -> line.startsWith("the connectors' folder " + deploy))
                .anyMatch(line -> line.startsWith("the data folder " + data))
                .anyMatch(line -> line.startsWith("deploy/a.jar: every user of this machine can change this file"));
        for (Path open : List.of(config, deploy, data, jar)) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        rights.check();

        assertThat(problems.problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.message()).endsWith("chmod o-w " + root));
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

    private SettingsFolder restart() throws IOException {
        SettingsFolder folder = rig.restart();
        admin = rig.admin;
        return folder;
    }

    private SettingsFolder start() throws IOException {
        return rig.start();
    }

    private void put(String name, String text) throws IOException {
        rig.put(name, text);
    }

    private List<String> lines() {
        return rig.lines();
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
