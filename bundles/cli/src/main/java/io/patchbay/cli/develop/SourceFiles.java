package io.patchbay.cli.develop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A snapshot of the files from which a project is built. Two snapshots are equal if no file was saved between them. */
public record SourceFiles(Map<Path, String> stamps) {

    private static final int MAX_TRIES = 10;

    public SourceFiles {
        stamps = Map.copyOf(stamps);
    }

    /** Reads the state of a project's sources, its pom and its {@code bnd.bnd}. */
    public static SourceFiles of(Path project) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return readOnce(project);
            } catch (NoSuchFileException | UncheckedIOException e) {
                // Some editors remove a file for a moment while they save the file.
                if (tries == MAX_TRIES) {
                    throw new IOException("the sources of " + project + " cannot be read", e);
                }
            }
        }
    }

    /** Returns the files that were added, removed or changed since an earlier snapshot. */
    public Set<Path> changedSince(SourceFiles before) {
        Set<Path> changed = new TreeSet<>();
        Stream.concat(stamps.keySet().stream(), before.stamps.keySet().stream())
                .filter(file -> !Objects.equals(stamps.get(file), before.stamps.get(file)))
                .forEach(changed::add);
        return changed;
    }

    private static SourceFiles readOnce(Path project) throws IOException {
        Map<Path, String> stamps = new TreeMap<>();
        for (String part : List.of("src", "pom.xml", "bnd.bnd")) {
            Path root = project.resolve(part);
            if (Files.exists(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : (Iterable<Path>) files::iterator) {
                        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                        if (attributes.isRegularFile()
                                && !isTemporaryFile(file.getFileName().toString())) {
                            stamps.put(
                                    file,
                                    attributes.lastModifiedTime() + " " + attributes.size() + " "
                                            + attributes.fileKey());
                        }
                    }
                }
            }
        }
        return new SourceFiles(stamps);
    }

    /** Returns whether a file is a temporary file of an editor. */
    private static boolean isTemporaryFile(String name) {
        return name.startsWith(".") || name.startsWith("#") || name.endsWith("~") || name.endsWith(".swp");
    }
}
