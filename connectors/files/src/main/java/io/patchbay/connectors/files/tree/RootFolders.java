package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configured root folders.
 *
 * @param inDataFolder the roots in the data folder, which are created if they are missing
 */
public record RootFolders(Map<String, Path> byName, List<Path> inDataFolder) {

    private static final Logger log = LoggerFactory.getLogger(RootFolders.class);

    private static final String WELCOME = """
            # Welcome

            Agents that are connected to this server may list, find, read and search the files in this folder. They may change
            files only if you allow it. Put files here for agents to work with. The settings in
            config/io.patchbay.connectors.files~files.cfg.json say which folders are open, and which may be changed.
            """;

    /**
     * Parses the setting {@code roots}.
     *
     * @throws IllegalArgumentException if an entry is not a usable folder, or two entries have the same name
     */
    public static RootFolders of(Path data, String... entries) {
        Map<String, Path> byName = new LinkedHashMap<>();
        List<Path> inDataFolder = new ArrayList<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            Path written = parsePath(entry, entry.substring(equals + 1));
            Path path = data.resolve(written).normalize();
            if (!written.isAbsolute()) {
                if (!path.startsWith(data.normalize()) || path.equals(data.normalize())) {
                    throw new IllegalArgumentException("Invalid entry in 'roots': " + entry
                            + ". A relative path must lead to a folder below the data folder.");
                }
                inDataFolder.add(path);
            }
            String name = equals >= 0
                    ? entry.substring(0, equals)
                    : Optional.ofNullable(path.getFileName())
                            .map(Path::toString)
                            .orElse("");
            if (!FilePath.isName(name)) {
                throw new IllegalArgumentException("Invalid entry in 'roots': " + entry
                        + ". The name of a root has 1 to 255 bytes, no '/', no backslash and no control character.");
            }
            if (byName.put(name, path) != null) {
                throw new IllegalArgumentException(
                        "Two entries in 'roots' have the name " + name + ". Give each root a different name.");
            }
        }
        return new RootFolders(byName, inDataFolder);
    }

    /** @throws IOException if the path does not lead to a folder, directly or through links, or cannot be reached */
    static void checkFolder(Path root) throws IOException {
        try {
            if (Files.readAttributes(root, BasicFileAttributes.class).isDirectory()) {
                return;
            }
        } catch (FileSystemException e) {
            if (!isBelowAFile(root)) {
                throw e;
            }
        }
        throw new NotDirectoryException(root.toString());
    }

    private static boolean isBelowAFile(Path root) {
        for (Path above = root.getParent(); above != null; above = above.getParent()) {
            if (Files.isRegularFile(above)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Creates the missing roots in the data folder. A root that cannot be created is treated as missing.
     *
     * @return whether all roots in the data folder exist
     */
    public boolean createMissing() {
        return inDataFolder.stream().map(RootFolders::createIfMissing).reduce(true, Boolean::logicalAnd);
    }

    private static boolean createIfMissing(Path root) {
        if (Files.exists(root)) {
            return true;
        }
        try {
            Files.createDirectories(root);
            Files.write(
                    root.resolve("welcome.md"),
                    WELCOME.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE_NEW);
            return true;
        } catch (IOException e) {
            log.debug("The folder {} could not be created: {}", root, e.toString());
            return false;
        }
    }

    private static Path parsePath(String entry, String text) {
        if (text.startsWith("~")
                || text.startsWith("$")
                || text.startsWith("%")
                || text.regionMatches(true, 0, "file:", 0, 5)) {
            throw new IllegalArgumentException(
                    "Invalid entry in 'roots': " + entry + ". ~, variables and URLs are not expanded."
                            + " Write the whole path, for example /home/ada/notes.");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "Invalid entry in 'roots': " + entry + ". The server cannot use this path: " + e.getReason()
                            + ". If the path is correct, start the server in a UTF-8 locale, for example with LC_ALL=C.UTF-8.");
        }
    }
}
