package io.patchbay.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osgi.service.metatype.AttributeDefinition.STRING;

import io.patchbay.deploy.configadmin.Attribute;
import io.patchbay.deploy.configadmin.FakeAttribute;
import io.patchbay.deploy.configadmin.Metatypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.service.metatype.AttributeDefinition;

/** Changes of settings while the server runs. */
public class LiveSettingsTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private SettingsRig rig;

    @Before
    public void folders() throws IOException {
        rig = new SettingsRig(temporary.getRoot().toPath());
    }

    @After
    public void close() {
        rig.close();
    }

    @Test
    public void appliesAddedChangedAndDeletedFiles() throws IOException {
        rig.start();

        rig.edit("io.a.cfg.json", "{\"x\": 1}");
        assertThat(rig.setting("io.a", "x")).isEqualTo(1L);
        rig.edit("io.a.cfg.json", "{\"x\": 2}");
        assertThat(rig.setting("io.a", "x")).isEqualTo(2L);
        rig.edit("io.b~one.cfg.json", "{\"x\": 3}");
        assertThat(rig.setting("io.b~one", "x")).isEqualTo(3L);
        rig.delete("io.a.cfg.json");
        rig.delete("io.b~one.cfg.json");

        assertThat(rig.admin.has("io.a")).isFalse();
        assertThat(rig.admin.has("io.b~one")).isFalse();
        assertThat(rig.lines()).isEmpty();
    }

    @Test
    public void deliversNothingWhenAFileIsTouchedOrOnlyItsCommentsChange() throws IOException {
        rig.put("io.a.cfg.json", "{\"x\": 1}");
        rig.start();
        rig.admin.changes.clear();

        rig.edit("io.a.cfg.json", "{\"x\": 1}");
        rig.edit("io.a.cfg.json", "// why\n{\"x\": 1}");

        assertThat(rig.admin.changes).isEmpty();
    }

    @Test
    public void keepsThePreviousSettingsOfAnInvalidFileUntilItIsCorrected() throws IOException {
        rig.put("io.typed.cfg.json", "{\"port\": 80}");
        rig.start();
        Map<String, String> wrong = Map.of(
                "", "empty",
                "{\n \"port\": 81", "line 2",
                "{\n \"port\": \"x\"}", "line 2: \"port\" is not a whole number",
                "{\n\n \"port\": -1}", "line 3: \"port\" is not allowed: less than minimum",
                "{\"port\": 81, \"prot\": 1}", "is not a setting; did you mean \"port\"?",
                "{\"port\": 81, \"name\": \"$[secret:gone]\"}", "\"name\" cannot be resolved here ($[secret:gone])",
                "{\"port\": 81, \"port\": 82}", "duplicate",
                "[]", "not a JSON object");
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            rig.edit("io.typed.cfg.json", each.getKey());

            assertThat(rig.setting("io.typed", "port")).isEqualTo(80L);
            assertThat(rig.lines())
                    .singleElement()
                    .asString()
                    .startsWith("config/io.typed.cfg.json: ")
                    .contains(each.getValue())
                    .endsWith("; the previous settings stay in force");
        }

        rig.edit("io.typed.cfg.json", "{\"port\": 90}");

        assertThat(rig.setting("io.typed", "port")).isEqualTo(90L);
        assertThat(rig.lines()).isEmpty();
    }

    @Test
    public void refusesBinaryFilesHugeFilesAndFolders() throws IOException {
        rig.put("io.a.cfg.json", "{\"x\": 1}");
        rig.put("io.b.cfg.json", "{\"x\": 1}");
        rig.put("io.c.cfg.json", "{\"x\": 1}");
        rig.start();

        rig.put("io.a.cfg.json", new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'});
        rig.put("io.b.cfg.json", new byte[3 << 20]);
        Files.delete(rig.config.resolve("io.c.cfg.json"));
        Files.createDirectory(rig.config.resolve("io.c.cfg.json"));
        rig.tell("io.a.cfg.json", "io.b.cfg.json", "io.c.cfg.json");

        assertThat(rig.lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("io.a").contains("not UTF-8"))
                .anySatisfy(line -> assertThat(line).contains("io.b").contains("larger than 1 MiB"))
                .anySatisfy(line -> assertThat(line).contains("io.c").contains("not a regular file"));
        assertThat(List.of("io.a", "io.b", "io.c"))
                .allSatisfy(pid -> assertThat(rig.setting(pid, "x")).isEqualTo(1L));
    }

    @Test
    public void acceptsAByteOrderMark() throws IOException {
        rig.start();

        rig.edit("io.a.cfg.json", "\uFEFF{\"x\": \"ä\"}");

        assertThat(rig.setting("io.a", "x")).isEqualTo("ä");
    }

    @Test
    public void followsLinksAndKeepsThePreviousSettingsOfADanglingLink() throws IOException {
        Path elsewhere = temporary.newFile().toPath();
        Files.writeString(elsewhere, "{\"x\": 1}");
        Files.createSymbolicLink(rig.config.resolve("io.a.cfg.json"), elsewhere);
        rig.start();

        Files.writeString(elsewhere, "{\"x\": 2}");
        rig.tell("io.a.cfg.json");
        assertThat(rig.setting("io.a", "x")).isEqualTo(2L);
        Files.delete(elsewhere);
        rig.tell("io.a.cfg.json");

        assertThat(rig.setting("io.a", "x")).isEqualTo(2L);
        assertThat(rig.lines()).singleElement().asString().contains("cannot be read");
    }

    @Test
    public void reportsInvalidNamesUntilTheirFilesAreDeleted() throws IOException {
        rig.start();
        List<String> names = List.of(
                "io a.cfg.json",
                "io\na.cfg.json",
                "ïo.a.cfg.json",
                "io.a.CFG.json",
                "io.a.json",
                "io.a.cfg",
                "~x.cfg.json",
                ".cfg.json.cfg");

        for (String name : names) {
            rig.put(name, "{\"x\": 1}");
        }
        rig.tell(names.stream().filter(SettingsNames::isWatched).toArray(String[]::new));

        assertThat(rig.admin.changes).isEmpty();
        assertThat(rig.lines())
                .hasSize(7)
                .allSatisfy(line -> assertThat(line).startsWith("config/").doesNotContain("\n"));
        for (String name : names) {
            Files.delete(rig.config.resolve(name));
        }
        rig.tell(names.toArray(String[]::new));
        assertThat(rig.lines()).isEmpty();
    }

    @Test
    public void usesTheOneOfTwoNamesThatABundleReads() throws IOException {
        rig.put("io.typed.cfg.json", "{\"port\": 80}");
        rig.start();

        rig.edit("IO.Typed.cfg.json", "{\"port\": 81}");
        assertThat(rig.setting("io.typed", "port")).isEqualTo(80L);
        assertThat(rig.lines())
                .containsExactly(
                        "config/IO.Typed.cfg.json: the file is a duplicate of io.typed.cfg.json: the names differ only in case. The server ignores this file. Delete one of the two files");
        rig.delete("io.typed.cfg.json");

        assertThat(rig.admin.has("io.typed")).isFalse();
        assertThat(rig.lines())
                .containsExactly("config/IO.Typed.cfg.json: no bundle reads IO.Typed; did you mean \"io.typed\"?");
    }

    @Test
    public void keepsTheFirstUsedOfTwoNamesThatNoBundleReads() throws IOException {
        rig.put("io.zzz.cfg.json", "{\"x\": 1}");
        rig.start();

        rig.edit("IO.zzz.cfg.json", "{\"x\": 2}");

        assertThat(rig.setting("io.zzz", "x")).isEqualTo(1L);
        assertThat(rig.admin.has("IO.zzz")).isFalse();
    }

    @Test
    public void warnsOfAMistypedNameButNotOfALaterConnectorsName() throws IOException {
        rig.incomplete();
        rig.put("io.typde.cfg.json", "{}");
        rig.put("com.acme.jira~team.cfg.json", "{}");
        rig.start();
        assertThat(rig.lines()).isEmpty();

        rig.refreshReaders();

        assertThat(rig.lines())
                .containsExactly("config/io.typde.cfg.json: no bundle reads io.typde; did you mean \"io.typed\"?");
        rig.describe("io.typde", Metatypes.Kind.EITHER, "1", Map.of());
        rig.refreshReaders();
        assertThat(rig.lines()).isEmpty();
        rig.edit("io.tped.cfg.json", "{}");
        assertThat(rig.lines()).hasSize(1);
        rig.delete("io.tped.cfg.json");
        assertThat(rig.lines()).isEmpty();
    }

    @Test
    public void appliesASecretThatWasMissingAtStart() throws IOException {
        rig.secrets.clear();
        rig.put("io.a.cfg.json", "{\"password\": \"$[secret:known]\"}");
        rig.start();
        assertThat(rig.unusable).containsExactly("io.a");

        rig.secrets.put("known", "hunter2");
        looksTwice();

        assertThat(rig.unusable).isEmpty();
        assertThat(rig.setting("io.a", "password")).isEqualTo("$[secret:known]");
    }

    @Test
    public void judgesSettingsAgainOnceAConnectorDescribesThem() throws IOException {
        rig.put("com.acme~a.cfg.json", "{\"naem\": \"x\"}");
        rig.start();
        assertThat(rig.lines()).isEmpty();

        rig.describe(
                "com.acme",
                Metatypes.Kind.EITHER,
                "1",
                Map.of("name", new Attribute(new FakeAttribute("name", STRING, 0), false)));
        rig.refreshReaders();
        assertThat(rig.lines()).singleElement().asString().contains("did you mean \"name\"?");
        rig.describe(
                "com.acme",
                Metatypes.Kind.EITHER,
                "2",
                Map.of("naem", new Attribute(new FakeAttribute("naem", STRING, 0), false)));
        rig.refreshReaders();

        assertThat(rig.lines()).isEmpty();
    }

    @Test
    public void refusesAnInstanceOfASinglePidAndAFactoryWithoutAnInstance() throws IOException {
        rig.start();

        rig.edit("io.strict~x.cfg.json", "{\"must\": \"x\"}");
        rig.edit("io.many.cfg.json", "{}");

        assertThat(rig.admin.changes).isEmpty();
        assertThat(rig.lines())
                .hasSize(2)
                .anySatisfy(
                        line -> assertThat(line).contains("needs a name for each instance: io.many~<name>.cfg.json"))
                .anySatisfy(line -> assertThat(line).contains("only one settings file: io.strict.cfg.json"));
    }

    @Test
    public void reportsAMissingMandatorySetting() throws IOException {
        rig.start();

        rig.edit("io.strict.cfg.json", "{}");

        assertThat(rig.lines())
                .singleElement()
                .asString()
                .contains("\"must\" is missing")
                .endsWith("the defaults are in force");
    }

    @Test
    public void appliesAChangedSecretOnceItIsComplete() throws IOException {
        rig.put("io.a.cfg.json", "{\"password\": \"$[secret:known]\"}");
        rig.start();
        rig.admin.changes.clear();

        rig.secrets.put("known", "half");
        rig.folder.checkSecrets();
        rig.secrets.put("known", "halfwhole");
        rig.folder.checkSecrets();
        assertThat(rig.admin.changes).isEmpty();
        rig.folder.checkSecrets();
        rig.folder.checkSecrets();

        assertThat(rig.admin.changes).containsExactly("io.a");
    }

    @Test
    public void keepsADeletedSecretUntilItReturns() throws IOException {
        rig.put("io.a.cfg.json", "{\"password\": \"$[secret:known]\", \"x\": 1}");
        rig.start();
        rig.admin.changes.clear();
        rig.secrets.remove("known");
        looksTwice();

        rig.edit("io.a.cfg.json", "{\"password\": \"$[secret:known]\", \"x\": 2}");

        assertThat(rig.admin.changes).isEmpty();
        assertThat(rig.lines())
                .singleElement()
                .asString()
                .contains("$[secret:known]")
                .doesNotContain("hunter2");
        Hashtable<String, Object> asked = new Hashtable<>(Map.of("service.pid", "io.a", "password", "$[secret:known]"));
        rig.kept.modifyConfiguration(null, asked);
        assertThat(asked).containsEntry("password", "hunter2");
        rig.secrets.put("known", "hunter3");
        looksTwice();
        assertThat(rig.lines()).isEmpty();
        assertThat(rig.setting("io.a", "x")).isEqualTo(2L);
    }

    @Test
    public void checksTheValueOfAPlaceholder() throws IOException {
        rig.start();

        rig.edit("io.typed.cfg.json", "{\"port\": \"$[secret:known]\"}");

        assertThat(rig.lines())
                .singleElement()
                .asString()
                .contains("\"port\" is not a whole number")
                .doesNotContain("hunter2");
        assertThat(rig.admin.has("io.typed")).isFalse();
    }

    @Test
    public void reportsUnusablePidsOfAStartUntilCorrectedOrDeleted() throws IOException {
        rig.put("io.a.cfg.json", "{");
        rig.put("io.b.cfg.json", "{");
        rig.start();
        assertThat(rig.unusable).containsExactlyInAnyOrder("io.a", "io.b");

        rig.edit("io.a.cfg.json", "{}");
        assertThat(rig.unusable).containsExactly("io.b");
        rig.delete("io.b.cfg.json");
        assertThat(rig.unusable).isEmpty();
        rig.edit("io.a.cfg.json", "{");

        assertThat(rig.unusable).isEmpty();
    }

    @Test
    public void startsWithTheSettingsInForceAtAKill() throws IOException {
        rig.start();
        rig.edit("io.a.cfg.json", "{\"x\": 1}");
        rig.edit("io.b.cfg.json", "{\"x\": 1}");
        rig.edit("io.b.cfg.json", "{");
        rig.put("io.a.cfg.json", "{\"x\"");

        rig.restart();

        assertThat(rig.setting("io.a", "x")).isEqualTo(1L);
        assertThat(rig.setting("io.b", "x")).isEqualTo(1L);
        assertThat(rig.lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).endsWith("the last good version of the file is in force"));
    }

    @Test
    public void doesNotRestoreDeletedSettings() throws IOException {
        rig.put("io.key~k.cfg.json", "{\"x\": 1}");
        rig.start();
        rig.delete("io.key~k.cfg.json");
        rig.put("io.key~k.cfg.json", "{");

        rig.restart();

        assertThat(rig.admin.has("io.key~k")).isFalse();
    }

    @Test
    public void keepsRunningWhenTheLastGoodVersionCannotBeKept() throws IOException {
        rig.start();
        Path accepted = temporary.getRoot().toPath().resolve("data/accepted");
        try (var kept = Files.list(accepted)) {
            for (Path file : kept.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(accepted);
        Files.write(accepted, "in the way".getBytes(StandardCharsets.UTF_8));

        rig.edit("io.a.cfg.json", "{\"x\": 1}");

        assertThat(rig.setting("io.a", "x")).isEqualTo(1L);
        assertThat(rig.lines()).singleElement().asString().contains("cannot be kept");
    }

    @Test
    public void reportsAMissingFolderAndRemovesNothing() throws IOException {
        rig.put("io.a.cfg.json", "{\"x\": 1}");
        rig.start();

        rig.folder.unreadable("does not exist");
        assertThat(rig.lines())
                .singleElement()
                .asString()
                .contains("does not exist")
                .endsWith("the previous settings stay in force");
        assertThat(rig.setting("io.a", "x")).isEqualTo(1L);
        rig.folder.readable();

        assertThat(rig.lines()).isEmpty();
    }

    @Test
    public void warnsOfASecretInClearText() throws IOException {
        rig.describe(
                "io.locked",
                Metatypes.Kind.EITHER,
                "1",
                Map.of(
                        ".password",
                        new Attribute(new FakeAttribute(".password", AttributeDefinition.PASSWORD, 0), false)));
        rig.put("io.locked.cfg.json", "{\n \".password\": \"canary\"}");
        rig.start();

        assertThat(rig.setting("io.locked", ".password")).isEqualTo("canary");
        assertThat(rig.lines())
                .singleElement()
                .asString()
                .startsWith("config/io.locked.cfg.json: line 2: \".password\" is a secret in clear text")
                .contains("$[secret:NAME]")
                .doesNotContain("canary");
        rig.edit("io.locked.cfg.json", "{\".password\": \"\"}");

        assertThat(rig.lines()).isEmpty();
    }

    private void looksTwice() {
        rig.folder.checkSecrets();
        rig.folder.checkSecrets();
    }
}
