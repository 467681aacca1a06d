package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A folder held by its path, for platforms without handles of folders. What it opens it looks at before and after, which finds
 * links, but not one that somebody puts in place between two looks: hence only where the operator says so.
 *
 * @param real where it really is, links resolved
 */
public record PathFolder(Path real) implements Folder {

    public static Folder open(Path root) throws IOException {
        RootFolders.checkFolder(root);
        return new PathFolder(root.toRealPath());
    }

    @Override
    public Optional<Stamp> self() throws IOException {
        return Optional.of(Stamp.of(Files.readAttributes(real, BasicFileAttributes.class)));
    }

    @Override
    public void check() throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(real)) {
            stream.iterator().hasNext();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public Optional<FolderEntry> entry(String name) throws IOException {
        Optional<FolderEntry> entry = listed(name);
        return entry.isPresent() && Spelling.listed(this, name) ? entry : Optional.empty();
    }

    @Override
    public Optional<FolderEntry> listed(String name) throws IOException {
        try {
            return Optional.of(FolderEntry.of(name, look(name)));
        } catch (NoSuchFileException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public void names(Consumer<String> each, Consumer<String> unsayable) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(real)) {
            for (Path path : stream) {
                DiskThread.touch();
                Spelling.name(path)
                        .ifPresentOrElse(
                                each, () -> unsayable.accept(path.getFileName().toString()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public Folder folder(String name) throws IOException {
        if (!look(name).isDirectory()) {
            throw new NotDirectoryException(name);
        }
        return new PathFolder(inside(name));
    }

    @Override
    public SeekableByteChannel open(String name) throws IOException {
        BasicFileAttributes before = look(name);
        if (!before.isRegularFile()) {
            throw new NoSuchFileException(name);
        }
        inside(name);
        SeekableByteChannel channel = channel(name);
        try {
            inside(name);
            BasicFileAttributes after = look(name);
            if (!after.isRegularFile() || !Objects.equals(before.fileKey(), after.fileKey())) {
                throw new NoSuchFileException(name);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() {}

    private SeekableByteChannel channel(String name) throws IOException {
        try {
            return Files.newByteChannel(real.resolve(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // What the JDK throws for a link that took the file's place since it was looked at.
            throw new NoSuchFileException(name);
        }
    }

    private BasicFileAttributes look(String name) throws IOException {
        return Files.readAttributes(real.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private Path inside(String name) throws IOException {
        Path path = real.resolve(name).toRealPath();
        if (!path.equals(real.resolve(name))) {
            throw new NoSuchFileException(name);
        }
        return path;
    }
}
