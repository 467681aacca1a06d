package io.patchbay.launcher;

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
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies what is shipped into folders elsewhere, each version of a file once: what an operator deleted stays deleted, what he
 * changed stays his, with the new version beside it as {@code <file>.new}.
 */
final class Shipped {

    private final Layout layout;
    private final Path journal;
    private final Map<String, String> copied = new TreeMap<>();

    Shipped(Layout layout) {
        this.layout = layout;
        this.journal = layout.data().resolve("shipped.journal");
    }

    /** Copies what is due; one readable line for each file that was not simply new. */
    List<String> copy() {
        try {
            List<String> notes = new ArrayList<>();
            Map<String, String> before = read();
            copied.putAll(before);
            copy(layout.home().resolve("config"), layout.config(), notes);
            copy(layout.home().resolve("deploy"), layout.deploy(), notes);
            if (!copied.equals(before)) {
                Private.write(journal, text());
            }
            return notes;
        } catch (IOException e) {
            throw new StartException("Cannot copy the shipped files: " + StartException.reason(e));
        }
    }

    private void copy(Path from, Path to, List<String> notes) throws IOException {
        if (!Files.isDirectory(from) || Files.isSameFile(from, to)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(from)) {
            files = found.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
        }
        for (Path file : files) {
            copyFile(file, to.resolve(file.getFileName()), from.getFileName() + "/" + file.getFileName(), notes);
        }
    }

    private void copyFile(Path file, Path target, String name, List<String> notes) throws IOException {
        String shipped = digest(file);
        String known = copied.getOrDefault(name, "");
        if (Files.exists(target)) {
            String present = digest(target);
            if (present.equals(shipped)) {
                copied.put(name, shipped);
            } else if (present.equals(known)) {
                replace(file, target);
                copied.put(name, shipped);
                notes.add("Updated " + target);
            } else if (!known.equals(shipped)) {
                Path beside = target.resolveSibling(target.getFileName() + ".new");
                replace(file, beside);
                copied.put(name, shipped);
                notes.add("Kept your " + target + "; the version shipped now is " + beside.getFileName() + " beside it");
            }
        } else if (known.isEmpty()) {
            replace(file, target);
            copied.put(name, shipped);
        }
    }

    private static void replace(Path file, Path target) throws IOException {
        Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Map<String, String> read() throws IOException {
        Map<String, String> known = new TreeMap<>();
        if (Files.exists(journal)) {
            for (String line : Files.readAllLines(journal, StandardCharsets.UTF_8)) {
                int space = line.indexOf("  ");
                if (space > 0) {
                    known.put(line.substring(space + 2), line.substring(0, space));
                }
            }
        }
        return known;
    }

    private String text() {
        return copied.entrySet().stream().map(e -> e.getValue() + "  " + e.getKey() + "\n").collect(Collectors.joining());
    }

    private static String digest(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
