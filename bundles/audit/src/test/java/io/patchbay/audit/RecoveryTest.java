package io.patchbay.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.health.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class RecoveryTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final TestingDisk disk = new TestingDisk();
    private Path folder;
    private FileTrail trail;

    @Before
    public void open() throws Exception {
        folder = temporary.getRoot().toPath().resolve("audit");
        trail = reopened();
    }

    @After
    public void close() {
        trail.stop();
    }

    @Test
    public void continuesAfterTheLastLine() throws Exception {
        TestingCalls.read(trail, "call-1");
        trail.stop();
        trail = reopened();
        TestingCalls.read(trail, "call-2");
        trail.stop();

        assertThat(lines()).hasSize(6);
        assertThat(new TrailFolder(folder).segments()).hasSize(1);
        assertThat(verify().text()).startsWith("The trail is complete: 6 lines in 1 file.");
    }

    @Test
    public void cutsOffALineThatWasBeingWritten() throws Exception {
        TestingCalls.read(trail, "call-1");
        trail.stop();
        String last = lines().get(2);
        append(last.substring(0, 100));
        assertThat(verify().problem().orElse("")).contains("line 4: the end of the line is missing");

        trail = reopened();
        trail.stop();

        assertThat(lines()).hasSize(5);
        assertThat(lines().get(3))
                .contains("\"kind\":\"start\"", "\"note\":\"100 bytes of an unfinished line were cut off\"");
        assertThat(verify().isComplete()).isTrue();
        assertThat(Files.readString(torn().get(0))).isEqualTo(last.substring(0, 100));
    }

    @Test
    public void cutsOffBlocksThatWereNeverWritten() throws Exception {
        trail.stop();
        append("\0".repeat(5_000) + "\"},\n{\"seq\":9}\n" + "\0".repeat(3_000_000));

        trail = reopened();
        TestingCalls.read(trail, "call-1");
        trail.stop();

        assertThat(lines()).hasSize(5);
        assertThat(verify().isComplete()).isTrue();
    }

    @Test
    public void reusesASegmentWithoutALine() throws Exception {
        trail.stop();
        Files.writeString(new TrailFolder(folder).segment(3), "{\"seq\":3,");

        trail = reopened();
        TestingCalls.read(trail, "call-1");
        trail.stop();

        assertThat(verify().text()).startsWith("The trail is complete: 5 lines");
    }

    @Test
    public void reportsAnEndThatWasEditedWhileTheServerWasDown() throws Exception {
        TestingCalls.read(trail, "call-1");
        trail.stop();
        rewrite(Files.readString(segment()).replace("clock_now", "clock_xxx"));

        trail = reopened();

        assertThat(trail.problems()).anyMatch(problem -> problem.message().contains("do not form a chain"));
        TestingCalls.read(trail, "call-2");
        trail.stop();
        assertThat(verify().problem())
                .hasValue(segment().getFileName()
                        + " line 2: the line was edited, because the next line contains a different hash");
    }

    @Test
    public void doesNotAppendToAFileThatIsNotATrail() throws Exception {
        trail.stop();
        rewrite("something else\n");

        trail = reopened();

        assertThat(trail.problems()).extracting(Problem::severity).containsExactly(Problem.Severity.NOT_READY);
        assertThatThrownBy(() -> TestingCalls.write(trail, "call-1").intent()).isInstanceOf(AuditException.class);
        assertThat(Files.readString(segment())).isEqualTo("something else\n");
    }

    @Test
    public void keepsATornEndOnce() throws Exception {
        trail.stop();
        rewrite("something else\nand more");
        for (int i = 0; i < 3; i++) {
            trail = reopened();
            trail.stop();
        }
        assertThat(torn()).isEmpty();

        rewrite("{\"seq\":1,");
        disk.truncateFails = true;
        for (int i = 0; i < 3; i++) {
            trail = reopened();
            trail.stop();
        }
        assertThat(torn()).hasSize(1);

        disk.truncateFails = false;
        trail = reopened();
        trail.stop();
        assertThat(torn()).hasSize(1);
        assertThat(verify().isComplete()).isTrue();
    }

    @Test
    public void refusesWritesWhileTheDiskIsFull() throws Exception {
        AuditEntry before = TestingCalls.write(trail, "before");
        before.intent();
        disk.room = 30;

        AuditEntry entry = TestingCalls.write(trail, "full");
        assertThatThrownBy(entry::intent).isInstanceOf(AuditException.class).hasMessageContaining("No space left");
        entry.close(new Outcome(Outcome.Kind.ERROR, "audit"));
        before.close(Outcome.OK);
        TestingCalls.read(trail, "read");

        assertThat(trail.problems()).extracting(Problem::severity).containsExactly(Problem.Severity.NOT_READY);
        assertThat(Files.readString(segment())).endsWith("}\n").doesNotContain("full");

        disk.room = Long.MAX_VALUE;
        waitUntilReady();
        AuditEntry after = TestingCalls.write(trail, "after");
        after.intent();
        after.close(Outcome.OK);
        trail.stop();

        assertThat(String.join("\n", lines()))
                .containsSubsequence(
                        "\"callId\":\"before\"", "\"callId\":\"full\"", "\"callId\":\"read\"", "\"callId\":\"after\"")
                .doesNotContain("\"kind\":\"intent\",\"callId\":\"full\"");
        assertThat(verify().isComplete()).isTrue();
        assertThat(verify().open()).isEmpty();
    }

    @Test
    public void removesAHalfLineLaterIfItCannotTruncate() throws Exception {
        disk.room = 30;
        disk.truncateFails = true;
        AuditEntry entry = TestingCalls.write(trail, "full");
        assertThatThrownBy(entry::intent).isInstanceOf(AuditException.class);

        disk.room = Long.MAX_VALUE;
        disk.truncateFails = false;
        waitUntilReady();
        TestingCalls.read(trail, "after");
        trail.stop();

        assertThat(verify().text()).startsWith("The trail is complete: 3 lines");
    }

    @Test
    public void refusesWritesWhileTheDiskDoesNotSync() throws Exception {
        disk.forceFails = true;

        assertThatThrownBy(TestingCalls.write(trail, "call-1")::intent).isInstanceOf(AuditException.class);

        disk.forceFails = false;
        waitUntilReady();
        trail.stop();
        assertThat(lines()).noneMatch(line -> line.contains("call-1"));
        assertThat(verify().isComplete()).isTrue();
    }

    @Test
    public void waitsForAMissingFolder() throws Exception {
        TestingCalls.read(trail, "call-1");
        trail.flush();
        Path aside = folder.resolveSibling("aside");
        Files.move(folder, aside);

        assertThatThrownBy(TestingCalls.write(trail, "gone")::intent).isInstanceOf(AuditException.class);
        assertThat(trail.problems()).extracting(Problem::severity).contains(Problem.Severity.NOT_READY);
        assertThat(folder).doesNotExist();

        Files.move(aside, folder);
        waitUntilReady();
        TestingCalls.read(trail, "back");
        trail.stop();
        assertThat(verify().text()).startsWith("The trail is complete: 4 lines in 1 file.");
    }

    @Test
    public void continuesAfterARemovedSegmentWithANote() throws Exception {
        TestingCalls.read(trail, "call-1");
        trail.flush();
        Files.delete(segment());

        assertThatThrownBy(TestingCalls.write(trail, "call-2")::intent).isInstanceOf(AuditException.class);
        waitUntilReady();
        TestingCalls.read(trail, "call-3");
        trail.stop();

        assertThat(lines().get(0))
                .startsWith("{\"seq\":3,\"prev\":\"")
                .contains("was removed or changed while the server ran; its last line was 2");
        assertThat(verify().problem().orElse(""))
                .contains("lines are missing before this line: lines 1 to 2 (a file or the end of a file is missing");
    }

    @Test
    public void noticesWhenTheFileIsReplaced() throws Exception {
        TestingCalls.read(trail, "call-1");
        trail.flush();
        Path copy = folder.resolve("copy");
        Files.writeString(copy, Files.readString(segment()).replace("clock_now", "clock_xxx"));
        Files.move(copy, segment(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(TestingCalls.write(trail, "call-2")::intent).isInstanceOf(AuditException.class);
        waitUntilReady();
        trail.stop();
        assertThat(verify().isComplete()).isFalse();
    }

    @Test
    public void continuesInANewSegmentAfterAFailedRotation() throws Exception {
        trail.modified(TestingConfig.with(Map.of("segmentMebibytes", 1, "intervalMillis", 1)));
        for (int i = 0; i < 250; i++) {
            TestingCalls.read(trail, "call-" + i, many());
        }
        trail.flush();
        long size = trail.durable().size();
        assertThat(size).isGreaterThan(600_000);
        disk.room = (1 << 20) - size + 10_000;
        while (trail.problems().isEmpty()) {
            TestingCalls.read(trail, "more", many());
        }

        disk.room = Long.MAX_VALUE;
        waitUntilReady();
        trail.stop();

        assertThat(new TrailFolder(folder).segments()).hasSizeGreaterThan(1);
        assertThat(verify().isComplete()).isTrue();
    }

    @Test
    public void refusesATrailThatAnotherServerWrites() throws Exception {
        FileTrail second = reopened();

        assertThat(second.problems())
                .extracting(Problem::message)
                .anyMatch(message -> message.contains("another server"));
        assertThatThrownBy(() -> TestingCalls.write(second, "call-1").intent()).isInstanceOf(AuditException.class);

        trail.stop();
        waitUntilReady(second);
        TestingCalls.read(second, "call-2");
        second.stop();
        assertThat(verify().text()).startsWith("The trail is complete: 5 lines");
    }

    @Test
    public void survivesAKillAtAnyByte() throws Exception {
        for (int i = 0; i < 5; i++) {
            TestingCalls.read(trail, "call-" + i);
        }
        trail.stop();
        byte[] whole = Files.readAllBytes(segment());
        for (int length = 1; length < whole.length; length += 97) {
            rewrite(new String(whole, 0, length, StandardCharsets.UTF_8));

            trail = reopened();
            TestingCalls.read(trail, "after");
            trail.stop();

            assertThat(verify().problem()).as("killed after %d bytes", length).isEmpty();
        }
    }

    private static Map<String, Object> many() {
        return Map.of(
                "a",
                "x".repeat(250),
                "b",
                "x".repeat(250),
                "c",
                List.of("x".repeat(250), "y".repeat(250), List.of("z".repeat(250))),
                "d",
                "x".repeat(250),
                "e",
                "x".repeat(250),
                "f",
                List.of("x".repeat(250), "y".repeat(250), "z".repeat(250)));
    }

    private FileTrail reopened() {
        return new FileTrail(folder, "1.2.3", TestingConfig.with(Map.of()), disk, Clock.systemUTC());
    }

    private void waitUntilReady() throws Exception {
        waitUntilReady(trail);
    }

    private static void waitUntilReady(FileTrail waited) throws Exception {
        CountDownLatch moment = new CountDownLatch(1);
        while (waited.problems().stream().anyMatch(problem -> problem.severity() == Problem.Severity.NOT_READY)) {
            assertThat(moment.await(5, java.util.concurrent.TimeUnit.MILLISECONDS))
                    .isFalse();
        }
    }

    private TrailVerifier.Report verify() throws Exception {
        return new TrailVerifier(folder, Head.NONE, "").verify();
    }

    private Path segment() throws Exception {
        return new TrailFolder(folder).segments().get(0);
    }

    private List<Path> torn() throws Exception {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("torn-"))
                    .toList();
        }
    }

    private void append(String text) throws Exception {
        Files.writeString(segment(), text, StandardOpenOption.APPEND);
    }

    private void rewrite(String text) throws Exception {
        Files.writeString(segment(), text, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private List<String> lines() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Path segment : new TrailFolder(folder).segments()) {
            lines.addAll(Files.readString(segment).lines().toList());
        }
        return lines;
    }
}
