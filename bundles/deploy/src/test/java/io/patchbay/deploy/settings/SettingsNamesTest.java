package io.patchbay.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osgi.service.metatype.AttributeDefinition.STRING;

import io.patchbay.deploy.configadmin.Attribute;
import io.patchbay.deploy.configadmin.FakeAttribute;
import io.patchbay.deploy.configadmin.Metatypes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** The names of settings files and the bundles that read them, while the server runs. */
public class SettingsNamesTest extends SettingsFixture {

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
}
