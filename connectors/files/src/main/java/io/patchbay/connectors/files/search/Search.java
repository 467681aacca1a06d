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

/** One search through many files: what it found so far. */
public final class Search {

    private static final int SHOWN = 400;

    private final LinePattern pattern;
    private final int context;
    private final int most;
    private final BooleanSupplier ended;
    private final LeftOut leftOut;
    private final List<LineMatch> matches = new ArrayList<>();
    private int files;

    /** @param leftOut is told which files could not be read */
    public Search(Query query, BooleanSupplier ended, LeftOut leftOut) {
        this.pattern = query.pattern();
        this.context = query.context();
        this.most = query.most();
        this.ended = ended;
        this.leftOut = leftOut;
    }

    /**
     * What is searched for.
     *
     * @param context how many lines to show before and after each
     * @param most how many findings there may be
     */
    public record Query(LinePattern pattern, int context, int most) {}

    public boolean ended() {
        return ended.getAsBoolean();
    }

    public List<LineMatch> matches() {
        return matches;
    }

    public int files() {
        return files;
    }

    /** Searches a file of the folder; one that cannot be read is left out and counted. Whether to go on. */
    public boolean in(FilePath path, Folder folder) throws IOException {
        try (SeekableByteChannel file = folder.open(path.name())) {
            return in(path, file);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            leftOut.unreadable(path, e);
            return true;
        }
    }

    /** Searches an open file; whether it came to its end and there may be more. */
    public boolean in(FilePath path, SeekableByteChannel file) throws IOException {
        Optional<TextForm> form = TextForm.of(Bytes.head(file), file.size() <= TextForm.SAMPLE);
        if (form.isEmpty()) {
            return true;
        }
        files++;
        file.position(form.get().mark());
        return in(path, form.get().lines(file));
    }

    private boolean in(FilePath path, LineReader lines) throws IOException {
        Deque<String> before = new ArrayDeque<>();
        List<List<String>> open = new ArrayList<>();
        for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
            if (ended.getAsBoolean()) {
                return false;
            }
            String line = next.get();
            int found = pattern.find(line);
            if (found >= 0 && matches.size() == most) {
                return false;
            }
            open.forEach(after -> after.add(around(line, 0)));
            open.removeIf(after -> after.size() == context);
            if (found >= 0) {
                List<String> after = new ArrayList<>();
                matches.add(new LineMatch(
                        path.toString(), lines.number(), around(line, found), List.copyOf(before), after));
                if (context > 0) {
                    open.add(after);
                }
            }
            before.add(around(line, 0));
            if (before.size() > context) {
                before.remove();
            }
        }
        return true;
    }

    /** A part of a long line, with the finding in it. */
    private static String around(String line, int at) {
        if (line.length() <= SHOWN) {
            return line;
        }
        int start = Math.max(0, Math.min(at - SHOWN / 4, line.length() - SHOWN));
        int end = start + SHOWN;
        start += start > 0 && Character.isLowSurrogate(line.charAt(start)) ? 1 : 0;
        end -= Character.isHighSurrogate(line.charAt(end - 1)) ? 1 : 0;
        return (start > 0 ? "…" : "") + line.substring(start, end) + (end < line.length() ? "…" : "");
    }
}
