package io.patchbay.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.protocol.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/** The feature table in {@code docs/revisions.md}: each cell is a tick or a dash, and each row names its tests. */
public final class RevisionTableTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)#(\\w+)`");
    private static final int REVISIONS = Revision.values().length;

    private record Row(String about, List<String> cells, String tests) {}

    @Test
    public void itsColumnsAreTheRevisions() throws IOException {
        String columns =
                Arrays.stream(Revision.values()).map(Revision::toString).collect(Collectors.joining(" | "));

        List<String> heads = lines().filter(line -> line.startsWith("| |")).toList();

        assertThat(heads).hasSizeGreaterThanOrEqualTo(4).containsOnly("| | " + columns + " | tests |");
    }

    @Test
    public void everyCellIsATickOrADash() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(50);
        for (Row row : rows()) {
            assertThat(row.cells()).as(row.about()).hasSize(REVISIONS).isSubsetOf("✓", "–");
        }
    }

    @Test
    public void everyRowNamesTestsThatAreThere() throws IOException {
        Map<String, String> sources = sources();
        for (Row row : rows()) {
            Matcher named = NAMED.matcher(row.tests());
            int count = 0;
            while (named.find()) {
                count++;
                assertThat(sources).as(row.about()).containsKey(named.group(1));
                assertThat(sources.get(named.group(1)))
                        .as("%s#%s", named.group(1), named.group(2))
                        .containsPattern("@Test(\\([^)]*\\))?\\s+public void " + named.group(2) + "\\(\\)");
            }
            assertThat(count).as("tests behind: %s", row.about()).isPositive();
            assertThat(NAMED.matcher(row.tests()).replaceAll("").strip())
                    .as(row.about())
                    .isEmpty();
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : lines().filter(line -> line.startsWith("| ") && !line.startsWith("| |"))
                .toList()) {
            List<String> parts =
                    Arrays.stream(line.split("\\|")).map(String::strip).toList();
            rows.add(new Row(parts.get(1), parts.subList(2, parts.size() - 1), parts.get(parts.size() - 1)));
        }
        return rows;
    }

    private static Stream<String> lines() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/revisions.md")).stream();
    }

    /** All test classes of the protocol and of the HTTP server, by name. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String bundle : List.of("protocol", "http")) {
            try (Stream<Path> files =
                    Files.walk(ROOT.resolve("bundles").resolve(bundle).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith("Test.java"))
                        .forEach(file ->
                                sources.put(file.getFileName().toString().replace(".java", ""), read(file)));
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
