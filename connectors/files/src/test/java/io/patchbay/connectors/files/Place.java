package io.patchbay.connectors.files;

import io.patchbay.connectors.files.text.Bytes;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FilesLimits;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.rules.TemporaryFolder;

/** A root named {@code docs} on the real disk, and files beside it that nobody may ever see: each holds the word OUTSIDE. */
public final class Place extends TemporaryFolder {

    public Path root;
    public Path outside;
    /** A second root. */
    public Path more;

    @Override
    protected void before() throws Throwable {
        super.before();
        root = newFolder("docs").toPath();
        outside = newFolder("outside").toPath();
        more = newFolder("more").toPath();
        Files.writeString(outside.resolve("secret.txt"), "OUTSIDE");
        Files.writeString(getRoot().toPath().resolve("secret.txt"), "OUTSIDE");
    }

    public Path file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public Path file(String path, byte[] bytes) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FilesSettings settings() {
        return settings(FilesLimits.DEFAULTS, false, false);
    }

    public FilesSettings withLinks() {
        return settings(FilesLimits.DEFAULTS, false, true);
    }

    public FilesSettings withHidden() {
        return settings(FilesLimits.DEFAULTS, true, false);
    }

    public FilesSettings withLimits(int maxFileBytes, int maxResults, int maxEntries) {
        return settings(FilesLimits.DEFAULTS.withReadLimits(maxFileBytes, maxResults, maxEntries), false, false);
    }

    /** Two roots that are writable and one that is not. */
    public FilesSettings writable() {
        return writable(FilesLimits.DEFAULTS);
    }

    public FilesSettings writable(FilesLimits limits) {
        return new FilesSettings(
                "files",
                Map.of("docs", root, "more", more, "fixed", outside),
                Set.of("docs", "more"),
                limits,
                false,
                false,
                false);
    }

    private FilesSettings settings(FilesLimits limits, boolean hidden, boolean links) {
        return new FilesSettings("files", Map.of("docs", root), Set.of(), limits, hidden, links, false);
    }

    public Tree tree() {
        return new Tree(settings());
    }

    public static String read(Tree tree, FilePath path) throws IOException {
        return tree.file(path, file -> new String(Bytes.read(file, 0, 1_000), StandardCharsets.UTF_8));
    }
}
