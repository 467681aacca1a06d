package io.patchbay.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class UriTemplateTest {

    private static final String CHARACTERS = "aZ0-._~:/?#[]@!$&'()*+,;= %\"<>{}|\\^`äß€\u0001";

    @Test
    public void findsTheVariablesOfAUri() {
        matches("test://template/{id}/data", "test://template/123/data", Map.of("id", "123"));
        matches("test://{a}", "test://x", Map.of("a", "x"));
        matches("db://{schema}/{table}.csv", "db://public/users.csv", Map.of("schema", "public", "table", "users"));
        matches("file:///{+path}", "file:///a/b/c.txt", Map.of("path", "a/b/c.txt"));
        matches("file:///{+path}/meta", "file:///a/meta/b/meta", Map.of("path", "a/meta/b"));
        matches("x:{+dir}/{name}", "x:a/b/c", Map.of("dir", "a/b", "name", "c"));
        matches("x:{name}.{ext}", "x:a.tar.gz", Map.of("name", "a.tar", "ext", "gz"));
        matches("x:{a}-{b}-{c}", "x:1-2-3-4", Map.of("a", "1-2", "b", "3", "c", "4"));
        matches("x:{a.b_1}", "x:~", Map.of("a.b_1", "~"));
        matches("x:fixed", "x:fixed", Map.of());
        matches("q:find?text={text}&page={page}", "q:find?text=a+b&page=2", Map.of("text", "a+b", "page", "2"));
    }

    @Test
    public void decodesPercentSignsOnce() {
        matches("x:{a}", "x:a%20b", Map.of("a", "a b"));
        matches("x:{a}", "x:%252e%252e", Map.of("a", "%2e%2e"));
        matches("x:{a}", "x:%2e%2e%2fetc", Map.of("a", "../etc"));
        matches("x:{a}", "x:%C3%A4%F0%9F%98%80", Map.of("a", "ä😀"));
        matches("x:{a}2F{b}", "x:1%2F2F3", Map.of("a", "1/", "b", "3"));
        matches("x:{+a}", "x:a%2Fb/c", Map.of("a", "a/b/c"));
        matches("x:a%20b/{c}", "x:a%20b/d", Map.of("c", "d"));
    }

    @Test
    public void doesNotMatchWhatIsElsewhere() {
        for (String uri : List.of(
                "test://template//data", "test://template/a/b/data", "test://template/1/data/", "test://template/1/Data", "Test://template/1/data",
                "test://template/1", "test://template/1/data?x", "test://template/1?/data", "test://template/1#/data", "xtest://template/1/data", "", "/")) {
            assertThat(UriTemplate.parse("test://template/{id}/data").match(uri)).as(uri).isEmpty();
        }
        assertThat(UriTemplate.parse("file:///{+path}").match("file:///")).isEmpty();
    }

    @Test
    public void doesNotMatchWhatIsNoUri() {
        for (String value : List.of(
                "%", "%4", "%zz", "%4g", "a%", "%%41", "a b", "ä", "a\nb", "a\u0000", "<", ">", "\"", "\\", "^", "`", "{", "|", "}",
                "%C0%AF", "%C1%BF", "%E0%80%AF", "%F0%80%80%AF", "%ED%A0%80", "%F4%90%80%80", "%80", "%FF", "%C3", "%C3x")) {
            assertThat(UriTemplate.parse("x:{+a}").match("x:" + value)).as(value).isEmpty();
        }
        assertThat(UriTemplate.parse("x:{+a}").match("x:" + "a".repeat(10_000))).isEmpty();
    }

    @Test(timeout = 30_000)
    public void takesTimeInProportionToTheUri() {
        UriTemplate template = UriTemplate.parse("x:{+a}a{+b}a{+c}a{+d}a{+e}a{+f}a{+g}a{+h}a{+i}a{+j}b");

        for (int i = 0; i < 200; i++) {
            assertThat(template.match("x:" + "a".repeat(8_000))).isEmpty();
        }
    }

    @Test
    public void findsAgainWhatItExpanded() {
        UriTemplate template = UriTemplate.parse("x://h/{a}/k/{+b}");
        Random random = new Random(20261120);
        for (int i = 0; i < 2_000; i++) {
            Map<String, String> variables = Map.of("a", text(random), "b", text(random));

            assertThat(template.match(template.expand(variables)).orElseThrow().get("a")).isEqualTo(variables.get("a"));
        }
        assertThat(template.expand(Map.of("a", "a/b c", "b", "c/d?e#f ä%"))).isEqualTo("x://h/a%2Fb%20c/k/c/d?e#f%20%C3%A4%25");
    }

    @Test
    public void knowsItsVariablesInOrder() {
        assertThat(UriTemplate.parse("x:{z}/{+a}.{m}").variables()).containsExactly("z", "a", "m");
        assertThat(UriTemplate.parse("x:{z}")).hasToString("x:{z}");
    }

    @Test
    public void parsesNothingElse() {
        for (String template : List.of(
                "", "{a}", "{a}:b", "/a/{b}", "a/{b}", "x:{a}{b}", "x:{+a}{b}", "x:{a}/{a}", "x:{a", "x:a}", "x:{}", "x:{+}", "x:{#a}", "x:{/a}", "x:{.a}", "x:{;a}", "x:{?a}", "x:{&a}",
                "x:{=a}", "x:{a*}", "x:{a:3}", "x:{a,b}", "x:{a b}", "x:{{a}}", "x:{a.}", "x:{.}", "x:a b{c}", "x:%zz{a}", "x:ä{a}", "1x:{a}", ":{a}", "x:\n{a}", "x:{\u00e4}", "x:" + "a".repeat(2_000))) {
            assertThatThrownBy(() -> UriTemplate.parse(template)).as(template).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void matches(String template, String uri, Map<String, String> variables) {
        assertThat(UriTemplate.parse(template).match(uri)).as("%s by %s", uri, template).contains(variables);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = 1 + random.nextInt(12); length > 0; length--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }
}
