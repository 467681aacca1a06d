package io.patchbay.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ConfigCommandsTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private SettingsRig rig;

    @Before
    public void folders() throws Exception {
        rig = new SettingsRig(temporary.getRoot().toPath());
    }

    @After
    public void close() {
        rig.close();
    }

    @Test
    public void listsPidsWithFilesAndPidsOnDefaults() throws Exception {
        rig.put("io.typed.cfg.json", "{\"port\": 1}");
        rig.start();
        rig.edit("io.typed.cfg.json", "{");
        rig.edit("io.many~a.cfg.json", "{\"x\": 1}");

        List<String> lines = run(new ConfigList(rig.view()), Map.of());

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .contains("\"pid\":\"io.many~a\"", "\"file\":\"io.many~a.cfg.json\"", "\"source\":\"file\"");
        assertThat(lines.get(1))
                .contains("\"pid\":\"io.strict\"", "\"source\":\"default\"")
                .doesNotContain("\"file\"");
        assertThat(lines.get(2)).contains("\"pid\":\"io.typed\"", "\"problem\":\"config/io.typed.cfg.json: line 1");
    }

    @Test
    public void showsEachValueWithItsSourceButNoSecret() throws Exception {
        rig.put("io.typed.cfg.json", "{\n  \"port\": 1\n}");
        rig.put(
                "io.a.cfg.json",
                "{\"x\": [1, 2], \".hidden\": \"hunter1\", \"db_password\": \"hunter4\", \"token\": \"$[secret:known]\", \"secret\": \"a$[secret:known]\"}");
        rig.start();

        String described =
                run(new ConfigShow(rig.view()), Map.of("pid", "io.typed")).get(0);
        String other =
                run(new ConfigShow(rig.view()), Map.of("pid", "io.a.cfg.json")).get(0);

        assertThat(described)
                .contains("{\"name\":\"port\",\"value\":1,\"source\":\"file\",\"line\":2}")
                .contains("{\"name\":\"name\",\"value\":\"\",\"source\":\"default\"}");
        assertThat(other)
                .doesNotContain("hunter")
                .contains("{\"name\":\"x\",\"value\":[1,2],")
                .contains("{\"name\":\"token\",\"value\":\"$[secret:known]\",")
                .contains("{\"name\":\"secret\",\"value\":\"(secret)\",");
    }

    @Test
    public void refusesToShowAnUnknownPid() throws Exception {
        rig.start();

        for (String pid : List.of("", "../x", "io.none", "io.many")) {
            assertThatThrownBy(() -> run(new ConfigShow(rig.view()), Map.of("pid", pid)))
                    .as(pid)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    public void checksTheFolderAFileAndAnotherFolderWithoutApplying() throws Exception {
        rig.put("io.typed.cfg.json", "{\"port\": 1}");
        rig.start();
        Path other = temporary.newFolder("other").toPath();
        Path bad = Files.writeString(other.resolve("io.typed.cfg.json"), "{\"port\": \"x\"}");
        Files.writeString(other.resolve("io.typde.cfg.json"), "{}");
        Files.writeString(other.resolve("io.a.cfg.json"), "{}");
        Files.writeString(other.resolve("README.md"), "no settings");
        rig.admin.changes.clear();

        assertThat(run(new ConfigCheck(rig.folder), Map.of()))
                .last()
                .asString()
                .contains("\"ok\":true", "\"checked\":1");
        assertThat(run(new ConfigCheck(rig.folder), Map.of("path", bad.toString())))
                .first()
                .asString()
                .contains("is not a whole number");
        List<String> all = run(new ConfigCheck(rig.folder), Map.of("path", other.toString()));

        assertThat(all).hasSize(4);
        assertThat(all.get(1)).contains("io.typde", "did you mean \\\"io.typed\\\"?");
        assertThat(all.get(3)).contains("\"ok\":false", "\"wrong\":2", "2 of 3 files would not be applied");
        assertThat(rig.admin.changes).isEmpty();
        assertThat(rig.lines()).isEmpty();
        for (String path : List.of("relative", "/no/such", "a\u0000b")) {
            assertThatThrownBy(() -> run(new ConfigCheck(rig.folder), Map.of("path", path)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static List<String> run(Command command, Map<String, Object> arguments) throws Exception {
        List<String> lines = new ArrayList<>();
        command.run(new Invocation() {
            @Override
            public Arguments arguments() {
                return Arguments.of(arguments);
            }

            @Override
            public void send(Json line) {
                lines.add(line.text());
            }
        });
        return lines;
    }
}
