package io.patchbay.launcher;

import io.patchbay.support.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.LoggerFactory;

/**
 * Removes the files that the framework unpacked at earlier starts and does not need again. The class moves these files
 * aside at once and deletes them in the background, because the deletion would delay the start.
 */
final class UnpackedBefore implements Runnable {

    private final Path folder;
    private final Path aside;

    /** @param folder the folder of the framework */
    UnpackedBefore(Path folder) {
        this.folder = folder;
        this.aside = folder.resolveSibling(folder.getFileName() + ".old");
    }

    /** Moves the framework's folder aside. */
    void moveAside() {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                OwnerOnly.restrictFolder(Files.createDirectories(aside));
                Files.move(folder, aside.resolve(Long.toString(System.nanoTime())));
            } catch (IOException e) {
                // The framework deletes the remaining files itself.
            }
        }
    }

    /** Deletes all files that were moved aside, including the files of an earlier start that was killed. */
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
            LoggerFactory.getLogger(UnpackedBefore.class).debug("{} is deleted at the next start", aside, e);
        }
    }
}
