package io.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

/** The lines of the control channel and its failures, over a real socket. */
public class ControlChannelTest extends ControlChannelFixture {

    @Test
    public void keepsListeningAfterAFailureToAccept() throws IOException {
        Iterator<IOException> failures = List.of(
                        new IOException("Too many open files"),
                        new IOException("Too many open files"),
                        new AsynchronousCloseException())
                .iterator();

        channel.serve(
                () -> {
                    throw failures.next();
                },
                connection -> Optional.empty());

        assertThat(failures).isExhausted();
    }

    @Test
    public void reportsADiskOrAFileAsTheCauseOfAFailure() throws IOException {
        Map<Throwable, String> failures = Map.of(
                new IOException("No space left on device"),
                        "The command failed: No space left on device. The server's log has the details",
                new FileSystemException("/c/x", null, "Read-only file system"),
                        "The command failed: Read-only file system: /c/x. ",
                new AccessDeniedException("/c/x"),
                        "The command failed: permission denied: /c/x. The server's user ("
                                + System.getProperty("user.name") + ") needs the right to use it. The server's log",
                new UncheckedIOException(new IOException("No space left on device")),
                        "The command failed: No space left on device. ",
                new DirectoryIteratorException(new IOException("Input/output error")),
                        "The command failed: Input/output error. ",
                new IllegalStateException("secret words"),
                        "The command failed. The server's log has the details, under the call ");
        for (Map.Entry<Throwable, String> each : failures.entrySet()) {
            write.failure = each.getKey();

            assertThat(say("{\"command\":\"change it\"}"))
                    .singleElement()
                    .asString()
                    .startsWith("{\"error\":\"" + each.getValue())
                    .doesNotContain("Exception");
        }
    }

    @Test
    public void reportsMistakesOfTheOperatorButNoDetailsOfInternalErrors() throws IOException {
        read.failure = new IllegalArgumentException("There is no such key.");
        assertThat(say("{\"command\":\"look\"}")).containsExactly("{\"error\":\"There is no such key.\"}");
        read.failure = new IllegalStateException("secret-in-the-message");
        assertThat(say("{\"command\":\"look\"}"))
                .singleElement()
                .asString()
                .contains("under the call")
                .doesNotContain("secret");
        read.failure = new AssertionError("secret-in-the-message");
        assertThat(say("{\"command\":\"look\"}"))
                .singleElement()
                .asString()
                .contains("under the call")
                .doesNotContain("secret");

        assertThat(trail.notes).contains("close FAILED", "close ERROR");
    }

    @Test
    public void answersEveryInvalidLineWithAnError() throws IOException {
        for (String line : List.of(
                "",
                "hello",
                "[]",
                "{}",
                "{\"command\":1}",
                "{\"command\":\"look\",\"arguments\":[]}",
                "{\"command\":\"look\",\"command\":\"look\"}",
                "{\"command\":\"look\"} x",
                "{\"command\":\"nonsense\"}",
                "[".repeat(5000),
                "\u0000",
                "{\"command\":\"look\",\"arguments\":{\"a\":" + "[".repeat(500))) {
            assertThat(say(line)).as(line).singleElement().asString().startsWith("{\"error\":");
        }
        assertThat(read.runs).isZero();
    }

    @Test
    public void runsNothingOfTwoLines() throws IOException {
        for (String more : List.of("{\"command\":\"look\"}", "{\"command\":\"look\"}\n", "x")) {
            assertThat(say("{\"command\":\"look\"}\n" + more))
                    .singleElement()
                    .asString()
                    .contains("More than one line", "Nothing was run");
        }
        assertThat(read.runs).isZero();
        assertThat(say("{\"command\":\"look\"}\n\n \n")).endsWith("{\"end\":true}");
    }

    @Test
    public void runsNothingWithAnArgumentThatTheCommandDoesNotTake() throws IOException {
        read.arguments = Optional.of(Set.of("at", "often"));

        assertThat(say("{\"command\":\"look\",\"arguments\":{\"att\":1,\"at\":2}}"))
                .containsExactly(
                        "{\"error\":\"\\\"look\\\" has no argument att. Its arguments are: at, often. Nothing was run.\"}");
        assertThat(say("{\"command\":\"look\",\"args\":{}}"))
                .singleElement()
                .asString()
                .contains("no other member");
        assertThat(read.runs).isZero();
        assertThat(trail.notes).isEmpty();
        assertThat(say("{\"command\":\"look\",\"arguments\":{\"at\":2}}")).endsWith("{\"end\":true}");
    }

    @Test
    public void refusesALineThatIsTooLong() throws IOException {
        assertThat(say("x".repeat(70_000))).singleElement().asString().contains("longer");
    }

    @Test
    public void refusesInvalidUtf8() throws IOException {
        assertThat(sayBytes(new byte[] {'{', (byte) 0xC3, '}', '\n'}))
                .singleElement()
                .asString()
                .contains("UTF-8");
    }

    @Test
    public void survivesAnOperatorWhoDisconnects() throws IOException {
        try (SocketChannel hasty = SocketChannel.open(address())) {
            hasty.write(ByteBuffer.wrap("{\"comm".getBytes(StandardCharsets.UTF_8)));
        }

        assertThat(say("{\"command\":\"look\"}")).endsWith("{\"end\":true}");
    }

    private UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(data.resolve("admin.sock"));
    }
}
