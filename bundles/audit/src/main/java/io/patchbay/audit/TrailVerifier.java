package io.patchbay.audit;

import io.patchbay.api.Json;
import io.patchbay.audit.TrailReader.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies that every line of a trail is unchanged and in its place. The verifier can run without a server, because it needs only the
 * JDK and the folder.
 *
 * <p>The chain alone cannot show whether lines are missing at the end, or whether the whole trail was rewritten. An
 * earlier head that was kept elsewhere can show both, because one line of the trail must still have the hash of this
 * head.
 */
public final class TrailVerifier {

    private static final int MAX_OPEN_INTENTS = 10_000;
    private static final int MAX_SHOWN_INTENTS = 10;

    private final Path folder;
    private final Head end;
    private final String keptHead;

    private final Map<String, String> open = new LinkedHashMap<>();
    private long expected = 1;
    private String hash = Head.NO_HASH;
    private boolean keptHeadSeen;
    private boolean moreOpen;

    /**
     * @param end the end of the trail according to the server that writes it; {@link Head#NONE} for the end of the files
     * @param keptHead the hash of an earlier head that was kept elsewhere; may be empty
     */
    TrailVerifier(Path folder, Head end, String keptHead) {
        this.folder = folder;
        this.end = end;
        this.keptHead = keptHead;
        this.keptHeadSeen = keptHead.isEmpty() || keptHead.equals(Head.NO_HASH);
    }

    /**
     * The result of a verification.
     *
     * @param lines the number of valid lines, up to the first problem
     * @param head the hash of the last line; empty if there is a problem
     * @param problem the first problem, with its location; empty if the trail is complete
     * @param open the locations of intents without an outcome: writes that were interrupted by a crash, or that run now
     */
    public record Report(long lines, int segments, String head, Optional<String> problem, List<String> open) {
        public Report {
            open = List.copyOf(open);
        }

        /** Returns whether there is no problem. */
        public boolean isComplete() {
            return problem.isEmpty();
        }

        /** Returns the result for programs. The member {@code text} contains the result for people. */
        Map<String, Object> answer() {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("ok", isComplete());
            answer.put("lines", lines);
            answer.put("segments", segments);
            answer.put("head", head);
            problem.ifPresent(reason -> answer.put("problem", reason));
            answer.put("open", open);
            answer.put("text", text());
            return answer;
        }

        /** Returns the result for people. */
        public String text() {
            StringBuilder text = new StringBuilder();
            problem.ifPresentOrElse(
                    reason -> text.append("BROKEN: ").append(reason),
                    () -> text.append("The trail is complete: ")
                            .append(lines)
                            .append(" lines in ")
                            .append(segments)
                            .append(segments == 1 ? " file." : " files.")
                            .append("\nStore this head elsewhere: line ")
                            .append(lines)
                            .append(", hash ")
                            .append(head));
            if (!open.isEmpty()) {
                text.append("\nWrites without an outcome were interrupted by a crash or still run. Their number is ")
                        .append(open.size());
                open.stream()
                        .limit(MAX_SHOWN_INTENTS)
                        .forEach(place -> text.append("\n  ").append(place));
                text.append(open.size() > MAX_SHOWN_INTENTS ? "\n  …" : "");
            }
            return text.toString();
        }
    }

    /**
     * Runs {@code TrailVerifier <data folder> [--json] [--head <hash>]} without a server. The exit code is 0 if the trail is complete, 1
     * if it is not, and 2 if it cannot be verified. {@code --json} needs the bundle {@code api} on the class path.
     */
    public static void main(String[] arguments) {
        List<String> given = new ArrayList<>(List.of(arguments));
        boolean json = given.remove("--json");
        boolean usage = given.size() == 1 || given.size() == 3 && given.get(1).equals("--head");
        if (!usage) {
            System.err.println("Usage: audit verify <data folder> [--json] [--head <hash>]");
            System.exit(2);
        }
        Path data = Path.of(given.get(0));
        Path folder = Files.isDirectory(data.resolve("audit")) ? data.resolve("audit") : data;
        try {
            Report report =
                    new TrailVerifier(folder, Head.NONE, parseHead(given.size() == 3 ? given.get(2) : "")).verify();
            System.out.println(json ? Json.of(report.answer()).text() : report.text());
            System.exit(report.isComplete() ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            System.err.println("The trail in " + folder + " cannot be read: " + e);
            System.exit(2);
        }
    }

    /**
     * Returns the given hash of a head in lower case. The hash may be empty.
     *
     * @throws IllegalArgumentException if the text is not a hash
     */
    static String parseHead(String given) {
        String head = given.strip().toLowerCase(Locale.ROOT);
        if (!head.isEmpty() && !head.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "A head must have the 64 hexadecimal digits that an earlier `patchbay audit verify` showed.");
        }
        return head;
    }

    /** Verifies the trail. May be called only once. */
    Report verify() throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Report(0, 0, "", Optional.of("there is no folder " + folder), List.of());
        }
        List<Path> segments = new TrailFolder(folder).segments();
        try (TrailReader reader = new TrailReader(segments, end)) {
            Optional<String> problem = walk(reader);
            if (problem.isEmpty()) {
                problem = checkEnd();
            }
            List<String> places = new ArrayList<>(open.values());
            if (moreOpen) {
                places.add("and more");
            }
            return new Report(expected - 1, segments.size(), problem.isEmpty() ? hash : "", problem, places);
        }
    }

    private Optional<String> walk(TrailReader reader) throws IOException {
        Optional<Located> before = Optional.empty();
        for (Optional<Located> next = reader.next(); next.isPresent(); next = reader.next()) {
            Located here = next.get();
            Optional<String> problem = problem(here, before, reader);
            if (problem.isPresent()) {
                return problem;
            }
            TrailLine line = here.line().orElseThrow();
            hash = here.hash();
            keptHeadSeen |= hash.equals(keptHead);
            expected++;
            trackIntents(line, here);
            before = next;
        }
        return Optional.empty();
    }

    private Optional<String> problem(Located here, Optional<Located> before, TrailReader reader) throws IOException {
        if (!here.terminated() && reader.peek().isEmpty()) {
            return Optional.of(
                    here.place()
                            + ": the end of the line is missing. The next start of the server removes the line and records the removal");
        }
        Optional<TrailLine> read = here.line();
        if (read.isEmpty()) {
            return Optional.of(here.place() + ": the line was edited, because it is not a line of a trail");
        }
        TrailLine line = read.get();
        if (line.sequence() != expected) {
            return Optional.of(misplaced(here, line, reader));
        }
        if (line.previous().equals(hash)) {
            return Optional.empty();
        }
        Optional<TrailLine> after = reader.peek().flatMap(Located::line);
        boolean nextMatches = after.isPresent() && after.get().previous().equals(here.hash());
        if (before.isEmpty()) {
            return Optional.of(
                    here.place() + ": the line was edited, because the first line refers to an earlier line");
        }
        if (nextMatches) {
            return Optional.of(
                    before.get().place() + ": the line was edited, because the next line contains a different hash");
        }
        return Optional.of((after.isPresent() ? here : before.get()).place() + ": "
                + (after.isPresent()
                        ? "the line was edited, because it matches neither the previous line nor the next line"
                        : "this line or the next line, which is the last line, was edited"));
    }

    private String misplaced(Located here, TrailLine line, TrailReader reader) throws IOException {
        if (line.sequence() < expected) {
            return here.place() + ": the line was moved or repeated, because it has number " + line.sequence()
                    + " instead of " + expected;
        }
        String lines = line.sequence() - 1 == expected
                ? "line " + expected
                : "lines " + expected + " to " + (line.sequence() - 1);
        boolean firstInFile = here.number() == 1;
        for (Optional<Located> later = reader.next(); later.isPresent(); later = reader.next()) {
            if (later.get().line().map(TrailLine::sequence).equals(Optional.of(expected))) {
                return here.place() + ": the lines were reordered, because number " + expected + " is at "
                        + later.get().place();
            }
        }
        return here.place() + ": lines are missing before this line: " + lines
                + (firstInFile ? " (a file or the end of a file is missing)" : "");
    }

    /** Tracks the intents that have no outcome yet. */
    private void trackIntents(TrailLine line, Located here) {
        switch (line.kind()) {
            case "intent" -> {
                if (open.size() < MAX_OPEN_INTENTS) {
                    open.put(line.callId(), here.place() + ", call " + line.callId());
                } else {
                    moreOpen = true;
                }
            }
            case "outcome", "call" -> open.remove(line.callId());
            default -> {
                // all other kinds of lines are not about a write
            }
        }
    }

    private Optional<String> checkEnd() {
        if (end.sequence() > 0 && !(end.sequence() == expected - 1 && end.hash().equals(hash))) {
            return Optional.of("the end of the trail is wrong: the server wrote up to line " + end.sequence()
                    + " with hash " + end.hash()
                    + ", but the files end differently. Lines are missing, or the last line was edited");
        }
        if (!keptHeadSeen) {
            return Optional.of(
                    "no line has the hash of the given head. Lines are missing at the end, or the trail was rewritten");
        }
        return Optional.empty();
    }
}
