package io.patchbay.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Checks that each link leads to an existing page and heading. Only the form of links to other sites is checked. */
public class LinksTest {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void allLinksAreValid() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Document document : Document.all()) {
            broken.addAll(broken(document));
        }

        assertThat(broken).isEmpty();
    }

    @Test
    public void findsBrokenLinks() throws IOException {
        Path page = temporary.getRoot().toPath().resolve("page.md");
        Files.writeString(page, """
                # The first page
                [a](page.md#the-first-page), [b](#twice-1), [c](https://example.com/x), `[d](code.md)`
                ```
                [e](block.md)
                ```
                ## Twice
                ## Twice
                [f](missing.md) [g
                h](#missing) [i](page.md#twice-2) [j](https:///x) [k](ftp://example.com/)

                [l]: missing-too.md
                """);

        assertThat(broken(Document.of(page)).stream().map(line -> line.replaceAll(".*page.md:", "")))
                .containsExactly(
                        "8: missing.md",
                        "9: #missing",
                        "9: page.md#twice-2",
                        "9: https:///x",
                        "9: ftp://example.com/",
                        "11: missing-too.md");
    }

    private static List<String> broken(Document document) throws IOException {
        List<String> broken = new ArrayList<>();
        for (Document.Link link : document.links()) {
            boolean valid = link.target().matches("[A-Za-z][A-Za-z0-9+.-]*:.*")
                    ? isAddress(link.target())
                    : isExistingFile(document, link.target());
            if (!valid) {
                broken.add(document.at(link.line()) + ": " + link.target());
            }
        }
        return broken;
    }

    private static boolean isAddress(String target) {
        try {
            URI address = new URI(target);
            return SCHEMES.contains(address.getScheme()) && address.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isExistingFile(Document document, String target) throws IOException {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Optional<Path> file = path.isEmpty() ? Optional.of(document.file()) : file(document, path);
        if (file.isEmpty() || hash < 0) {
            return file.isPresent();
        }
        return Document.of(file.get()).anchors().contains(target.substring(hash + 1));
    }

    /** Returns the target file of a link. The README of the archive is in a separate folder here, but beside the other pages there. */
    private static Optional<Path> file(Document document, String path) {
        Path beside = document.file().resolveSibling(path).normalize();
        if (Files.exists(beside)) {
            return Optional.of(beside);
        }
        Path shipped = Document.REPOSITORY.resolve(path).normalize();
        return document.file().toString().contains("/src/main/readme/") && Files.exists(shipped)
                ? Optional.of(shipped)
                : Optional.empty();
    }
}
