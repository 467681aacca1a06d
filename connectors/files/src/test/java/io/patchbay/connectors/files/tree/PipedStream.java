package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.Set;

/** A folder in which somebody swaps some files with the pipe {@code pipe} after each look and before each opening. */
public record PipedStream(SecureDirectoryStream<Path> stream, Swapped swapped) implements SecureDirectoryStream<Path> {

    /** Which. */
    public static final class Swapped {
        public volatile Set<String> names = Set.of();
    }

    @SuppressWarnings("unchecked")
    public static PipedStream of(Path root, Swapped swapped) throws IOException {
        return new PipedStream((SecureDirectoryStream<Path>) Files.newDirectoryStream(root), swapped);
    }

    @Override
    public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options) throws IOException {
        return new PipedStream(stream.newDirectoryStream(path, options), swapped);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return stream.newByteChannel(
                swapped.names.contains(path.toString()) ? Path.of("pipe") : path, options, attributes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return stream.getFileAttributeView(path, type, options);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
        return stream.getFileAttributeView(type);
    }

    @Override
    public void deleteFile(Path path) throws IOException {
        stream.deleteFile(path);
    }

    @Override
    public void deleteDirectory(Path path) throws IOException {
        stream.deleteDirectory(path);
    }

    @Override
    public void move(Path source, SecureDirectoryStream<Path> folder, Path target) throws IOException {
        stream.move(source, ((PipedStream) folder).stream, target);
    }

    @Override
    public Iterator<Path> iterator() {
        return stream.iterator();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
