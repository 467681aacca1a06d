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
 * Puts files in their places: what is new is written beside, made durable, and takes its name in one step. So a reader sees the
 * old or the new, whole, and whatever goes wrong before that step leaves the old.
 */
public final class Writer {

    private final Supplier<Tree> tree;
    private final Runnable changed;
    private final TemporaryNames temporary;
    private final Leftovers leftovers;

    /** Held for a last look and the step after it, so that of two calls that saw the same file one learns that it changed. */
    private final ReentrantLock steps = new ReentrantLock();

    /** @param changed told after each change */
    public Writer(Supplier<Tree> tree, Runnable changed, TemporaryNames temporary) {
        this.tree = tree;
        this.changed = changed;
        this.temporary = temporary;
        this.leftovers = new Leftovers(temporary);
    }

    /** Where the bytes of a file come from. */
    interface Source {
        void into(SeekableByteChannel file) throws IOException;

        /** Whose owner and permissions it has; empty for those of the file it replaces, or of any new one. */
        default Optional<PosixFileAttributes> looks() {
            return Optional.empty();
        }
    }

    /** What happens at once. */
    public interface Step {
        void take() throws IOException;
    }

    public Tree tree() {
        return tree.get();
    }

    public TemporaryNames temporary() {
        return temporary;
    }

    /** Makes a file that must not be there. */
    public FolderEntry create(HandleFolder folder, FilePath path, Source source, CallContext context)
            throws IOException {
        return put(folder, path, source, context, temporary -> {
            Stamp reserved = reserve(folder, path);
            try {
                dress(folder, temporary, source, path);
                check(folder, path, reserved);
                folder.rename(temporary, folder, path.name());
            } catch (IOException | RuntimeException | Error e) {
                release(folder, path, reserved);
                throw e;
            }
        });
    }

    /** Puts a file in the place of one that must still be as it was seen. */
    public FolderEntry replace(HandleFolder folder, FilePath path, Stamp seen, Source source, CallContext context)
            throws IOException {
        return put(folder, path, source, context, temporary -> {
            check(folder, path, seen);
            dress(folder, temporary, source, path);
            folder.rename(temporary, folder, path.name());
        });
    }

    /** Clears away what an earlier run left in all folders that may be written to. */
    public void sweep() {
        leftovers.sweep(tree.get());
    }

    /** Clears away what an earlier run left in a folder. */
    public void clear(HandleFolder folder) throws IOException {
        leftovers.clear(folder);
    }

    /**
     * Takes a name that nothing has, in any spelling that means the same here. Something beside it must be called as a
     * {@link TemporaryNames} for that name, so that the next start knows the empty file for what it is after a crash.
     *
     * @return of the empty file that holds it
     */
    Stamp reserve(HandleFolder folder, FilePath path) throws IOException {
        try {
            folder.create(path.name());
        } catch (FileAlreadyExistsException e) {
            throw FileProblems.exists(path);
        }
        return folder.listed(path.name())
                .orElseThrow(() -> FileProblems.changed(path))
                .stamp();
    }

    /** Puts something beside a name that is about to be taken. To be discarded afterwards. */
    String mark(HandleFolder folder, FilePath path) throws IOException {
        String mark = temporary.name(path.name());
        folder.createPrivate(mark).close();
        return mark;
    }

    /** Gives a name back, unless something is under it by now. */
    void release(HandleFolder folder, FilePath path, Stamp reserved) throws IOException {
        if (folder.listed(path.name())
                .filter(entry -> entry.stamp().equals(reserved))
                .isPresent()) {
            folder.remove(path.name());
        }
    }

    /** A file must still be as it was seen. */
    public void check(HandleFolder folder, FilePath path, Stamp seen) throws IOException {
        Optional<FolderEntry> now = folder.entry(path.name());
        if (now.isEmpty() || !now.get().isFile() || !now.get().stamp().equals(seen)) {
            throw FileProblems.changed(path);
        }
    }

    /** Takes a step that changes something, one at a time, if somebody still waits for it. */
    public void step(FilePath path, CallContext context, Step step) throws IOException {
        try {
            steps.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FileProblems.cancelled(path);
        }
        try {
            if (context.cancelled()) {
                throw FileProblems.cancelled(path);
            }
            step.take();
        } finally {
            steps.unlock();
        }
        changed.run();
    }

    private interface Placing {
        void place(String temporary) throws IOException;
    }

    private FolderEntry put(HandleFolder folder, FilePath path, Source source, CallContext context, Placing placing)
            throws IOException {
        leftovers.clear(folder);
        String temporary = this.temporary.name(path.name());
        boolean[] placed = {false};
        try {
            write(folder, temporary, source);
            FolderEntry written = folder.listed(temporary).orElseThrow(() -> FileProblems.changed(path));
            step(path, context, () -> {
                placing.place(temporary);
                placed[0] = true;
            });
            folder.sync();
            return written.named(path.name());
        } finally {
            if (!placed[0]) {
                discard(folder, temporary);
            }
        }
    }

    private static void write(HandleFolder folder, String temporary, Source source) throws IOException {
        try (SeekableByteChannel file = folder.createPrivate(temporary)) {
            source.into(file);
            if (file instanceof FileChannel channel) {
                channel.force(true);
            }
        }
    }

    private static void dress(HandleFolder folder, String temporary, Source source, FilePath path) throws IOException {
        Optional<PosixFileAttributes> looks = source.looks();
        folder.resemble(temporary, looks.isPresent() ? looks.get() : folder.attributes(path.name()));
    }

    static void discard(HandleFolder folder, String temporary) {
        try {
            folder.remove(temporary);
        } catch (IOException e) {
            // Never made, or it stays hidden until it is cleared away.
        }
    }
}
