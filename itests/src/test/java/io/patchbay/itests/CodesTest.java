package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** The codes of outcomes are written once, in the api, and listed once, in the guide. */
public class CodesTest {

    private static final Path BUNDLES = Path.of(System.getProperty("patchbay.bundles"));
    private static final Path CONNECTORS = Path.of(System.getProperty("patchbay.connectors"));
    private static final Pattern CONSTANT =
            Pattern.compile("/\\*\\* (.*) \\*/\\s+public static final String (\\w+) = \"(\\w+)\";");
    /** An outcome, a denial or a failed result with a literal for its code. */
    private static final Pattern LITERAL = Pattern.compile(
            "new Outcome\\([^;]*?,\\s*\"(\\w+)\"|new (?:Decision\\.)?Deny\\(\\s*\"(\\w+)\"|ProtocolException\\.stopped\\(\\s*\"(\\w+)\"");

    @Test
    public void noOtherLiteralIsACodeOfTheServer() throws IOException {
        Map<String, String> codes = codes();
        List<String> found = new ArrayList<>();
        for (Path source : sources()) {
            String text = Files.readString(source).replaceAll("(?s)/\\*.*?\\*/", "");
            Matcher literal = LITERAL.matcher(text);
            while (literal.find()) {
                found.add(source.getFileName() + ": " + literal.group());
            }
            codes.keySet().stream()
                    .filter(code -> !code.equals("draft") && text.contains('"' + code + '"'))
                    .forEach(code -> found.add(source.getFileName() + ": " + code));
        }

        assertThat(codes).hasSizeGreaterThan(10);
        assertThat(found).isEmpty();
    }

    @Test
    public void theGuideListsThemAll() throws IOException {
        String guide = Files.readString(BUNDLES.resolve("../docs/write-a-connector.md"));
        List<String> rows = codes().entrySet().stream()
                .map(code -> "| `" + code.getKey() + "` | " + code.getValue().replaceAll("\\.$", "") + " |")
                .toList();

        assertThat(guide).contains(rows);
    }

    @Test
    public void theyAreInLowerSnakeCase() throws IOException {
        assertThat(codes().keySet()).allMatch(code -> code.matches("[a-z]+(_[a-z]+)*"));
    }

    private static Map<String, String> codes() throws IOException {
        Map<String, String> codes = new TreeMap<>();
        Matcher constant =
                CONSTANT.matcher(Files.readString(BUNDLES.resolve("api/src/main/java/io/patchbay/api/Codes.java")));
        while (constant.find()) {
            codes.put(constant.group(3), constant.group(1));
        }
        return codes;
    }

    /** All but the command line, which imports nothing of ours. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path root : List.of(BUNDLES, CONNECTORS)) {
            try (Stream<Path> all = Files.walk(root)) {
                all.filter(path -> path.toString().endsWith(".java"))
                        .filter(path -> path.toString().contains("/src/main/"))
                        .filter(path -> !path.startsWith(BUNDLES.resolve("cli")))
                        .filter(path -> !path.endsWith("Codes.java"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }
}
