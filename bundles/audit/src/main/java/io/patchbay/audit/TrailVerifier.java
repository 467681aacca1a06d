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
 * Walks a whole trail and says whether every line still is the one that was written, in its place. It needs nothing but the
 * JDK and the folder, so it also runs beside a server that does not.
 *
 * <p>What a chain cannot tell by itself: lines missing at its very end, or a whole trail written anew. Whoever keeps a head's
 * hash elsewhere can: a trail that once had that head has it for ever.
 */
public final class TrailVerifier {

    private static final int MOST_OPEN = 10_000;
    private static final int SHOWN = 10;

    private final Path folder;
    private final Head end;
    private final String kept;

    private final Map<String, String> open = new LinkedHashMap<>();
    private long expected = 1;
    private String hash = Head.NO_HASH;
    private boolean keptSeen;
    private boolean openOverflow;

    /**
     * @param end where the trail ends, as the server that writes it knows; {@link Head#NONE}: where the files do
     * @param kept the hash of a head that was kept elsewhere; perhaps empty
     */
    TrailVerifier(Path folder, Head end, String kept) {
        this.folder = folder;
        this.end = end;
        this.kept = kept;
        this.keptSeen = kept.isEmpty() || kept.equals(Head.NO_HASH);
    }

    /**
     * What was found.
     *
     * @param lines that were read up to there
     * @param head hash of the last one; empty when something is wrong
     * @param problem the first thing that is wrong, with its place; empty: nothing is
     * @param open places of intents without an outcome, by call id: writes that ran when the server died, or run now
     */
    public record Report(long lines, int segments, String head, Optional<String> problem, List<String> open) {
        public Report {
            open = List.copyOf(open);
        }

        public boolean whole() {
            return problem.isEmpty();
        }

        /** For programs, with what is for people under {@code text}. */
        Map<String, Object> answer() {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("ok", whole());
            answer.put("lines", lines);
            answer.put("segments", segments);
            answer.put("head", head);
            problem.ifPresent(what -> answer.put("problem", what));
            answer.put("open", open);
            answer.put("text", text());
            return answer;
        }

        /** For people. */
        public String text() {
            StringBuilder text = new StringBuilder();
            problem.ifPresentOrElse(
                    what -> text.append("BROKEN: ").append(what),
                    () -> text.append("The trail is complete: ")
                            .append(lines)
                            .append(" lines in ")
                            .append(segments)
                            .append(segments == 1 ? " file." : " files.")
                            .append("\nHead, to store elsewhere: line ")
                            .append(lines)
                            .append(", hash ")
                            .append(head));
            if (!open.isEmpty()) {
                text.append("\nWrites without an outcome (interrupted by a crash, or running now): ")
                        .append(open.size());
                open.stream().limit(SHOWN).forEach(place -> text.append("\n  ").append(place));
                text.append(open.size() > SHOWN ? "\n  …" : "");
            }
            return text.toString();
        }
    }

    /**
     * {@code TrailVerifier <data folder> [--json] [--head <hash>]}, for where no server runs: ends with 0 when the trail is whole, 1
     * when it is not, 2 when it cannot tell. JSON needs the api on the class path, the rest nothing.
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
            Report report = new TrailVerifier(folder, Head.NONE, head(given.size() == 3 ? given.get(2) : "")).verify();
            System.out.println(json ? Json.of(report.answer()).text() : report.text());
            System.exit(report.whole() ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            System.err.println("The trail in " + folder + " cannot be read: " + e);
            System.exit(2);
        }
    }

    /**
     * A head as it was kept; perhaps empty.
     *
     * @throws IllegalArgumentException when it is none
     */
    static String head(String given) {
        String head = given.strip().toLowerCase(Locale.ROOT);
        if (!head.isEmpty() && !head.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "A head is the 64 hexadecimal digits that `patchbay audit verify` showed earlier.");
        }
        return head;
    }

    /** Walks the trail; to be called once. */
    Report verify() throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Report(0, 0, "", Optional.of("there is no folder " + folder), List.of());
        }
        List<Path> segments = new TrailFolder(folder).segments();
        try (TrailReader reader = new TrailReader(segments, end)) {
            Optional<String> problem = walk(reader);
            if (problem.isEmpty()) {
                problem = ending();
            }
            List<String> places = new ArrayList<>(open.values());
            if (openOverflow) {
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
            keptSeen |= hash.equals(kept);
            expected++;
            follow(line, here);
            before = next;
        }
        return Optional.empty();
    }

    private Optional<String> problem(Located here, Optional<Located> before, TrailReader reader) throws IOException {
        if (!here.whole() && reader.peek().isEmpty()) {
            return Optional.of(
                    here.place() + ": torn, its end is missing (a start of the server cuts it off and says so)");
        }
        Optional<TrailLine> read = here.line();
        if (read.isEmpty()) {
            return Optional.of(here.place() + ": edited, not a line of a trail");
        }
        TrailLine line = read.get();
        if (line.sequence() != expected) {
            return Optional.of(misplaced(here, line, reader));
        }
        if (line.previous().equals(hash)) {
            return Optional.empty();
        }
        Optional<TrailLine> after = reader.peek().flatMap(Located::line);
        boolean hereStands = after.isPresent() && after.get().previous().equals(here.hash());
        if (before.isEmpty()) {
            return Optional.of(here.place() + ": edited, the first line refers to a line before it");
        }
        if (hereStands) {
            return Optional.of(before.get().place() + ": edited, the next line contains a different hash");
        }
        return Optional.of((after.isPresent() ? here : before.get()).place() + ": edited, "
                + (after.isPresent()
                        ? "it matches neither the line before nor the line after"
                        : "it or the line after it, the last one"));
    }

    private String misplaced(Located here, TrailLine line, TrailReader reader) throws IOException {
        if (line.sequence() < expected) {
            return here.place() + ": reordered or repeated, it is number " + line.sequence() + " where " + expected
                    + " belongs";
        }
        String lines = line.sequence() - 1 == expected
                ? "line " + expected
                : "lines " + expected + " to " + (line.sequence() - 1);
        boolean wholeFile = here.number() == 1;
        for (Optional<Located> later = reader.next(); later.isPresent(); later = reader.next()) {
            if (later.get().line().map(TrailLine::sequence).equals(Optional.of(expected))) {
                return here.place() + ": reordered, number " + expected + " stands at "
                        + later.get().place();
            }
        }
        return here.place() + ": missing before it, " + lines + (wholeFile ? ": a segment is missing, or its end" : "");
    }

    /** Keeps which intents have no outcome yet. */
    private void follow(TrailLine line, Located here) {
        switch (line.kind()) {
            case "intent" -> {
                if (open.size() < MOST_OPEN) {
                    open.put(line.callId(), here.place() + ", call " + line.callId());
                } else {
                    openOverflow = true;
                }
            }
            case "outcome", "call" -> open.remove(line.callId());
            default -> {
                // says nothing about a write
            }
        }
    }

    private Optional<String> ending() {
        if (end.sequence() > 0 && !(end.sequence() == expected - 1 && end.hash().equals(hash))) {
            return Optional.of("the end: the server wrote up to line " + end.sequence() + " with hash " + end.hash()
                    + ", the files end otherwise: lines are missing or the last one was edited");
        }
        if (!keptSeen) {
            return Optional.of(
                    "no line has the hash that was kept elsewhere: lines are missing at the end, or the trail was written anew");
        }
        return Optional.empty();
    }
}
