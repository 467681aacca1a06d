package io.patchbay.deploy.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good versions of each file of a folder, kept by digest and named in a journal that is replaced as a whole. At a start
 * after somebody broke a file, the server runs on with what ran before.
 */
public final class AcceptedVersions {

    private static final Logger log = LoggerFactory.getLogger(AcceptedVersions.class);
    private static final String JOURNAL = "journal";

    private final Path folder;
    private final int most;
    private final Map<String, FileRecord> records = new TreeMap<>();
    /** Digests that one name less names. */
    private final Set<String> dropped = new HashSet<>();

    private boolean changed;
    /** Whether a version was written whose name may not be durable yet. */
    private boolean placed;
    /** Whether a journal is to come that names all that is accepted meanwhile. */
    private boolean held;

    private boolean open;
    private boolean swept;

    /**
     * @param folder made when missing; one for each watched folder
     * @param most how many versions of one file are kept
     */
    public AcceptedVersions(Path folder, int most) {
        this.folder = folder;
        this.most = most;
    }

    /** Returns one that has read what was kept. */
    public static AcceptedVersions opened(Path folder, int most) throws IOException {
        AcceptedVersions accepted = new AcceptedVersions(folder, most);
        accepted.open();
        return accepted;
    }

    /** Reads what was kept, unless it has been read. Called before all others, again and again until it succeeds. */
    public synchronized void open() throws IOException {
        if (!open) {
            read();
            open = true;
            makeFolderIfPossible();
        }
    }

    /** How many versions of one file are kept. */
    public int most() {
        return most;
    }

    /** Whether this is the version of a file that a start falls back to. */
    public synchronized boolean keeps(String name, byte[] bytes) {
        String digest = digest(bytes);
        return recordOf(name).accepted().equals(List.of(digest)) && Files.exists(folder.resolve(digest));
    }

    /** Keeps what turned out good; {@link #save} makes it what a start falls back to. */
    public synchronized void accept(String name, byte[] bytes) throws IOException {
        String digest = digest(bytes);
        if (!Files.exists(folder.resolve(digest))) {
            makeFolder();
            Durable.place(folder.resolve(digest), bytes);
            placed = true;
            changed = true;
        }
        change(name, kept -> kept.accepting(digest, most));
    }

    /** Writes the journal, if it says something new, and lets go of what it no longer names. */
    public synchronized void save() throws IOException {
        if (changed) {
            makeFolder();
            write();
            sweep();
            changed = false;
        }
    }

    /** Says whether one {@link #save} is to come for all that is accepted meanwhile. */
    public synchronized void hold(boolean now) {
        held = now;
    }

    public synchronized boolean isHeld() {
        return held;
    }

    /** Returns whether a start would know all that is known now. */
    public synchronized boolean isSaved() {
        return !changed;
    }

    /** The last good version, if there is one and it is still what it was. */
    public synchronized Optional<byte[]> last(String name) throws IOException {
        for (String digest : recordOf(name).accepted()) {
            Optional<byte[]> version = version(digest);
            if (version.isPresent()) {
                return version;
            }
        }
        return Optional.empty();
    }

    /** A version that is kept, if it is still what it was. */
    public synchronized Optional<byte[]> version(String digest) throws IOException {
        if (!Files.exists(folder.resolve(digest))) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(folder.resolve(digest));
        return digest(bytes).equals(digest) ? Optional.of(bytes) : Optional.empty();
    }

    /** What is kept about a file. */
    public synchronized FileRecord recordOf(String name) {
        return records.getOrDefault(name, FileRecord.NEW);
    }

    /** Keeps something else about it; {@link #save} makes it lasting. */
    public synchronized void change(String name, UnaryOperator<FileRecord> change) {
        FileRecord before = recordOf(name);
        FileRecord after = change.apply(before);
        if (!after.equals(before)) {
            records.put(name, after);
            dropped.addAll(before.accepted());
            changed = true;
        }
    }

    /** What was kept about one file is from now on about another. */
    public synchronized void rename(String from, String to) {
        Optional.ofNullable(records.remove(from)).ifPresent(kept -> {
            records.put(to, kept);
            changed = true;
        });
    }

    /** Forgets one: its file is gone on purpose. */
    public synchronized void forget(String name) {
        Optional.ofNullable(records.remove(name)).ifPresent(kept -> {
            dropped.addAll(kept.accepted());
            changed = true;
        });
    }

    /** Forgets all but these names. */
    public synchronized void keepOnly(Set<String> names) {
        List.copyOf(records.keySet()).stream()
                .filter(name -> !names.contains(name))
                .forEach(this::forget);
    }

    /** Where that fails, the first that is to be kept fails too, and is tried again. */
    private void makeFolderIfPossible() {
        try {
            makeFolder();
        } catch (IOException e) {
            log.debug("{} cannot be made yet", folder, e);
        }
    }

    private void makeFolder() throws IOException {
        Durable.folder(folder.getParent());
        Durable.folder(folder);
    }

    /** The whole folder once, for what an earlier process left; after that, only the files that are no longer named. */
    private void sweep() throws IOException {
        if (!swept) {
            Set<String> named = records.values().stream()
                    .flatMap(kept -> kept.accepted().stream())
                    .collect(Collectors.toSet());
            try (DirectoryStream<Path> kept = Files.newDirectoryStream(folder)) {
                for (Path file : kept) {
                    String name = file.getFileName().toString();
                    if (!name.equals(JOURNAL) && !named.contains(name)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } else if (!dropped.isEmpty()) {
            records.values().forEach(kept -> dropped.removeAll(kept.accepted()));
            for (String digest : dropped) {
                Files.deleteIfExists(folder.resolve(digest));
            }
        }
        dropped.clear();
        swept = true;
    }

    private void read() throws IOException {
        Path journal = folder.resolve(JOURNAL);
        if (!Files.notExists(journal)) {
            new String(Files.readAllBytes(journal), StandardCharsets.UTF_8)
                    .lines()
                    .flatMap(line -> FileRecord.read(line).stream())
                    .forEach(named -> records.put(named.name(), named.kept()));
        }
    }

    /** The journal names no version that may be missing after a crash. */
    private void write() throws IOException {
        if (placed) {
            Durable.sync(folder);
            placed = false;
        }
        String text = records.entrySet().stream()
                .map(e -> e.getValue().line(e.getKey()) + "\n")
                .collect(Collectors.joining());
        Durable.write(folder.resolve(JOURNAL), text.getBytes(StandardCharsets.UTF_8));
    }

    public static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
