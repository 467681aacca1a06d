package io.patchbay.deploy.file;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is kept about one file, over restarts.
 *
 * @param accepted digests of its good versions, the one that served last first
 * @param setAside digests of versions an operator went back from
 * @param stopped whether an operator stopped it
 */
public record FileRecord(List<String> accepted, Set<String> setAside, boolean stopped) {

    static final FileRecord NEW = new FileRecord(List.of(), Set.of(), false);

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final String SET_ASIDE = "-";
    private static final String STOPPED = "stopped";
    private static final String BETWEEN = "  ";

    public FileRecord {
        accepted = List.copyOf(accepted);
        setAside = Set.copyOf(setAside);
    }

    /** One that turned out good serves from now on. */
    FileRecord accepting(String digest, int most) {
        List<String> now = first(digest, most);
        Set<String> aside = new LinkedHashSet<>(setAside);
        aside.retainAll(now);
        aside.remove(digest);
        return new FileRecord(now, aside, stopped);
    }

    /** An operator goes back from one version to another. */
    public FileRecord rolledBack(String from, String to, int most) {
        Set<String> aside = new LinkedHashSet<>(setAside);
        aside.add(from);
        aside.remove(to);
        return new FileRecord(first(to, most), aside, stopped);
    }

    public FileRecord withoutDoubts() {
        return new FileRecord(accepted, Set.of(), stopped);
    }

    public FileRecord stopped(boolean now) {
        return new FileRecord(accepted, setAside, now);
    }

    /** What an operator may go back to from a version. */
    public Optional<String> before(String digest) {
        return accepted.stream()
                .filter(each -> !each.equals(digest) && !setAside.contains(each))
                .findFirst();
    }

    public boolean names(String digest) {
        return accepted.contains(digest);
    }

    /** Returns whether other versions were good, and this one never was. */
    public boolean isOther(String digest) {
        return !accepted.isEmpty() && !accepted.contains(digest);
    }

    /** One line of a journal. */
    String line(String name) {
        List<String> words = new ArrayList<>(accepted);
        setAside.stream().sorted().forEach(digest -> words.add(SET_ASIDE + digest));
        if (stopped) {
            words.add(STOPPED);
        }
        return String.join(" ", words) + BETWEEN + escaped(name);
    }

    /** What a journal's line says; empty for what is none. */
    static Optional<Named> read(String line) {
        int space = line.indexOf(BETWEEN);
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
                unescaped(line.substring(space + BETWEEN.length())), new FileRecord(accepted, setAside, stopped)));
    }

    private List<String> first(String digest, int most) {
        List<String> all = new ArrayList<>(accepted);
        all.remove(digest);
        all.add(0, digest);
        return all.subList(0, Math.min(most, all.size()));
    }

    /** A file's name may hold anything but a slash, a line's end too. */
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

    /** A standing and whose it is. */
    record Named(String name, FileRecord kept) {
        Named {
            requireNonNull(name, "name");
            requireNonNull(kept, "kept");
        }
    }
}
