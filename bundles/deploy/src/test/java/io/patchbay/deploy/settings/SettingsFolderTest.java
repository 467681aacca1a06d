package io.patchbay.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.deploy.configadmin.Attribute;
import io.patchbay.deploy.configadmin.FakeAttribute;
import io.patchbay.deploy.configadmin.Metatypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.service.metatype.AttributeDefinition;

/** Which of the files that a start finds come into force. */
public class SettingsFolderTest extends SettingsFixture {

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
}
