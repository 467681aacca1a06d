package io.patchbay.connectors.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.rules.TemporaryFolder;

/** A root named {@code docs} on the real disk, and files beside it that nobody may ever see: each holds the word OUTSIDE. */
final class Place extends TemporaryFolder {

    Path root;
    Path outside;
    /** A second root. */
    Path more;

    @Override
    protected void before() throws Throwable {
        super.before();
        root = newFolder("docs").toPath();
        outside = newFolder("outside").toPath();
        more = newFolder("more").toPath();
        Files.writeString(outside.resolve("secret.txt"), "OUTSIDE");
        Files.writeString(getRoot().toPath().resolve("secret.txt"), "OUTSIDE");
    }

    Path file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String path, byte[] bytes) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Settings settings() {
        return settings(Limits.USUAL, false, false);
    }

    Settings withLinks() {
        return settings(Limits.USUAL, false, true);
    }

    Settings withHidden() {
        return settings(Limits.USUAL, true, false);
    }

    Settings withLimits(int maxFileBytes, int maxResults, int maxEntries) {
        return settings(Limits.USUAL.reading(maxFileBytes, maxResults, maxEntries), false, false);
    }

    /** Two roots that are writable and one that is not. */
    Settings writable() {
        return writable(Limits.USUAL);
    }

    Settings writable(Limits limits) {
        return new Settings(
                "files",
                Map.of("docs", root, "more", more, "fixed", outside),
                Set.of("docs", "more"),
                limits,
                false,
                false,
                false);
    }

    private Settings settings(Limits limits, boolean hidden, boolean links) {
        return new Settings("files", Map.of("docs", root), Set.of(), limits, hidden, links, false);
    }

    Tree tree() {
        return new Tree(settings());
    }

    static String read(Tree tree, FilePath path) throws IOException {
        return tree.file(path, file -> new String(Bytes.read(file, 0, 1_000), StandardCharsets.UTF_8));
    }
}
