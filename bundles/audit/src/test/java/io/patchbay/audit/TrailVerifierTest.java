package io.patchbay.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import io.patchbay.spi.audit.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class TrailVerifierTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder;
    private FileTrail trail;

    @Before
    public void write() throws Exception {
        folder = temporary.getRoot().toPath().resolve("audit");
        trail = new FileTrail(folder, "1.2.3", TestingConfig.with(Map.of()), new LocalDisk(), Clock.systemUTC());
        for (int i = 1; i <= 8; i++) {
            TestingCalls.read(trail, "call-" + i);
        }
        trail.flush();
    }

    @After
    public void close() {
        trail.stop();
    }

    @Test
    public void findsNoProblemInACompleteTrail() throws Exception {
        TrailVerifier.Report report = new TrailVerifier(folder, trail.durable(), "").verify();

        assertThat(report.isComplete()).isTrue();
        assertThat(report.lines()).isEqualTo(9);
        assertThat(report.head()).isEqualTo(trail.durable().hash());
    }

    @Test
    public void findsALineThatWasEdited() throws Exception {
        edit(lines -> lines.set(4, lines.get(4).replace("clock_now", "clock_xxx")));

        assertThat(problem())
                .isEqualTo(
                        "trail-000000000001.jsonl line 5: the line was edited, because the next line contains a different hash");
    }

    @Test
    public void findsALineWhoseHashWasEdited() throws Exception {
        edit(lines -> lines.set(4, lines.get(4).replaceFirst("\"prev\":\"[0-9a-f]{8}", "\"prev\":\"00000000")));

        assertThat(problem())
                .isEqualTo(
                        "trail-000000000001.jsonl line 5: the line was edited, because it matches neither the previous line nor the next line");
    }

    @Test
    public void findsAFirstLineThatWasReplaced() throws Exception {
        edit(lines -> lines.set(0, lines.get(0).replace("1.2.3", "9.9.9")));

        assertThat(problem())
                .isEqualTo(
                        "trail-000000000001.jsonl line 1: the line was edited, because the next line contains a different hash");
    }

    @Test
    public void findsALineThatWasBroken() throws Exception {
        edit(lines -> lines.set(4, lines.get(4).substring(0, 50)));

        assertThat(problem())
                .isEqualTo("trail-000000000001.jsonl line 5: the line was edited, because it is not a line of a trail");
    }

    @Test
    public void findsLinesThatWereRemoved() throws Exception {
        edit(lines -> lines.subList(3, 6).clear());

        assertThat(problem())
                .isEqualTo("trail-000000000001.jsonl line 4: lines are missing before this line: lines 4 to 6");
    }

    @Test
    public void findsARemovedLineEvenIfTheOthersAreRenumbered() throws Exception {
        edit(lines -> {
            lines.remove(3);
            for (int i = 3; i < lines.size(); i++) {
                lines.set(i, lines.get(i).replaceFirst("\"seq\":\\d+", "\"seq\":" + (i + 1)));
            }
        });

        assertThat(problem())
                .startsWith("trail-000000000001.jsonl line 4: the line was edited, because it matches neither");
    }

    @Test
    public void findsLinesThatWereReordered() throws Exception {
        edit(lines -> Collections.swap(lines, 3, 5));

        assertThat(problem())
                .isEqualTo(
                        "trail-000000000001.jsonl line 4: the lines were reordered, because number 4 is at trail-000000000001.jsonl line 6");
    }

    @Test
    public void findsALineThatWasRepeated() throws Exception {
        edit(lines -> lines.add(4, lines.get(3)));

        assertThat(problem())
                .isEqualTo(
                        "trail-000000000001.jsonl line 5: the line was moved or repeated, because it has number 4 instead of 5");
    }

    @Test
    public void findsALineThatWasAdded() throws Exception {
        edit(lines -> lines.add(4, "{\"note\":\"nothing to see here\"}"));

        assertThat(problem())
                .isEqualTo("trail-000000000001.jsonl line 5: the line was edited, because it is not a line of a trail");
    }

    @Test
    public void findsAMissingSegment() throws Exception {
        trail.modified(TestingConfig.with(Map.of("segmentMebibytes", 1)));
        while (new TrailFolder(folder).segments().size() < 3) {
            TestingCalls.read(
                    trail,
                    "call",
                    Map.of("a", "x".repeat(250), "b", "x".repeat(250), "c", List.of("x".repeat(250), "x".repeat(250))));
        }
        trail.flush();
        List<Path> segments = new TrailFolder(folder).segments();
        long first = TrailFolder.firstSequence(segments.get(1)).orElseThrow();
        long next = TrailFolder.firstSequence(segments.get(2)).orElseThrow();
        Files.delete(segments.get(1));

        assertThat(problem())
                .isEqualTo(segments.get(2).getFileName() + " line 1: lines are missing before this line: lines " + first
                        + " to " + (next - 1) + " (a file or the end of a file is missing)");
    }

    @Test
    public void findsLinesMissingAtTheEndWithAnEarlierHead() throws Exception {
        String kept = trail.durable().hash();
        assertThat(new TrailVerifier(folder, Head.NONE, kept).verify().isComplete())
                .isTrue();

        edit(lines -> lines.remove(lines.size() - 1));

        assertThat(new TrailVerifier(folder, Head.NONE, "").verify().isComplete())
                .isTrue();
        assertThat(new TrailVerifier(folder, Head.NONE, kept).verify().problem().orElse(""))
                .startsWith("no line has the hash of the given head");
        assertThat(new TrailVerifier(folder, trail.durable(), "")
                        .verify()
                        .problem()
                        .orElse(""))
                .startsWith("the end of the trail is wrong: the server wrote up to line 9");
    }

    @Test
    public void findsAnIntentWithoutAnOutcome() throws Exception {
        TestingCalls.write(trail, "write-1").intent();
        var ended = TestingCalls.write(trail, "write-2");
        ended.intent();
        ended.close(Outcome.OK);
        trail.flush();

        TrailVerifier.Report report = new TrailVerifier(folder, trail.durable(), "").verify();

        assertThat(report.isComplete()).isTrue();
        assertThat(report.open()).containsExactly("trail-000000000001.jsonl line 10, call write-1");
        assertThat(report.text()).contains("Writes without an outcome");
    }

    @Test
    public void reportsAMissingTrail() throws Exception {
        assertThat(new TrailVerifier(folder.resolve("nowhere"), Head.NONE, "")
                        .verify()
                        .problem()
                        .orElse(""))
                .startsWith("there is no folder");
    }

    @Test
    public void answersOperators() throws Exception {
        Map<String, Object> good = answer(new VerifyCommand(trail), Map.of());
        edit(lines -> lines.set(4, lines.get(4).replace("clock_now", "clock_xxx")));
        Map<String, Object> bad =
                answer(new VerifyCommand(trail), Map.of("head", trail.durable().hash()));

        assertThat(good.get("text").toString()).contains("\"ok\":true", "\"lines\":9");
        assertThat(bad.get("text").toString()).contains("\"ok\":false", "line 5: the line was edited");
        assertThatThrownBy(() -> answer(new VerifyCommand(trail), Map.of("head", "abc")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void showsTheLastLinesToOperators() throws Exception {
        String shown =
                answer(new TailCommand(trail), Map.of("lines", "3")).get("text").toString();

        assertThat(shown).contains("call-6", "call-7", "call-8").doesNotContain("call-5");
        assertThat(shown).contains("  call  call-8 ci tools/call clock_now allow ok ");
        assertThatThrownBy(() -> answer(new TailCommand(trail), Map.of("lines", "many")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Object> answer(Command command, Map<String, Object> arguments) throws Exception {
        StringBuilder sent = new StringBuilder();
        command.run(new Invocation() {
            @Override
            public Arguments arguments() {
                return Arguments.of(arguments);
            }

            @Override
            public void send(Json line) {
                sent.append(line.text()).append('\n');
            }
        });
        return Map.of("text", sent.toString());
    }

    private String problem() throws Exception {
        return new TrailVerifier(folder, Head.NONE, "").verify().problem().orElseThrow();
    }

    private void edit(java.util.function.Consumer<List<String>> change) throws Exception {
        Path segment = new TrailFolder(folder).segments().get(0);
        List<String> lines = new ArrayList<>(Files.readAllLines(segment));
        change.accept(lines);
        Files.writeString(segment, String.join("\n", lines) + "\n");
    }
}
