package io.patchbay.connectors.files.edit;

import io.patchbay.api.CallContext;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblem;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Stamp;
import io.patchbay.typed.ToolFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/**
 * One move of a file or folder, with both parent folders open.
 *
 * @param entry the moved file or folder
 * @param replaced the file at the new path that the move replaces
 * @param respelled whether the two names differ only in spelling and the file system finds the same entry under both
 */
public record Move(
        FilePath from,
        FilePath to,
        HandleFolder source,
        HandleFolder target,
        FolderEntry entry,
        Optional<FolderEntry> replaced,
        boolean respelled) {

    private static final int BUFFER_BYTES = 65_536;

    public void run(Writer writer, CallContext context) throws IOException {
        try {
            writer.runStep(from, context, () -> rename(writer));
        } catch (AtomicMoveNotSupportedException e) {
            copy(writer, context);
        }
        target.sync();
        source.sync();
    }

    private void rename(Writer writer) throws IOException {
        if (entry.isFolder()) {
            if (!respelled && !ChangeTarget.isAbsent(target, to)) {
                throw FileProblems.exists(to);
            }
            source.rename(from.name(), target, to.name());
            return;
        }
        if (source.entry(from.name())
                .filter(now -> now.isFile() && now.stamp().isSameFile(entry.stamp()))
                .isEmpty()) {
            throw FileProblems.changed(from);
        }
        if (replaced.isPresent()) {
            writer.requireUnchanged(target, to, replaced.get().stamp());
            replaceTarget();
        } else if (respelled) {
            source.rename(from.name(), target, to.name());
        } else {
            String marker = writer.createMarker(target, to);
            try {
                renameToNewName(writer);
            } finally {
                Writer.discard(target, marker);
            }
        }
    }

    private void renameToNewName(Writer writer) throws IOException {
        Stamp reserved = writer.reserve(target, to);
        try {
            writer.requireUnchanged(target, to, reserved);
            source.rename(from.name(), target, to.name());
        } catch (IOException | RuntimeException | Error e) {
            writer.release(target, to, reserved);
            throw e;
        }
    }

    /**
     * Replaces the target. If both names belong to one file, removes the old name, because a rename would keep both
     * names.
     */
    private void replaceTarget() throws IOException {
        if (replaced.orElseThrow().stamp().isSameFile(entry.stamp())) {
            source.remove(from.name());
        } else {
            source.rename(from.name(), target, to.name());
        }
    }

    /** Copies a file to another file system, and then removes the original. */
    private void copy(Writer writer, CallContext context) throws IOException {
        if (entry.isFolder()) {
            throw new ToolFailure(
                    "Nothing was moved: the two folders are on different file systems, and only files can be moved between file systems."
                            + " Move the files in the folder one by one.",
                    "other_file_system");
        }
        try (SeekableByteChannel file = source.open(from.name())) {
            Copy copy = new Copy(file, source.attributes(from.name()), from, context);
            if (replaced.isPresent()) {
                writer.replace(target, to, replaced.get().stamp(), copy, context);
            } else {
                writer.create(target, to, copy, context);
            }
        }
        try {
            writer.runStep(from, context, () -> {
                writer.requireUnchanged(source, from, entry.stamp());
                source.remove(from.name());
            });
        } catch (IOException | FileProblem e) {
            throw new ToolFailure(
                    "The file was copied, but the original could not be removed. The file now exists in both places. Delete one of the two files.",
                    "copied_only");
        }
    }

    /** The content and attributes of an open file. */
    private record Copy(SeekableByteChannel file, PosixFileAttributes attributes, FilePath from, CallContext context)
            implements Writer.Source {

        @Override
        public void writeTo(SeekableByteChannel target) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (file.read(buffer) >= 0) {
                if (context.cancelled()) {
                    throw FileProblems.cancelled(from);
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    target.write(buffer);
                }
                buffer.clear();
            }
        }

        @Override
        public Optional<PosixFileAttributes> sourceAttributes() {
            return Optional.of(attributes);
        }
    }
}
