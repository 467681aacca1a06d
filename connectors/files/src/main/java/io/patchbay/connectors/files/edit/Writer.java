package io.patchbay.connectors.files.edit;

import io.patchbay.api.CallContext;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Stamp;
import io.patchbay.connectors.files.tree.TemporaryNames;
import io.patchbay.connectors.files.tree.Tree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Creates and replaces files. New content is written to a temporary file beside the target, made durable, and renamed
 * in one step. A reader therefore sees either the whole old file or the whole new file. If an error occurs before the
 * rename, the old file remains.
 */
public final class Writer {

    private final Supplier<Tree> tree;
    private final Runnable changed;
    private final TemporaryNames temporary;
    private final Leftovers leftovers;

    /**
     * A call holds this lock during its last check of a file and the change after this check. If two calls want to
     * change the same version of a file, the second call therefore detects the change of the first.
     */
    private final ReentrantLock stepLock = new ReentrantLock();

    /** @param changed called after each change */
    public Writer(Supplier<Tree> tree, Runnable changed, TemporaryNames temporary) {
        this.tree = tree;
        this.changed = changed;
        this.temporary = temporary;
        this.leftovers = new Leftovers(temporary);
    }

    /** The content for a new file. */
    interface Source {
        void writeTo(SeekableByteChannel file) throws IOException;

        /**
         * Returns the owner and permissions that the written file gets. If the result is empty, a replaced file keeps
         * its owner and permissions, and a new file gets the defaults.
         */
        default Optional<PosixFileAttributes> sourceAttributes() {
            return Optional.empty();
        }
    }

    /** A change that takes effect at once. */
    public interface Step {
        void run() throws IOException;
    }

    public Tree tree() {
        return tree.get();
    }

    public TemporaryNames temporary() {
        return temporary;
    }

    /** Creates a file. The path must not exist. */
    public FolderEntry create(HandleFolder folder, FilePath path, Source source, CallContext context)
            throws IOException {
        return writeAndPlace(folder, path, source, context, temporary -> {
            Stamp reserved = reserve(folder, path);
            try {
                copyAttributes(folder, temporary, source, path);
                requireUnchanged(folder, path, reserved);
                folder.rename(temporary, folder, path.name());
            } catch (IOException | RuntimeException | Error e) {
                release(folder, path, reserved);
                throw e;
            }
        });
    }

    /** Replaces a file. The file must not have changed since it was read. */
    public FolderEntry replace(HandleFolder folder, FilePath path, Stamp expected, Source source, CallContext context)
            throws IOException {
        return writeAndPlace(folder, path, source, context, temporary -> {
            requireUnchanged(folder, path, expected);
            copyAttributes(folder, temporary, source, path);
            folder.rename(temporary, folder, path.name());
        });
    }

    /** Removes the temporary files of earlier runs in all writable folders. */
    public void sweepLeftovers() {
        leftovers.sweepAll(tree.get());
    }

    /** Removes the temporary files of earlier runs in a folder. */
    public void clearLeftovers(HandleFolder folder) throws IOException {
        leftovers.clear(folder);
    }

    /**
     * Reserves an unused name with an empty file. The empty file also reserves all other spellings that the file system
     * treats as the same name. A temporary file for the name ({@link TemporaryNames#name(String)}) must exist in the
     * same folder. After a crash, the next start therefore removes the empty file.
     *
     * @return the stamp of the empty file
     */
    Stamp reserve(HandleFolder folder, FilePath path) throws IOException {
        try {
            folder.create(path.name());
        } catch (FileAlreadyExistsException e) {
            throw FileProblems.exists(path);
        }
        return folder.listedEntry(path.name())
                .orElseThrow(() -> FileProblems.changed(path))
                .stamp();
    }

    /**
     * Creates the temporary file that must exist before a name is reserved. The caller removes this file afterwards.
     */
    String createMarker(HandleFolder folder, FilePath path) throws IOException {
        String marker = temporary.name(path.name());
        folder.createPrivate(marker).close();
        return marker;
    }

    /** Removes a reservation, unless another file now has the name. */
    void release(HandleFolder folder, FilePath path, Stamp reserved) throws IOException {
        if (folder.listedEntry(path.name())
                .filter(entry -> entry.stamp().equals(reserved))
                .isPresent()) {
            folder.remove(path.name());
        }
    }

    /** @throws FileProblem if a file has changed since its stamp was read */
    public void requireUnchanged(HandleFolder folder, FilePath path, Stamp expected) throws IOException {
        Optional<FolderEntry> now = folder.entry(path.name());
        if (now.isEmpty() || !now.get().isFile() || !now.get().stamp().equals(expected)) {
            throw FileProblems.changed(path);
        }
    }

    /**
     * Runs a step that changes files. Steps run one at a time.
     *
     * @throws FileProblem if the call was cancelled before the step
     */
    public void runStep(FilePath path, CallContext context, Step step) throws IOException {
        try {
            stepLock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FileProblems.cancelled(path);
        }
        try {
            if (context.cancelled()) {
                throw FileProblems.cancelled(path);
            }
            step.run();
        } finally {
            stepLock.unlock();
        }
        changed.run();
    }

    private interface Placing {
        void place(String temporary) throws IOException;
    }

    private FolderEntry writeAndPlace(
            HandleFolder folder, FilePath path, Source source, CallContext context, Placing placing)
            throws IOException {
        leftovers.clear(folder);
        String temporary = this.temporary.name(path.name());
        boolean[] placed = {false};
        try {
            write(folder, temporary, source);
            FolderEntry written = folder.listedEntry(temporary).orElseThrow(() -> FileProblems.changed(path));
            runStep(path, context, () -> {
                placing.place(temporary);
                placed[0] = true;
            });
            folder.sync();
            return written.withName(path.name());
        } finally {
            if (!placed[0]) {
                discard(folder, temporary);
            }
        }
    }

    private static void write(HandleFolder folder, String temporary, Source source) throws IOException {
        try (SeekableByteChannel file = folder.createPrivate(temporary)) {
            source.writeTo(file);
            if (file instanceof FileChannel channel) {
                channel.force(true);
            }
        }
    }

    private static void copyAttributes(HandleFolder folder, String temporary, Source source, FilePath path)
            throws IOException {
        Optional<PosixFileAttributes> attributes = source.sourceAttributes();
        folder.copyAttributes(temporary, attributes.isPresent() ? attributes.get() : folder.attributes(path.name()));
    }

    static void discard(HandleFolder folder, String temporary) {
        try {
            folder.remove(temporary);
        } catch (IOException e) {
            // The file was never created, or the file stays hidden until it is removed later.
        }
    }
}
