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
 * One move, with both folders open.
 *
 * @param entry what is moved
 * @param replaced the file in whose place it comes
 * @param respelled whether the file system takes the new name for the old one in other letters
 */
public record Move(
        FilePath from,
        FilePath to,
        HandleFolder source,
        HandleFolder target,
        FolderEntry entry,
        Optional<FolderEntry> replaced,
        boolean respelled) {

    private static final int PIECE = 65_536;

    public void take(Writer writer, CallContext context) throws IOException {
        try {
            writer.step(from, context, () -> rename(writer));
        } catch (AtomicMoveNotSupportedException e) {
            copy(writer, context);
        }
        target.sync();
        source.sync();
    }

    private void rename(Writer writer) throws IOException {
        if (entry.isFolder()) {
            if (!respelled && !ChangeTarget.nothing(target, to)) {
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
            writer.check(target, to, replaced.get().stamp());
            replace();
        } else if (respelled) {
            source.rename(from.name(), target, to.name());
        } else {
            String mark = writer.mark(target, to);
            try {
                intoNothing(writer);
            } finally {
                Writer.discard(target, mark);
            }
        }
    }

    private void intoNothing(Writer writer) throws IOException {
        Stamp reserved = writer.reserve(target, to);
        try {
            writer.check(target, to, reserved);
            source.rename(from.name(), target, to.name());
        } catch (IOException | RuntimeException | Error e) {
            writer.release(target, to, reserved);
            throw e;
        }
    }

    /** Of two names of one file, a rename leaves both. */
    private void replace() throws IOException {
        if (replaced.orElseThrow().stamp().isSameFile(entry.stamp())) {
            source.remove(from.name());
        } else {
            source.rename(from.name(), target, to.name());
        }
    }

    /** To another file system. */
    private void copy(Writer writer, CallContext context) throws IOException {
        if (entry.isFolder()) {
            throw new ToolFailure(
                    "These two folders are on different file systems, between which only files are moved: move what is in it one by one.",
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
            writer.step(from, context, () -> {
                writer.check(source, from, entry.stamp());
                source.remove(from.name());
            });
        } catch (IOException | FileProblem e) {
            throw new ToolFailure(
                    "The file was copied, but could not be removed from where it was: it is in both places now.",
                    "copied_only");
        }
    }

    /** All of an open file. */
    private record Copy(SeekableByteChannel file, PosixFileAttributes attributes, FilePath from, CallContext context)
            implements Writer.Source {

        @Override
        public void into(SeekableByteChannel to) throws IOException {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            while (file.read(piece) >= 0) {
                if (context.cancelled()) {
                    throw FileProblems.cancelled(from);
                }
                piece.flip();
                while (piece.hasRemaining()) {
                    to.write(piece);
                }
                piece.clear();
            }
        }

        @Override
        public Optional<PosixFileAttributes> looks() {
            return Optional.of(attributes);
        }
    }
}
