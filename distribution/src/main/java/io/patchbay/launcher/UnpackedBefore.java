package io.patchbay.launcher;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.LoggerFactory;

/**
 * What the framework unpacked at earlier starts. This start makes all of it again: the old files are moved aside at once and deleted
 * beside the start, which would otherwise wait for that.
 */
final class UnpackedBefore implements Runnable {

    private final Path folder;
    private final Path aside;

    /** @param folder of the framework */
    UnpackedBefore(Path folder) {
        this.folder = folder;
        this.aside = folder.resolveSibling(folder.getFileName() + ".old");
    }

    /** Clears the framework's folder. */
    void moveAside() {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Private.folder(Files.createDirectories(aside));
                Files.move(folder, aside.resolve(Long.toString(System.nanoTime())));
            } catch (IOException e) {
                // The framework deletes what it finds.
            }
        }
    }

    /** Deletes what was moved aside, also by a start that was killed meanwhile. */
    @Override
    public void run() {
        if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(aside, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LoggerFactory.getLogger(UnpackedBefore.class).debug("{} is left to the next start", aside, e);
        }
    }
}
