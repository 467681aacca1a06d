package io.patchbay.cli.develop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Adds rules to a hand-written file and keeps all other content. */
public class PolicyFileTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void addsToListsAndKeepsTheRest() throws IOException {
        Path file = file(
                "{\n  // writes: \"allowWrites\": [],\n  \"allowWrites\" : [\n    \"a_*\" // ours\n  ],\n  \"allowDestructive\": []\n}\n"
                        .replace("// writes: \"allowWrites\": [],", "// writes"));

        assertThat(PolicyFile.add(
                        file, Map.of("allowWrites", List.of("b_x", "b_y"), "allowDestructive", List.of("b_x"))))
                .isTrue();

        assertThat(file)
                .hasContent(
                        "{\n  // writes\n  \"allowWrites\" : [\n    \"a_*\", \"b_x\", \"b_y\" // ours\n  ],\n  \"allowDestructive\": [\"b_x\"]\n}\n");
    }

    @Test
    public void createsAMissingFile() throws IOException {
        Path file = temporary.getRoot().toPath().resolve("p.cfg.json");

        assertThat(PolicyFile.add(file, Map.of("allowWrites", List.of("b_x")))).isTrue();

        assertThat(Files.readString(file)).contains("\"allowWrites\": [\"b_x\"]", "\"allowDestructive\": []");
    }

    @Test
    public void changesNothingIfTheListIsMissingOrInAComment() throws IOException {
        for (String text : List.of(
                "{}",
                "{ // \"allowWrites\": []\n}",
                "{ /* \"allowWrites\": [] */ }",
                "{ \"allowWrites\": \"a\" }",
                "{ \"allowWrites\": [1] }")) {
            Path file = file(text);

            assertThat(PolicyFile.add(file, Map.of("allowWrites", List.of("b_x"))))
                    .as(text)
                    .isFalse();
            assertThat(file).hasContent(text);
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(temporary.getRoot().toPath().resolve("io.patchbay.policy.cfg.json"), text);
    }
}
