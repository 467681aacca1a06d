package io.patchbay.protocol.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.protocol.rpc.ResourceUri;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                "test://template//data",
                "test://template/a/b/data",
                "test://template/1/data/",
                "test://template/1/Data",
                "tests://template/1/data",
                "test://template/1",
                "test://template/1/data?x",
                "test://template/1?/data",
                "test://template/1#/data",
                "xtest://template/1/data",
                "",
                "/")) {
            assertThat(match("test://template/{id}/data", uri)).as(uri).isEmpty();
        }
        assertThat(match("file:///{+path}", "file:///")).isEmpty();
    }

    @Test
    public void doesNotMatchWhatIsNotTextInUtf8() {
        for (String value : List.of(
                "%C0%AF",
                "%C1%BF",
                "%E0%80%AF",
                "%F0%80%80%AF",
                "%ED%A0%80",
                "%F4%90%80%80",
                "%80",
                "%FF",
                "%C3",
                "%C3x",
                "\ud800",
                "a\udc00b")) {
            assertThat(match("x:{+a}", "x:" + value)).as(value).isEmpty();
        }
        assertThat(match("x:{+a}", "x:" + "a".repeat(10_000))).isEmpty();
    }

    @Test
    public void takesCharactersThatAreNotEncodedAsIfTheyWere() {
        for (String value : List.of(
                "%",
                "%4",
                "%zz",
                "%4g",
                "a%",
                "%%4x",
                "a b",
                "\u00e4",
                "\u5929\u6c14",
                "\ud83d\ude00",
                "a\nb",
                "a\u0000",
                "<",
                ">",
                "\"",
                "\\",
                "^",
                "`",
                "{",
                "{x}",
                "|",
                "}",
                "[]")) {
            matches("x:{a}", "x:" + value, Map.of("a", value));
        }
        matches("x:{a}", "x:%%41", Map.of("a", "%A"));
    }

    @Test
    public void findsItsOwnTextInAnySpelling() {
        for (String uri : List.of(
                "probe://caf%C3%A9/~x/1",
                "PROBE://caf%c3%a9/%7Ex/1", "Probe://CAF\u00e9/%7ex/%31", "probe://c%61f\u00e9/%7E%78/1")) {
            for (String template : List.of("probe://caf%C3%A9/~x/{id}", "Probe://Caf%c3%A9/%7ex/{id}")) {
                matches(template, uri, Map.of("id", "1"));
                assertThat(match(template, uri).orElseThrow().uri())
                        .as("as the connector writes it")
                        .isEqualTo(template.replace("{id}", "1"));
            }
        }
        matches("note://{Who}.Example.org/{x}", "NOTE://Alice.EXAMPLE.ORG/B", Map.of("Who", "Alice", "x", "B"));
    }

    @Test
    public void matchesNoUriWithDotSegments() {
        for (String path : List.of(
                "..", ".", "a/../b", "a/./b", "../a", "a/..", "%2e%2e/a", "a/%2E/b", ".%2e", "a/..?x", "..#y")) {
            assertThat(match("x://h/{+a}", "x://h/" + path)).as(path).isEmpty();
            assertThat(match("x:{+a}", "x:" + path)).as(path).isEmpty();
        }
        matches("x://h/{+a}", "x://h/.../a..b/.c/d.", Map.of("a", ".../a..b/.c/d."));
        matches("x://{h}/a", "x://../a", Map.of("h", ".."));
    }

    @Test(timeout = 30_000)
    public void takesTimeInProportionToTheUri() {
        UriTemplate template = UriTemplate.parse("x:{+a}a{+b}a{+c}a{+d}a{+e}a{+f}a{+g}a{+h}a{+i}a{+j}b");

        for (int i = 0; i < 200; i++) {
            assertThat(ResourceUri.of("x:" + "a".repeat(8_000)).flatMap(template::match))
                    .isEmpty();
        }
    }

    @Test
    public void findsAgainWhatItExpanded() {
        UriTemplate template = UriTemplate.parse("x://h/{a}/k/{+b}");
        Random random = new Random(20261120);
        for (int i = 0; i < 2_000; i++) {
            Map<String, String> variables = Map.of("a", text(random), "b", text(random));
            ResourceUri uri = ResourceUri.of(template.expand(variables)).orElseThrow();

            assertThat(template.match(uri).isPresent()).as(uri.given()).isEqualTo(!uri.hasDotSegment());
            template.match(uri)
                    .ifPresent(match -> assertThat(match.variables().get("a")).isEqualTo(variables.get("a")));
        }
        assertThat(template.expand(Map.of("a", "a/b c", "b", "c/d?e#f ä%")))
                .isEqualTo("x://h/a%2Fb%20c/k/c/d?e#f%20%C3%A4%25");
    }

    @Test
    public void knowsItsVariablesInOrder() {
        assertThat(UriTemplate.parse("x:{z}/{+a}.{m}").variables()).containsExactly("z", "a", "m");
        assertThat(UriTemplate.parse("x:{z}")).hasToString("x:{z}");
    }

    @Test
    public void parsesNothingElse() {
        for (String template : List.of(
                "",
                "{a}",
                "{a}:b",
                "/a/{b}",
                "a/{b}",
                "x:{a}{b}",
                "x:{+a}{b}",
                "x:{a}/{a}",
                "x:{a",
                "x:a}",
                "x:{}",
                "x:{+}",
                "x:{#a}",
                "x:{/a}",
                "x:{.a}",
                "x:{;a}",
                "x:{?a}",
                "x:{&a}",
                "x:{=a}",
                "x:{a*}",
                "x:{a:3}",
                "x:{a,b}",
                "x:{a b}",
                "x:{{a}}",
                "x:{a.}",
                "x:{.}",
                "x:a b{c}",
                "x:%zz{a}",
                "x:ä{a}",
                "1x:{a}",
                ":{a}",
                "x:\n{a}",
                "x:{\u00e4}",
                "x:" + "a".repeat(2_000))) {
            assertThatThrownBy(() -> UriTemplate.parse(template))
                    .as(template)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void matches(String template, String uri, Map<String, String> variables) {
        assertThat(match(template, uri).map(UriTemplate.Match::variables))
                .as("%s by %s", uri, template)
                .contains(variables);
    }

    private static Optional<UriTemplate.Match> match(String template, String uri) {
        return ResourceUri.of(uri).flatMap(UriTemplate.parse(template)::match);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = 1 + random.nextInt(12); length > 0; length--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }
}
