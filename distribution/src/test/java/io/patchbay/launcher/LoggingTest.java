package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.slf4j.LoggerFactory;

public class LoggingTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void doesNotLogMalformedRequests() throws IOException {
        Path file = folder.getRoot().toPath().resolve("patchbay.log");
        Logging logging = new Logging();
        logging.start(file, Logging.Console.NONE, Level.INFO);

        LoggerFactory.getLogger("org.eclipse.jetty.http.HttpParser").warn("two Host headers");
        LoggerFactory.getLogger("org.eclipse.jetty.util.HostPort").warn("a bad address");
        LoggerFactory.getLogger("org.eclipse.jetty.io.ManagedSelector").warn("something of the server");
        logging.stop();

        assertThat(Files.readString(file))
                .contains("something of the server")
                .doesNotContain("Host headers", "bad address");
    }

    @Test
    public void doesNotLogSchemaErrorsOfTheLibrary() throws IOException {
        Path file = folder.getRoot().toPath().resolve("patchbay.log");
        Logging logging = new Logging();
        logging.start(file, Logging.Console.NONE, Level.INFO);

        LoggerFactory.getLogger("com.networknt.schema.SchemaRegistry").error("Failed to load json schema");
        logging.stop();

        assertThat(Files.readString(file)).isEmpty();
    }

    @Test
    public void escapesLineBreaksAndControlCharacters() throws IOException {
        Path file = folder.getRoot().toPath().resolve("patchbay.log");
        Logging logging = new Logging();
        logging.start(file, Logging.Console.NONE, Level.INFO);
        String hostile = "\u001b[2J\u001b[31mX\r\n2026-01-01 FORGED\u202e\u2066\u009b\u2028\u0085\u0007\u200f end";

        LoggerFactory.getLogger("io.patchbay.evil\u001b\n" + hostile)
                .warn(hostile, new IllegalStateException(hostile, new IOException(hostile)));
        logging.stop();

        String written = Files.readString(file);
        assertThat(written.replace("\n", "")
                        .replace("\t", "")
                        .codePoints()
                        .filter(point -> Character.isISOControl(point)
                                || Character.getType(point) == Character.FORMAT
                                || point == 0x2028))
                .isEmpty();
        assertThat(written.lines()).noneMatch(line -> line.startsWith("2026-01-01 FORGED"));
        assertThat(written)
                .contains("\\u001b[2J")
                .contains("\\u202e")
                .contains("X\\r\\n2026-01-01 FORGED")
                .contains("IllegalStateException: \\u001b");
    }

    @Test
    public void writesNoSecret() throws IOException {
        Path file = folder.getRoot().toPath().resolve("patchbay.log");
        Logging logging = new Logging();
        logging.start(file, Logging.Console.NONE, Level.INFO);
        List<String> texts = List.of(
                "jdbc:postgresql://u:canary-pw@h/db refused",
                "jdbc:oracle:thin:scott/canary-pw@//h/db refused",
                "x".repeat(600) + " password=canary-pw",
                "Authorization: Bearer canary-pw-1234567890",
                "key-1:" + "canary-pwA1".repeat(3) + "0123456789",
                "{\"api_key\": \"canary-pw\"}");

        texts.forEach(text -> LoggerFactory.getLogger("io.patchbay.x")
                .warn("{}", text, new IOException(text, new IllegalStateException(text))));
        logging.stop();

        assertThat(Files.readString(file)).doesNotContain("canary").contains("[redacted]");
    }

    @Test
    public void createsANewFileIfTheFileWasMovedOrRemoved() throws Exception {
        Path file = folder.getRoot().toPath().resolve("patchbay.log");
        Logging logging = new Logging();
        logging.start(file, Logging.Console.NONE, Level.INFO);
        LoggerFactory.getLogger("io.patchbay.x").warn("first");
        Files.move(file, file.resolveSibling("patchbay.log.1"));

        await().until(() -> {
            LoggerFactory.getLogger("io.patchbay.x").warn("second");
            return Files.exists(file) && Files.readString(file).contains("second");
        });
        Files.delete(file);
        await().until(() -> {
            LoggerFactory.getLogger("io.patchbay.x").warn("third");
            return Files.exists(file) && Files.readString(file).contains("third");
        });
        logging.stop();

        assertThat(Files.readString(file.resolveSibling("patchbay.log.1"))).contains("first");
    }
}
