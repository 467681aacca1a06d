package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.Set;

/**
 * A folder on a disk that fails below everything whose name begins with {@code bad}: it can be opened, as with mode {@code r--} or on a share
 * that went away, and then neither listed nor read. In a folder whose name begins with {@code half}, listing fails at the second name.
 */
public record FailingStream(SecureDirectoryStream<Path> stream, String name, IOException failure)
        implements SecureDirectoryStream<Path> {

    @Override
    public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options) throws IOException {
        boolean self = path.toString().equals(".");
        if (self && name.startsWith("bad")) {
            throw failure;
        }
        return new FailingStream(stream.newDirectoryStream(path, options), self ? name : path.toString(), failure);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        SeekableByteChannel channel = stream.newByteChannel(path, options, attributes);
        return path.toString().startsWith("bad") ? new Unreadable(channel, failure) : channel;
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
        stream.move(source, ((FailingStream) folder).stream, target);
    }

    @Override
    public Iterator<Path> iterator() {
        Iterator<Path> names = stream.iterator();
        if (!name.startsWith("half")) {
            return names;
        }
        return new Iterator<>() {
            private int count;

            @Override
            public boolean hasNext() {
                return names.hasNext();
            }

            @Override
            public Path next() {
                if (++count > 1) {
                    throw new DirectoryIteratorException(failure);
                }
                return names.next();
            }
        };
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private record Unreadable(SeekableByteChannel channel, IOException failure) implements SeekableByteChannel {

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            throw failure;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            throw failure;
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            return channel.position(position);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            throw failure;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
