package io.patchbay.cli.develop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SourceFilesTest {

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
    public void isEqualIfNoSourceWasSaved() throws IOException {
        SourceFiles before = SourceFiles.of(project);

        Files.createDirectories(project.resolve("target/classes"));
        Files.writeString(project.resolve("target/classes/A.class"), "x");
        Files.writeString(source.resolveSibling(".A.java.swp"), "x");
        Files.writeString(source.resolveSibling("A.java~"), "x");

        assertThat(SourceFiles.of(project)).isEqualTo(before);
    }

    @Test
    public void differsAfterEachKindOfSave() throws IOException {
        SourceFiles before = SourceFiles.of(project);
        Files.writeString(source, "longer");
        SourceFiles written = SourceFiles.of(project);
        Files.move(
                Files.writeString(project.resolve("new"), "longer"),
                source,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        SourceFiles replaced = SourceFiles.of(project);
        Files.writeString(source.resolveSibling("B.java"), "");
        SourceFiles added = SourceFiles.of(project);
        Files.delete(source);
        SourceFiles removed = SourceFiles.of(project);
        Files.writeString(project.resolve("bnd.bnd"), "");

        assertThat(java.util.List.of(before, written, replaced, added, removed, SourceFiles.of(project)))
                .doesNotHaveDuplicates();
    }
}
