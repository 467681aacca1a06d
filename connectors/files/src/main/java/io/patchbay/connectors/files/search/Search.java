package io.patchbay.connectors.files.search;

import io.patchbay.connectors.files.text.Bytes;
import io.patchbay.connectors.files.text.LineReader;
import io.patchbay.connectors.files.text.TextForm;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.Folder;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One search through many files, with the matches so far. */
public final class Search {

    private static final int MAX_SHOWN_CHARS = 400;

    private final LinePattern pattern;
    private final int contextLines;
    private final int maxMatches;
    private final BooleanSupplier ended;
    private final LeftOut leftOut;
    private final List<LineMatch> matches = new ArrayList<>();
    private int fileCount;

    /** @param leftOut receives the files that cannot be read */
    public Search(Query query, BooleanSupplier ended, LeftOut leftOut) {
        this.pattern = query.pattern();
        this.contextLines = query.contextLines();
        this.maxMatches = query.maxMatches();
        this.ended = ended;
        this.leftOut = leftOut;
    }

    /**
     * The pattern and limits of a search.
     *
     * @param contextLines the number of lines to show before and after each match
     * @param maxMatches the maximum number of matches
     */
    public record Query(LinePattern pattern, int contextLines, int maxMatches) {}

    public boolean isEnded() {
        return ended.getAsBoolean();
    }

    public List<LineMatch> matches() {
        return matches;
    }

    /** Returns the number of files searched so far. */
    public int fileCount() {
        return fileCount;
    }

    /**
     * Searches a file in an open folder and returns whether to continue. Leaves out and counts a file that cannot be
     * read.
     */
    public boolean searchFile(FilePath path, Folder folder) throws IOException {
        try (SeekableByteChannel file = folder.open(path.name())) {
            return searchFile(path, file);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            leftOut.addUnreadable(path, e);
            return true;
        }
    }

    /**
     * Searches an open file and returns whether to continue. Returns false on cancellation, near the deadline, and
     * after too many matches.
     */
    public boolean searchFile(FilePath path, SeekableByteChannel file) throws IOException {
        Optional<TextForm> form = TextForm.of(Bytes.head(file), file.size() <= TextForm.SAMPLE_BYTES);
        if (form.isEmpty()) {
            return true;
        }
        fileCount++;
        file.position(form.get().markBytes());
        return searchLines(path, form.get().lines(file));
    }

    private boolean searchLines(FilePath path, LineReader lines) throws IOException {
        Deque<String> before = new ArrayDeque<>();
        List<List<String>> open = new ArrayList<>();
        for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
            if (ended.getAsBoolean()) {
                return false;
            }
            String line = next.get();
            int found = pattern.find(line);
            if (found >= 0 && matches.size() == maxMatches) {
                return false;
            }
            open.forEach(after -> after.add(excerpt(line, 0)));
            open.removeIf(after -> after.size() == contextLines);
            if (found >= 0) {
                List<String> after = new ArrayList<>();
                matches.add(new LineMatch(
                        path.toString(), lines.number(), excerpt(line, found), List.copyOf(before), after));
                if (contextLines > 0) {
                    open.add(after);
                }
            }
            before.add(excerpt(line, 0));
            if (before.size() > contextLines) {
                before.remove();
            }
        }
        return true;
    }

    /** Returns the line, or the part around an index if the line is long. */
    private static String excerpt(String line, int at) {
        if (line.length() <= MAX_SHOWN_CHARS) {
            return line;
        }
        int start = Math.max(0, Math.min(at - MAX_SHOWN_CHARS / 4, line.length() - MAX_SHOWN_CHARS));
        int end = start + MAX_SHOWN_CHARS;
        start += start > 0 && Character.isLowSurrogate(line.charAt(start)) ? 1 : 0;
        end -= Character.isHighSurrogate(line.charAt(end - 1)) ? 1 : 0;
        return (start > 0 ? "…" : "") + line.substring(start, end) + (end < line.length() ? "…" : "");
    }
}
