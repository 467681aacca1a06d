package io.patchbay.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Schema;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.json.JsonReader;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Texts that spell a number or a boolean where the schema does not allow text. */
public class LiteralTextsTest {

    @Test
    public void readsWhatTheTextSpellsToTheLetter() {
        Map<String, List<String>> read = Map.of(
                "{'type':'integer'}", List.of("5", "-3", "0", "5.0", "1E+3", "123456789012345678901234567890"),
                "{'type':'number'}", List.of("5", "0.10", "-1.5E-7"),
                "{'type':'boolean'}", List.of("true", "false"),
                "{'type':['integer','null']}", List.of("5"),
                "{'type':['number','boolean']}", List.of("5", "true"),
                "{'anyOf':[{'type':'integer'},{'type':'null'}]}", List.of("5"),
                "{'anyOf':[{'type':'boolean'},{'enum':['auto']}]}", List.of("true"),
                "{'$ref':'#/$defs/I'}", List.of("5"));

        read.forEach((type, texts) -> texts.forEach(text -> assertThat(checked(type, "'" + text + "'"))
                .as(type + " " + text)
                .isEqualTo("{'a':" + text + "}")));
        assertThat(checked("{'type':'array','items':{'type':'integer'}}", "['1',2,'3']"))
                .isEqualTo("{'a':[1,2,3]}");
        assertThat(checked("{'type':'object','properties':{'x/y~':{'type':'boolean'}}}", "{'x/y~':'true'}"))
                .isEqualTo("{'a':{'x/y~':true}}");
    }

    @Test
    public void readsNoOtherSpelling() {
        for (String text : List.of(
                "",
                " 5",
                "5 ",
                "+5",
                "05",
                "5.",
                ".5",
                "0x5",
                "5_000",
                "5,0",
                "1e",
                "NaN",
                "Infinity",
                "five",
                "٥",
                "5\\n",
                "1e99999")) {
            refuses("{'type':['number','boolean']}", "'" + text + "'");
        }
        for (String text : List.of("True", "TRUE", "yes", "1", "t", "null", "[1]")) {
            refuses("{'type':['boolean','null','array']}", "'" + text + "'");
        }
        refuses("{'type':'integer'}", "'" + "9".repeat(1001) + "'");
        refuses("{'type':'integer'}", "'5.5'");
        refuses("{'type':'integer','maximum':4}", "'5'");
        refuses("{'type':'array','items':{'type':'integer'}}", "'[1,2]'");
    }

    @Test
    public void leavesTextThatTheSchemaAdmits() {
        assertThat(checked("{'type':['integer','string']}", "'5'")).isEqualTo("{'a':'5'}");
        assertThat(checked("{'anyOf':[{'type':'integer'},{'type':'string'}]}", "'5'"))
                .isEqualTo("{'a':'5'}");
        assertThat(checked("{}", "'5'")).isEqualTo("{'a':'5'}");
    }

    @Test
    public void changesNothingWhereAnotherThingIsWrong() {
        SchemaValidator validator = validator("{'type':'integer'}, 'b':{'type':'string'}");
        var given = JsonReader.read(TestJson.q("{'a':'5','b':7}"));

        SchemaValidator.Checked checked = validator.checkReadingTexts(given);

        assertThat(checked.value()).isSameAs(given);
        assertThat(given.path("a").isTextual()).isTrue();
        assertThat(checked.violations())
                .containsExactly("/a: expected integer, got string", "/b: expected string, got integer");
    }

    @Test
    public void leavesNullOutAsWell() {
        assertThat(checked("{'type':'integer'}, 'b':{'type':'string'}", "'5','b':null"))
                .isEqualTo("{'a':5}");
    }

    private static void refuses(String type, String text) {
        assertThat(validator(type)
                        .checkReadingTexts(JsonReader.read(TestJson.q("{'a':" + text + "}")))
                        .violations())
                .as(type + " " + text)
                .isNotEmpty();
    }

    private static String checked(String type, String value) {
        SchemaValidator.Checked checked =
                validator(type).checkReadingTexts(JsonReader.read(TestJson.q("{'a':" + value + "}")));
        assertThat(checked.violations()).as(type + " " + value).isEmpty();
        return checked.value().toString().replace('"', '\'');
    }

    private static SchemaValidator validator(String type) {
        return SchemaValidator.compile(Schema.of(
                TestJson.q("{'type':'object','properties':{'a':" + type + "},'$defs':{'I':{'type':'integer'}}}")));
    }
}
