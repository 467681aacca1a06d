package io.patchbay.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

public class CrossOriginTest {

    private static final Pattern HEADER = Pattern.compile(
            "headers\\(\"([A-Za-z-]+)\"\\)|\"(Mcp(?:-[A-Z][A-Za-z]*)+|MCP-Protocol-Version|Last-Event-ID|X-API-Key|Authorization|Accept)\"");

    @Test
    public void pagesMaySendEveryHeaderThatTheServerReads() throws IOException {
        Set<String> read = new TreeSet<>();
        for (String bundle : List.of("protocol", "identity", "http")) {
            try (Stream<Path> files = Files.walk(Path.of("..", bundle, "src", "main", "java"))) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".java")).toList()) {
                    Matcher found = HEADER.matcher(Files.readString(file));
                    while (found.find()) {
                        read.add((found.group(1) == null ? found.group(2) : found.group(1)).toLowerCase(Locale.ROOT));
                    }
                }
            }
        }

        assertThat(read).contains("mcp-session-id", "x-api-key", "last-event-id", "mcp-protocol-version");
        assertThat(CrossOrigin.READ_HEADERS).containsAll(read);
    }
}
