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
 * A folder that is known by its path, for platforms without handles for folders. The folder checks each entry before
 * and after it opens the entry. The checks find all links except a link that is created between two checks. The server
 * therefore uses this class only if the operator allows this.
 *
 * @param real the real path of the folder, with all links resolved
 */
public record PathFolder(Path real) implements Folder {

    public static Folder open(Path root) throws IOException {
        RootFolders.checkFolder(root);
        return new PathFolder(root.toRealPath());
    }

    @Override
    public Optional<Stamp> stamp() throws IOException {
        return Optional.of(Stamp.of(Files.readAttributes(real, BasicFileAttributes.class)));
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored") // an empty folder is accessible too
    public void checkAccess() throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(real)) {
            stream.iterator().hasNext();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public Optional<FolderEntry> entry(String name) throws IOException {
        Optional<FolderEntry> entry = listedEntry(name);
        return entry.isPresent() && Spelling.hasExactName(this, name) ? entry : Optional.empty();
    }

    @Override
    public Optional<FolderEntry> listedEntry(String name) throws IOException {
        try {
            return Optional.of(FolderEntry.of(name, readAttributes(name)));
        } catch (NoSuchFileException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public void forEachName(Consumer<String> consumer, Consumer<String> unusable) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(real)) {
            for (Path path : stream) {
                DiskThread.recordProgress();
                Spelling.usableName(path)
                        .ifPresentOrElse(
                                consumer,
                                () -> unusable.accept(path.getFileName().toString()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public Folder folder(String name) throws IOException {
        if (!readAttributes(name).isDirectory()) {
            throw new NotDirectoryException(name);
        }
        return new PathFolder(checkedPath(name));
    }

    @Override
    public SeekableByteChannel open(String name) throws IOException {
        BasicFileAttributes before = readAttributes(name);
        if (!before.isRegularFile()) {
            throw new NoSuchFileException(name);
        }
        checkedPath(name);
        SeekableByteChannel channel = openChannel(name);
        try {
            checkedPath(name);
            BasicFileAttributes after = readAttributes(name);
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

    private SeekableByteChannel openChannel(String name) throws IOException {
        try {
            return Files.newByteChannel(real.resolve(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // The JDK throws this exception if a link has replaced the file since the check.
            throw new NoSuchFileException(name);
        }
    }

    private BasicFileAttributes readAttributes(String name) throws IOException {
        return Files.readAttributes(real.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private Path checkedPath(String name) throws IOException {
        Path path = real.resolve(name).toRealPath();
        if (!path.equals(real.resolve(name))) {
            throw new NoSuchFileException(name);
        }
        return path;
    }
}
