package io.patchbay.deploy.file;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.support.DurableFile;
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
 * Stores the last good versions of each file in a folder, and lists the versions in a journal. Each version is stored
 * under its digest. The journal is always replaced as a whole. If a file is broken at a start, the server uses the last
 * good version of the file.
 */
public final class AcceptedVersions {

    private static final Logger log = LoggerFactory.getLogger(AcceptedVersions.class);
    private static final String JOURNAL = "journal";

    private final Path folder;
    private final int maxVersions;

    @GuardedBy("this")
    private final Map<String, FileRecord> records = new TreeMap<>();
    /** The digests of versions that were removed from a record. */
    @GuardedBy("this")
    private final Set<String> dropped = new HashSet<>();

    @GuardedBy("this")
    private boolean changed;
    /** True if a version was written, but a crash may still lose the directory entry of the version. */
    @GuardedBy("this")
    private boolean folderUnsynced;
    /** True if accepted versions are saved later, in one step. */
    @GuardedBy("this")
    private boolean savingDeferred;

    @GuardedBy("this")
    private boolean open;

    @GuardedBy("this")
    private boolean swept;

    /**
     * @param folder the folder that stores the versions of one watched folder; created if missing
     * @param maxVersions the maximum number of kept versions of one file
     */
    public AcceptedVersions(Path folder, int maxVersions) {
        this.folder = folder;
        this.maxVersions = maxVersions;
    }

    /** Creates an instance for a folder and calls {@link #open}. */
    public static AcceptedVersions opened(Path folder, int maxVersions) throws IOException {
        AcceptedVersions accepted = new AcceptedVersions(folder, maxVersions);
        accepted.open();
        return accepted;
    }

    /**
     * Reads the journal if it has not been read yet. A caller must call this method before all other methods, and must
     * repeat a failed call.
     */
    public synchronized void open() throws IOException {
        if (!open) {
            readJournal();
            open = true;
            tryMakeFolder();
        }
    }

    /** Returns the maximum number of kept versions of one file. */
    public int maxVersions() {
        return maxVersions;
    }

    /** Returns whether a start of the server would fall back to exactly this version of a file. */
    public synchronized boolean isFallback(String name, byte[] bytes) {
        String digest = digest(bytes);
        return recordOf(name).accepted().equals(List.of(digest)) && Files.exists(folder.resolve(digest));
    }

    /** Accepts a good version of a file. After {@link #save}, the server can fall back to this version at a start. */
    public synchronized void accept(String name, byte[] bytes) throws IOException {
        String digest = digest(bytes);
        if (!Files.exists(folder.resolve(digest))) {
            makeFolder();
            DurableFile.place(folder.resolve(digest), bytes);
            folderUnsynced = true;
            changed = true;
        }
        change(name, kept -> kept.withAccepted(digest, maxVersions));
    }

    /** Writes the journal if a record has changed, then deletes the versions that the journal no longer lists. */
    public synchronized void save() throws IOException {
        if (changed) {
            makeFolder();
            writeJournal();
            deleteUnlisted();
            changed = false;
        }
    }

    /** Sets whether accepted versions are saved together by one later {@link #save}. */
    public synchronized void deferSaving(boolean now) {
        savingDeferred = now;
    }

    public synchronized boolean isSavingDeferred() {
        return savingDeferred;
    }

    /** Returns whether the journal contains all changes. */
    public synchronized boolean isSaved() {
        return !changed;
    }

    /** Returns the newest accepted version of a file. Skips damaged versions. */
    public synchronized Optional<byte[]> lastGood(String name) throws IOException {
        for (String digest : recordOf(name).accepted()) {
            Optional<byte[]> version = version(digest);
            if (version.isPresent()) {
                return version;
            }
        }
        return Optional.empty();
    }

    /** Returns the kept version with this digest. Returns an empty result if the version is missing or damaged. */
    public synchronized Optional<byte[]> version(String digest) throws IOException {
        if (!Files.exists(folder.resolve(digest))) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(folder.resolve(digest));
        return digest(bytes).equals(digest) ? Optional.of(bytes) : Optional.empty();
    }

    /** Returns the record of a file. */
    public synchronized FileRecord recordOf(String name) {
        return records.getOrDefault(name, FileRecord.NEW);
    }

    /** Changes the record of a file; {@link #save} makes the change durable. */
    public synchronized void change(String name, UnaryOperator<FileRecord> change) {
        FileRecord before = recordOf(name);
        FileRecord after = change.apply(before);
        if (!after.equals(before)) {
            records.put(name, after);
            dropped.addAll(before.accepted());
            changed = true;
        }
    }

    /** Moves the record of one file to another name. */
    public synchronized void rename(String from, String to) {
        Optional.ofNullable(records.remove(from)).ifPresent(kept -> {
            records.put(to, kept);
            changed = true;
        });
    }

    /** Removes the record of a file that was deleted on purpose. */
    public synchronized void forget(String name) {
        Optional.ofNullable(records.remove(name)).ifPresent(kept -> {
            dropped.addAll(kept.accepted());
            changed = true;
        });
    }

    /** Removes the records of all files except the files with these names. */
    public synchronized void keepOnly(Set<String> names) {
        List.copyOf(records.keySet()).stream()
                .filter(name -> !names.contains(name))
                .forEach(this::forget);
    }

    /** Creates the folder. Ignores a failure, because {@link #accept} fails for the same reason and is retried. */
    private void tryMakeFolder() {
        try {
            makeFolder();
        } catch (IOException e) {
            log.debug("{} cannot be created yet", folder, e);
        }
    }

    private void makeFolder() throws IOException {
        DurableFile.createFolder(folder.getParent());
        DurableFile.createFolder(folder);
    }

    /**
     * Deletes the files that the journal no longer lists. The first call scans the whole folder, because an earlier
     * process may have left such files there.
     */
    @GuardedBy("this")
    private void deleteUnlisted() throws IOException {
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

    @GuardedBy("this")
    private void readJournal() throws IOException {
        Path journal = folder.resolve(JOURNAL);
        if (!Files.notExists(journal)) {
            String text = new String(Files.readAllBytes(journal), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                Optional<FileRecord.Named> named = FileRecord.parse(line);
                if (named.isPresent()) {
                    records.put(named.get().name(), named.get().fileRecord());
                }
            }
        }
    }

    /** Writes the journal. Syncs the folder first, because a crash must not lose a version that the journal lists. */
    @GuardedBy("this")
    private void writeJournal() throws IOException {
        if (folderUnsynced) {
            DurableFile.sync(folder);
            folderUnsynced = false;
        }
        String text = records.entrySet().stream()
                .map(e -> e.getValue().journalLine(e.getKey()) + "\n")
                .collect(Collectors.joining());
        DurableFile.write(folder.resolve(JOURNAL), text.getBytes(StandardCharsets.UTF_8));
    }

    public static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
