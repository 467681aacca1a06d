package io.patchbay.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.deploy.configadmin.Attribute;
import io.patchbay.deploy.configadmin.FakeAttribute;
import io.patchbay.deploy.configadmin.Metatypes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.service.metatype.AttributeDefinition;

/** Values that do not fit the settings that a bundle describes. */
public class SettingsValuesTest extends SettingsFixture {

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
}
