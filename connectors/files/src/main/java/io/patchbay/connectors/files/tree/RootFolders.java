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
 * @param own those in the data folder, which are made when they are missing
 */
public record RootFolders(Map<String, Path> byName, List<Path> own) {

    private static final Logger log = LoggerFactory.getLogger(RootFolders.class);

    private static final String WELCOME = """
            # Welcome

            This folder is open to the agents that are connected to this server: they may list, find, read and search what is
            in it, and change it only when you let them. Put files here for them to work with; which folders are open, and which
            may be changed, stands in config/io.patchbay.connectors.files~files.cfg.json.
            """;

    /** @throws IllegalArgumentException for an entry that names no folder, or a name that is given twice */
    public static RootFolders of(Path data, String... entries) {
        Map<String, Path> byName = new LinkedHashMap<>();
        List<Path> own = new ArrayList<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            Path said = path(entry, entry.substring(equals + 1));
            Path path = data.resolve(said).normalize();
            if (!said.isAbsolute()) {
                if (!path.startsWith(data.normalize()) || path.equals(data.normalize())) {
                    throw new IllegalArgumentException(
                            "A relative root lies in a folder below the data folder: " + entry);
                }
                own.add(path);
            }
            String name = equals >= 0
                    ? entry.substring(0, equals)
                    : Optional.ofNullable(path.getFileName())
                            .map(Path::toString)
                            .orElse("");
            if (!FilePath.isName(name)) {
                throw new IllegalArgumentException("Not a name for a root: " + entry);
            }
            if (byName.put(name, path) != null) {
                throw new IllegalArgumentException("Two roots are named " + name);
            }
        }
        return new RootFolders(byName, own);
    }

    /** @throws IOException when it is no folder, links followed, or cannot be reached */
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
     * Makes the own roots that are missing. One that cannot be made is missing like any other.
     *
     * @return whether all of them are there
     */
    public boolean prepare() {
        return own.stream().map(RootFolders::isMade).reduce(true, Boolean::logicalAnd);
    }

    private static boolean isMade(Path root) {
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
            log.debug("Could not make the folder {}: {}", root, e.toString());
            return false;
        }
    }

    private static Path path(String entry, String text) {
        if (text.startsWith("~")
                || text.startsWith("$")
                || text.startsWith("%")
                || text.regionMatches(true, 0, "file:", 0, 5)) {
            throw new IllegalArgumentException(
                    "The root '" + entry + "' does not begin with a folder: ~, variables and URLs mean nothing here."
                            + " Write the whole path, for example /home/ada/notes.");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "The root '" + entry + "' is not a path that this server can use: " + e.getReason()
                            + ". Where the path is right, start the server in a UTF-8 locale, for example with LC_ALL=C.UTF-8.");
        }
    }
}
