package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Turns errors of the file system, which contain absolute paths, into problems with the path that the caller gave. */
final class DiskErrors {

    private DiskErrors() {}

    /** Opens a file or folder. */
    interface Opening<T> {
        T open() throws IOException;
    }

    /**
     * Returns the opened file or folder.
     *
     * @throws FileProblem if the path does not exist or cannot be read
     */
    static <T> T whileOpening(FilePath path, Opening<T> opening) throws IOException {
        try {
            return opening.open();
        } catch (NoSuchFileException | NotDirectoryException | InvalidPathException e) {
            throw FileProblem.missing(path.toString());
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw FileProblems.unreadable(path, e);
        }
    }

    /**
     * Uses an opened file or folder, and returns the result.
     *
     * @throws FileProblem if the path cannot be read
     */
    static <T, R> R whileUsing(FilePath path, T opened, Use<T, R> use) throws IOException {
        try {
            return use.with(opened);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw FileProblems.unreadable(path, e);
        }
    }
}
