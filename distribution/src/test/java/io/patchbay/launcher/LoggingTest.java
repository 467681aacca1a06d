package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.slf4j.LoggerFactory;

public class LoggingTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void letsNobodyFillTheLogWithMalformedRequests() throws IOException {
        Path file = folder.getRoot().toPath().resolve("patchbay.log");
        Logging logging = new Logging();
        logging.start(file, Logging.Console.NONE, Level.INFO);

        LoggerFactory.getLogger("org.eclipse.jetty.http.HttpParser").warn("two Host headers");
        LoggerFactory.getLogger("org.eclipse.jetty.util.HostPort").warn("a bad address");
        LoggerFactory.getLogger("org.eclipse.jetty.io.ManagedSelector").warn("something of the server");
        logging.stop();

        assertThat(Files.readString(file)).contains("something of the server").doesNotContain("Host headers", "bad address");
    }
}
