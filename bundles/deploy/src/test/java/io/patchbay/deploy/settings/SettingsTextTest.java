package io.patchbay.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class SettingsTextTest {

    private final SettingsText text = new SettingsText();

    @Test
    public void readsTypedValuesAndComments() throws SettingsException {
        Map<String, Object> settings = read("""
                // a comment with "quotes" and { braces
                {
                  "url": "http://x//y", /* not a comment in the string: // */
                  "escaped": "a \\"// no comment\\" b",
                  "port:Integer": 8080, "big": 9000000000, "ratio": 0.5,
                  "on": true, "names": ["a", "b"], "none": []
                  /* over
                     lines */
                }
                """);

        assertThat(settings)
                .containsEntry("url", "http://x//y")
                .containsEntry("escaped", "a \"// no comment\" b")
                .containsEntry("port", 8080)
                .containsEntry("big", 9_000_000_000L)
                .containsEntry("ratio", 0.5)
                .containsEntry("on", true);
        assertThat((String[]) settings.get("names")).containsExactly("a", "b");
    }

    @Test
    public void reportsLineAndColumnAfterComments() {
        assertThatThrownBy(() -> read("/* one\n two */ // three\n{\n  /* x */ \"a\": ]\n}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("line 4, column ")
                .hasMessageContaining("unexpected ']'");
    }

    @Test
    public void reportsTheStartOfAnUnclosedComment() {
        assertThatThrownBy(() -> read("{\n  /* \"a\": 1\n}"))
                .hasMessage("line 2, column 3: the comment that starts here does not end");
    }

    @Test
    public void refusesTextThatIsNotAConfiguration() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> read("// only a comment")).hasMessageContaining("empty");
        assertThatThrownBy(() -> read("[1]")).hasMessageContaining("not a JSON object");
        assertThatThrownBy(() -> read("{\"a\": 1} x")).isInstanceOf(SettingsException.class);
        assertThatThrownBy(() -> read("{\"a\": 1,}")).hasMessageStartingWith("line 1, column ");
        assertThatThrownBy(() -> read("{\"a\": x}")).hasMessageEndingWith("unexpected 'x'");
        assertThatThrownBy(() -> read("{\"a\": \"x\ny\"}")).hasMessageEndingWith("unexpected control character");
        assertThatThrownBy(() -> read("{\"a\": \"x"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("line 1");
        assertThatThrownBy(() -> read("{\"a\": null}")).hasMessageContaining("null");
        assertThatThrownBy(() -> read("{\"a:Integer\": \"x\"}")).isInstanceOf(SettingsException.class);
        assertThatThrownBy(() -> read("{\"a:Nonsense\": \"x\"}")).isInstanceOf(SettingsException.class);
    }

    @Test
    public void refusesAValueOfAnotherTypeThanNamed() {
        Map<String, String> wrong = new LinkedHashMap<>();
        for (String value : List.of("\"yes\"", "\"true\"", "1", "[true]", "{\"x\": 1}")) {
            wrong.put(
                    "\"a:Boolean\": " + value,
                    value.startsWith("[") ? "takes one value, not a list" : "is not true or false");
        }
        for (String value : List.of("\"910\"", "910.5", "true", "99999999999", "1e400")) {
            wrong.put("\"a:Integer\": " + value, "is not a whole number that fits");
        }
        wrong.put("\"a:Integer\": [910]", "takes one value, not a list");
        wrong.put("\"a:Long\": \"1\"", "is not a whole number that fits");
        wrong.put("\"a:Double\": \"0.5\"", "is not a number");
        wrong.put("\"a:String\": 1", "is not text in quotes");
        wrong.put("\"a:String[]\": \"a\"", "takes a list");
        wrong.put("\"a:String[]\": [1]", "is not text in quotes");
        wrong.put("\"a:Collection<Integer>\": [\"1\"]", "is not a whole number that fits");
        wrong.put("\"a:Integer[]\": [1, 99999999999]", "is not a whole number that fits");
        wrong.forEach((setting, why) -> assertThatThrownBy(() -> read("{\n" + setting + "}"))
                .as(setting)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("line 2: \"a\" " + why));
    }

    @Test
    public void acceptsAValueOfTheNamedType() throws SettingsException {
        assertThat(
                        read(
                                "{\"a:Boolean\": true, \"b:Integer\": 910, \"c:Long\": -9000000000, \"d:Double\": 1, \"e:String\": \"x\"}"))
                .containsEntry("a", true)
                .containsEntry("b", 910)
                .containsEntry("c", -9_000_000_000L)
                .containsEntry("d", 1.0)
                .containsEntry("e", "x");
        assertThat((Integer[]) read("{\"a:Integer[]\": [1, 2]}").get("a")).containsExactly(1, 2);
        assertThat(read("{\"a:String\": \"$[secret:x]\"}")).containsEntry("a", "$[secret:x]");
    }

    @Test
    public void reportsTheSettingThatIsNull() {
        assertThatThrownBy(() -> read("{\n\"a\": 1,\n\"b\": null}")).hasMessageStartingWith("line 3: \"b\" is null");
    }

    @Test
    public void reportsTextAfterTheEnd() {
        for (String more : List.of("{}", "x", "]", "\n{\"b\": 2}", "1")) {
            assertThatThrownBy(() -> read("{\"a\": 1}" + more))
                    .as(more)
                    .hasMessageContaining("text follows the end of the settings")
                    .hasMessageNotContaining("token");
        }
    }

    @Test
    public void guessesTheEncodingOfATextThatIsNotUtf8() {
        for (String name : List.of("UTF-16", "UTF-16LE", "UTF-16BE")) {
            assertThatThrownBy(() -> text.read("{\"a\": 1}".getBytes(Charset.forName(name))))
                    .as(name)
                    .hasMessageContaining("seems to be UTF-16");
        }
        assertThatThrownBy(() -> text.read("{\n\"ä\": 1}".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("line 2, column 2")
                .hasMessageContaining("Latin-1");
        assertThatThrownBy(() -> text.read("{\"a\": 1}\u0000".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("byte 9 is zero");
    }

    @Test
    public void endsACommentAtEveryKindOfLineEnd() throws SettingsException {
        for (String end : List.of("\n", "\r\n", "\r")) {
            assertThat(read("// why" + end + "{" + end + "// more" + end + "\"a\": 1}"))
                    .containsEntry("a", 1L);
            assertThatThrownBy(() -> read("// why" + end + "{" + end + "\"a\": ]}"))
                    .hasMessageStartingWith("line 3, ");
        }
    }

    @Test
    public void refusesDuplicateSettings() {
        assertThatThrownBy(() -> read("{\"a\": 1,\n\"a\": 2}")).hasMessage("line 2: \"a\" is a duplicate of line 1");
        assertThatThrownBy(() -> read("{\"a\": 1, \"A\": 2}")).hasMessageContaining("duplicate");
        assertThatThrownBy(() -> read("{\"a\": 1, \"a:Integer\": 2}")).hasMessageContaining("duplicate");
        assertThatThrownBy(() -> read("{\"a\": [{\"b\": 1, \"b\": 2}]}")).hasMessageContaining("uplicate");
    }

    @Test
    public void refusesBytesThatAreNotText() {
        assertThatThrownBy(() -> text.read(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
                .hasMessageStartingWith(
                        "the file is not UTF-8: line 1, column 3 is invalid; the text seems to be Latin-1");
        assertThatThrownBy(() -> text.read(new byte[2 << 20])).hasMessageContaining("larger");
    }

    @Test
    public void acceptsAByteOrderMark() throws SettingsException {
        assertThat(read("\uFEFF{\"a\": \"ä\"}")).containsEntry("a", "ä");
    }

    @Test
    public void doesNotOverflowOnDeepNesting() {
        String deep = "[".repeat(200_000);

        assertThatThrownBy(() -> read("{\"a\": " + deep)).isInstanceOf(SettingsException.class);
    }

    @Test
    public void readsBackWhatItWrites() throws SettingsException {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("name", "a \"b\" \\ // c \u2028 ä");
        settings.put(".sha256", "00");
        settings.put("count", 3);
        settings.put("ratio", 0.5f);
        settings.put("scopes", new String[] {"*", "tools:x"});
        settings.put("list", List.of("one"));
        settings.put("ports", new int[] {1, 2});

        String written = SettingsText.write("one line\n} \"not\": \"another\"", settings);
        Map<String, Object> back = read(written);

        assertThat(written).startsWith("// one line } ");
        assertThat(back)
                .containsEntry("name", settings.get("name"))
                .containsEntry("count", 3L)
                .containsEntry("ratio", 0.5);
        assertThat((String[]) back.get("scopes")).containsExactly("*", "tools:x");
        assertThat((String[]) back.get("list")).containsExactly("one");
        assertThat((Long[]) back.get("ports")).containsExactly(1L, 2L);
    }

    private Map<String, Object> read(String json) throws SettingsException {
        return text.read(json.getBytes(StandardCharsets.UTF_8)).properties();
    }
}
