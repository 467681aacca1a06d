package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.text.Normalizer;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;

/** A folder on a file system that finds names in any case and Unicode form, and without invisible characters. */
public record FoldingStream(SecureDirectoryStream<Path> stream) implements SecureDirectoryStream<Path> {

    @Override
    public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options) throws IOException {
        return new FoldingStream(stream.newDirectoryStream(found(path), options));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return stream.newByteChannel(found(path), options, attributes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        try {
            return stream.getFileAttributeView(found(path), type, options);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
        return stream.getFileAttributeView(type);
    }

    @Override
    public void deleteFile(Path path) throws IOException {
        stream.deleteFile(found(path));
    }

    @Override
    public void deleteDirectory(Path path) throws IOException {
        stream.deleteDirectory(found(path));
    }

    /** A name that is only spelled differently takes the new spelling. */
    @Override
    public void move(Path source, SecureDirectoryStream<Path> folder, Path target) throws IOException {
        FoldingStream to = (FoldingStream) folder;
        Path here = found(source);
        boolean respelled = key().equals(to.key()) && folded(here.getFileName()).equals(folded(target));
        stream.move(here, to.stream, respelled ? target : to.found(target));
    }

    @Override
    public Iterator<Path> iterator() {
        return stream.iterator();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private Object key() throws IOException {
        return stream.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
    }

    private Path found(Path asked) throws IOException {
        try (DirectoryStream<Path> again = stream.newDirectoryStream(Path.of("."))) {
            for (Path entry : again) {
                if (folded(entry.getFileName()).equals(folded(asked))) {
                    return entry.getFileName();
                }
            }
        }
        return asked;
    }

    private static String folded(Path name) {
        String text = Normalizer.normalize(name.toString(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return text.replace("\u200c", "").replace("\u00ad", "");
    }
}
