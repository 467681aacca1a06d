package io.patchbay.deploy.file;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The facts about one file that the server stores for later starts.
 *
 * @param accepted the digests of the good versions, starting with the version that served last
 * @param setAside the digests of the versions that an operator replaced by a rollback
 * @param stopped whether an operator stopped the file's connector
 */
public record FileRecord(List<String> accepted, Set<String> setAside, boolean stopped) {

    static final FileRecord NEW = new FileRecord(List.of(), Set.of(), false);

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final String SET_ASIDE = "-";
    private static final String STOPPED = "stopped";
    private static final String SEPARATOR = "  ";

    public FileRecord {
        accepted = List.copyOf(accepted);
        setAside = Set.copyOf(setAside);
    }

    /** Returns the record that results when a good version begins to serve. */
    FileRecord withAccepted(String digest, int maxVersions) {
        List<String> now = acceptedFirst(digest, maxVersions);
        Set<String> aside = new LinkedHashSet<>(setAside);
        aside.retainAll(now);
        aside.remove(digest);
        return new FileRecord(now, aside, stopped);
    }

    /** Returns the record that results when an operator rolls back from one version to another version. */
    public FileRecord withRollback(String from, String to, int maxVersions) {
        Set<String> aside = new LinkedHashSet<>(setAside);
        aside.add(from);
        aside.remove(to);
        return new FileRecord(acceptedFirst(to, maxVersions), aside, stopped);
    }

    public FileRecord withoutSetAside() {
        return new FileRecord(accepted, Set.of(), stopped);
    }

    public FileRecord withStopped(boolean now) {
        return new FileRecord(accepted, setAside, now);
    }

    /** Returns the digest of the version that would replace this version in a rollback. */
    public Optional<String> rollbackTarget(String digest) {
        return accepted.stream()
                .filter(each -> !each.equals(digest) && !setAside.contains(each))
                .findFirst();
    }

    public boolean hasAccepted(String digest) {
        return accepted.contains(digest);
    }

    /** Returns true if another version was accepted before, but the version with this digest was not. */
    public boolean isUpdate(String digest) {
        return !accepted.isEmpty() && !accepted.contains(digest);
    }

    /** Returns the record as a line of the journal. */
    String journalLine(String name) {
        List<String> words = new ArrayList<>(accepted);
        setAside.stream().sorted().forEach(digest -> words.add(SET_ASIDE + digest));
        if (stopped) {
            words.add(STOPPED);
        }
        return String.join(" ", words) + SEPARATOR + escaped(name);
    }

    /** Parses a line of the journal. Returns an empty result if the line is malformed. */
    static Optional<Named> parse(String line) {
        int space = line.indexOf(SEPARATOR);
        if (space < 0) {
            return Optional.empty();
        }
        List<String> accepted = new ArrayList<>();
        Set<String> setAside = new LinkedHashSet<>();
        boolean stopped = false;
        for (String word : line.substring(0, space).split(" ", -1)) {
            if (DIGEST.matcher(word).matches()) {
                accepted.add(word);
            } else if (word.startsWith(SET_ASIDE)
                    && DIGEST.matcher(word.substring(1)).matches()) {
                setAside.add(word.substring(1));
            } else if (word.equals(STOPPED)) {
                stopped = true;
            } else if (!word.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(new Named(
                unescaped(line.substring(space + SEPARATOR.length())), new FileRecord(accepted, setAside, stopped)));
    }

    private List<String> acceptedFirst(String digest, int maxVersions) {
        List<String> all = new ArrayList<>(accepted);
        all.remove(digest);
        all.add(0, digest);
        return all.subList(0, Math.min(maxVersions, all.size()));
    }

    /** Escapes line ends, because a file name may contain any character except a slash. */
    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescaped(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\' && i + 1 < text.length()) {
                i++;
                name.append(
                        switch (text.charAt(i)) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> text.charAt(i);
                        });
            } else {
                name.append(next);
            }
        }
        return name.toString();
    }

    /** A record and the name of its file. */
    record Named(String name, FileRecord fileRecord) {
        Named {
            requireNonNull(name, "name");
            requireNonNull(fileRecord, "fileRecord");
        }
    }
}
