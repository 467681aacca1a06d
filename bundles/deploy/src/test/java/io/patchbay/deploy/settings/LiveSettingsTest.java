package io.patchbay.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Changes of settings while the server runs. */
public class LiveSettingsTest extends SettingsFixture {

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
}
