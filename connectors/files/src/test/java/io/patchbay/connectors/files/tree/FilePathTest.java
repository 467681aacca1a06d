package io.patchbay.connectors.files.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.Test;

public class FilePathTest {

    @Test
    public void readsNamesBetweenSlashes() {
        assertThat(FilePath.of("docs/guides/a b.md").names()).containsExactly("docs", "guides", "a b.md");
        assertThat(FilePath.of("docs/guides/").names()).containsExactly("docs", "guides");
        for (String path :
                List.of("docs/./a", "./docs/a", "/docs/a", "//docs/a", "docs//a", "docs/a//", "./docs/././a/.")) {
            assertThat(FilePath.of(path).names()).as(path).containsExactly("docs", "a");
        }
        assertThat(FilePath.of("docs/ trailing. ").names()).containsExactly("docs", " trailing. ");
    }

    @Test
    public void takesTheTopHoweverItIsSaid() {
        assertThat(List.of(FilePath.of(""), FilePath.of("."), FilePath.of("/"))).containsOnly(FilePath.TOP);
    }

    @Test
    public void refusesWhatIsNoSteps() {
        for (String path : List.of(
                "..",
                "docs/..",
                "docs/../docs",
                "../docs",
                "docs\\..\\a",
                "docs/a\\b",
                "docs/\0",
                "docs/a\nb",
                "docs/a\rb",
                "docs/\u001b[2J",
                "docs/a\u0085b",
                "docs/a\u2028b",
                "docs/a\u2029b",
                "docs/\ud800",
                "docs/\udc00a",
                "docs/" + "x".repeat(256),
                "docs/" + "ä".repeat(128),
                "docs/" + "x/".repeat(64) + "x",
                "docs" + "/xxxxxxxx".repeat(600))) {
            assertThatThrownBy(() -> FilePath.of(path))
                    .as(path)
                    .isInstanceOf(FileProblem.class)
                    .hasMessageContaining("There is no file or folder");
        }
    }

    @Test
    public void writesAUriThatItReadsBack() {
        for (String path : List.of(
                "docs/a",
                "docs/ä ö/日本語/😀.txt",
                "docs/100%/%2e%2e/a?b#c",
                "docs/a:b;c@d!$&'()*+,=",
                "docs/ .~-_",
                "docs/e\u0301")) {
            FilePath read = FilePath.of(path);
            assertThat(read.uri("ns.a-1")).startsWith("files://ns.a-1/docs/").matches("[!-~]+");
            assertThat(FilePath.of(URI.create(read.uri("ns.a-1")), "ns.a-1")).isEqualTo(read);
            assertThat(FilePath.of(URI.create(read.uri("")), "")).isEqualTo(read);
        }
    }

    @Test
    public void takesAUriThatEncodesMoreOrLess() {
        assertThat(FilePath.of(URI.create("files://f/docs/%61%C3%A4"), "f").names())
                .containsExactly("docs", "aä");
        assertThat(FilePath.of(URI.create("files://f/docs/aä😀"), "f").names()).containsExactly("docs", "aä😀");
    }

    @Test
    public void decodesOnce() {
        assertThat(FilePath.of(URI.create("files://f/docs/%252e%252e/a"), "f").names())
                .containsExactly("docs", "%2e%2e", "a");
        assertThat(FilePath.of(URI.create("files://f/docs/%252F"), "f").names()).containsExactly("docs", "%2F");
    }

    @Test
    public void refusesAUriThatLeadsElsewhere() {
        for (String uri : List.of(
                "files://f/docs/%2e%2e/secret.txt",
                "files://f/docs/..",
                "files://f/docs/%2E./a",
                "files://f/docs/.%2e/a",
                "files://f/docs%2F..%2Fa",
                "files://f/docs/a%2Fb",
                "files://f/docs/a%5Cb",
                "files://f/docs/%5c..",
                "files://f/docs/%00",
                "files://f/docs/a%0Ab",
                "files://f/docs/%C0%AE%C0%AE/a",
                "files://f/docs/%C0%AF",
                "files://f/docs/%E0%80%AE",
                "files://f/docs/%FF",
                "files://f/docs/%ED%A0%80",
                "files://f/docs/%F0%80%80%AF",
                "files://f/",
                "files://f",
                "files://f//etc",
                "files:///docs/a",
                "files://g/docs/a",
                "files://F/docs/a",
                "FILES://f/docs/a",
                "files://f:1/docs/a",
                "files://u@f/docs/a",
                "files://f/docs/a?b",
                "files://f/docs/a?",
                "files://f/docs/a#b",
                "files:docs/a",
                "file:///etc/passwd",
                "file://f/docs/a",
                "files://f/docs//a",
                "files://f/docs/a//b",
                "files://f/./docs")) {
            assertThatThrownBy(() -> FilePath.of(URI.create(uri), "f")).as(uri).isInstanceOf(FileProblem.class);
        }
    }
}
