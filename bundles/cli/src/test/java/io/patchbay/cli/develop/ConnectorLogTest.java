package io.patchbay.cli.develop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assert.fail;

import io.patchbay.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The log messages that {@code patchbay dev} shows. */
public class ConnectorLogTest {

    private static final String HEAD = "2026-11-30T10:11:12.345Z ";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            System.err,
            Map.of(),
            Set.of(Terminal.Trait.SCREEN));

    @Test
    public void showsOnlyMessagesAboutTheConnector() throws Exception {
        Path file = temporary.getRoot().toPath().resolve("patchbay.log");
        Files.writeString(file, HEAD + "ERROR [x] io.patchbay.A Call 0 to weather_greet failed, before\n");
        try (ConnectorLog log = ConnectorLog.follow(file, terminal)) {
            log.watch(List.of("weather_greet", "weather://about"), Set.of("org.example.weather"));
            append(
                    file,
                    HEAD + "ERROR [x] io.patchbay.A Call 1 to weather_greet failed\n"
                            + "java.lang.IllegalStateException: no such city\u001b[2J\n\tat org.example.weather.W.greet(W.java:5)\n\tat io.patchbay.B.run(B.java:1)\n"
                            + HEAD + "ERROR [x] io.patchbay.A Call 2 to weather_greet_all failed\n"
                            + HEAD + "INFO  [x] io.patchbay.A weather.jar deployed: weather_greet\n"
                            + HEAD + "INFO  [x] org.example.weather.W counted 3\n"
                            + HEAD + "ERROR [x] org.example.weatherman.W another\n"
                            + HEAD + "WARN  [x] io.patchbay.A Call 3: weather://about is slöw ☀\n");
            await("is slöw ☀");

            append(file, HEAD + "WARN  [x] io.patchbay.A weather_greet, half");
            Files.move(file, file.resolveSibling("patchbay.log.1"));
            Files.writeString(file, HEAD + "WARN  [x] io.patchbay.A weather_greet after rotation\n");
            await("after rotation");
        }
        assertThat(text())
                .contains("Call 1 to weather_greet failed", "no such city", "W.greet(W.java:5)", "counted 3")
                .doesNotContain("Call 0")
                .doesNotContain("Call 2")
                .doesNotContain("deployed")
                .doesNotContain("another")
                .doesNotContain("B.run")
                .doesNotContain("\u001b");
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private void await(String text) throws InterruptedException {
        for (long end = System.nanoTime() + 20_000_000_000L; !text().contains(text); Thread.sleep(20)) {
            if (System.nanoTime() > end) {
                fail("Not shown: " + text + "; shown was: " + text());
            }
        }
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
