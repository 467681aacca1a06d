package io.patchbay.cli.develop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SourcesTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path project;
    private Path source;

    @Before
    public void project() throws IOException {
        project = temporary.getRoot().toPath();
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        source = Files.writeString(
                Files.createDirectories(project.resolve("src/main/java")).resolve("A.java"), "one");
    }

    @Test
    public void staysTheSameWhenNothingOfItWasSaved() throws IOException {
        Sources before = Sources.of(project);

        Files.createDirectories(project.resolve("target/classes"));
        Files.writeString(project.resolve("target/classes/A.class"), "x");
        Files.writeString(source.resolveSibling(".A.java.swp"), "x");
        Files.writeString(source.resolveSibling("A.java~"), "x");

        assertThat(Sources.of(project)).isEqualTo(before);
    }

    @Test
    public void changesWithEverySaveInWhateverWay() throws IOException {
        Sources before = Sources.of(project);
        Files.writeString(source, "longer");
        Sources written = Sources.of(project);
        Files.move(
                Files.writeString(project.resolve("new"), "longer"),
                source,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Sources replaced = Sources.of(project);
        Files.writeString(source.resolveSibling("B.java"), "");
        Sources added = Sources.of(project);
        Files.delete(source);
        Sources removed = Sources.of(project);
        Files.writeString(project.resolve("bnd.bnd"), "");

        assertThat(java.util.List.of(before, written, replaced, added, removed, Sources.of(project)))
                .doesNotHaveDuplicates();
    }
}
