package io.patchbay.connectors.files.tree;

import io.patchbay.connectors.files.edit.Writer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.Set;

/** A folder on a disk that has room for so many bytes, and on which something happens before each move. */
public record FaultyStream(SecureDirectoryStream<Path> stream, int room, Writer.Step beforeMove)
        implements SecureDirectoryStream<Path> {

    @Override
    public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options) throws IOException {
        return new FaultyStream(stream.newDirectoryStream(path, options), room, beforeMove);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        SeekableByteChannel channel = stream.newByteChannel(path, options, attributes);
        return options.contains(StandardOpenOption.WRITE) ? new Full(channel, room) : channel;
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
        beforeMove.run();
        stream.move(source, ((FaultyStream) folder).stream, target);
    }

    @Override
    public Iterator<Path> iterator() {
        return stream.iterator();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private record Full(SeekableByteChannel channel, int room) implements SeekableByteChannel {

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            long left = room - channel.position();
            if (left <= 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer some = bytes.slice();
            some.limit((int) Math.min(left, some.remaining()));
            int written = channel.write(some);
            bytes.position(bytes.position() + written);
            return written;
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return channel.read(bytes);
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
            return channel.truncate(size);
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
