package io.patchbay.launcher;

import io.patchbay.support.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies the shipped settings and connectors into the folders in use, each version of a file once. Files that an
 * operator deleted stay deleted. Files that an operator changed stay, and the new version is written beside them as
 * {@code <file>.new}. The server does not read this file.
 */
final class Shipped {

    private final Layout layout;
    private final Path journal;
    private final Map<String, String> copied = new TreeMap<>();
    private boolean isComplete = true;

    Shipped(Layout layout) {
        this.layout = layout;
        this.journal = layout.data().resolve("shipped.journal");
    }

    /** The action for one shipped file. */
    enum FileAction {
        UNCHANGED,
        ADD,
        UPDATE,
        KEEP,
        LEAVE_DELETED
    }

    /** Forgets the files that were copied into a folder ({@code config} or {@code deploy}), because another folder is now in use. */
    void forget(String folder) {
        Map<String, String> before = read();
        before.keySet().removeIf(name -> name.startsWith(folder + "/"));
        try {
            DurableFile.place(journal, bytes(before));
        } catch (IOException e) {
            throw new StartException("The file " + journal + " cannot be written: " + StartException.reason(e));
        }
    }

    /** Copies new and updated files into these folders. Returns one line for each file that an operator should know about. */
    List<String> copy(Set<String> folders) {
        List<String> notes = new ArrayList<>();
        Map<String, String> before = read();
        isComplete = true;
        copied.putAll(before);
        for (String folder : new TreeSet<>(folders)) {
            if (!Files.isWritable(layout.folder(folder))) {
                notes.add("Shipped files are not copied into " + layout.folder(folder)
                        + ", because the folder is not writable");
                continue;
            }
            actions(folder).forEach((file, action) -> execute(folder, file, action, notes));
        }
        try {
            if (!copied.equals(before)) {
                DurableFile.place(journal, bytes(copied));
            }
        } catch (IOException e) {
            isComplete = false;
            notes.add("The file " + journal + " cannot be written: " + StartException.reason(e)
                    + ". The server tries again");
        }
        return notes;
    }

    /**
     * Returns whether the last copy was complete. If false, a later copy may succeed, for example when the disk has
     * space again.
     */
    boolean isComplete() {
        return isComplete;
    }

    /** Returns the action for each shipped file of a folder. */
    Map<Path, FileAction> actions(String folder) {
        Path from = layout.shipped().resolve(folder);
        Map<String, String> known = read();
        Map<Path, FileAction> actions = new TreeMap<>();
        try {
            for (Path file : files(from)) {
                String before = known.getOrDefault(folder + "/" + file.getFileName(), "");
                actions.put(
                        file, action(digest(file), before, layout.folder(folder).resolve(file.getFileName())));
            }
        } catch (IOException e) {
            throw new StartException("The shipped files in " + from + " cannot be read: " + StartException.reason(e));
        }
        return actions;
    }

    private static FileAction action(String shipped, String known, Path target) throws IOException {
        if (!Files.exists(target)) {
            return known.isEmpty() ? FileAction.ADD : FileAction.LEAVE_DELETED;
        }
        String present = digest(target);
        if (present.equals(shipped)) {
            return FileAction.UNCHANGED;
        }
        if (present.equals(known)) {
            return FileAction.UPDATE;
        }
        return known.equals(shipped) ? FileAction.UNCHANGED : FileAction.KEEP;
    }

    /**
     * Copies one file. If the copy fails, for example on a full disk, the other files are still copied and the server
     * starts.
     */
    private void execute(String folder, Path file, FileAction action, List<String> notes) {
        Path target = layout.folder(folder).resolve(file.getFileName());
        try {
            switch (action) {
                case ADD -> replace(file, target);
                case UPDATE -> {
                    replace(file, target);
                    notes.add("Updated " + target);
                }
                case KEEP -> {
                    Path beside = target.resolveSibling(target.getFileName() + ".new");
                    replace(file, beside);
                    notes.add("Your changed file " + target + " was kept. The new version is beside this file: "
                            + beside.getFileName());
                }
                case LEAVE_DELETED -> {
                    return;
                }
                case UNCHANGED -> {}
                default -> throw new AssertionError(action);
            }
            copied.put(folder + "/" + file.getFileName(), digest(file));
        } catch (IOException e) {
            isComplete = false;
            notes.add("The shipped file " + target + " cannot be copied: " + StartException.reason(e)
                    + ". The server tries again");
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
        }
    }

    private static void replace(Path file, Path target) throws IOException {
        Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Map<String, String> read() {
        Map<String, String> known = new TreeMap<>();
        try {
            if (Files.exists(journal)) {
                for (String line : Files.readAllLines(journal, StandardCharsets.UTF_8)) {
                    int space = line.indexOf("  ");
                    if (space > 0) {
                        known.put(line.substring(space + 2), line.substring(0, space));
                    }
                }
            }
        } catch (IOException e) {
            throw new StartException("The file " + journal + " cannot be read: " + StartException.reason(e));
        }
        return known;
    }

    private static byte[] bytes(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(e -> e.getValue() + "  " + e.getKey() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
