package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder held by its handle ({@code openat}): what is asked of it is asked of this very folder, whatever its path leads to by
 * now, so that nobody who swaps a folder for a link meanwhile leads anywhere.
 */
public final class HandleFolder implements Folder {

    private static final Logger log = LoggerFactory.getLogger(HandleFolder.class);

    private static final Path SELF = Path.of(".");
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> ANYBODY_WRITES = PosixFilePermissions.fromString("-w--w--w-");
    private static final Set<PosixFilePermission> GROUP = PosixFilePermissions.fromString("---rwx---");

    private final SecureDirectoryStream<Path> handle;

    public HandleFolder(SecureDirectoryStream<Path> handle) {
        this.handle = handle;
    }

    /** Opens a root, which the operator named: a link is followed. Empty where the platform has no handles of folders. */
    public static Optional<Folder> open(Path root) throws IOException {
        RootFolders.checkFolder(root);
        DirectoryStream<Path> stream = Files.newDirectoryStream(root);
        if (stream instanceof SecureDirectoryStream<Path> handle) {
            return Optional.of(new HandleFolder(handle));
        }
        stream.close();
        return Optional.empty();
    }

    @Override
    public Optional<Stamp> self() throws IOException {
        return Optional.of(Stamp.of(
                handle.getFileAttributeView(BasicFileAttributeView.class).readAttributes()));
    }

    @Override
    public void check() throws IOException {
        count(1);
    }

    @Override
    public Optional<FolderEntry> entry(String name) throws IOException {
        Optional<FolderEntry> entry = listed(name);
        return entry.isPresent() && isSpelledSo(name) ? entry : Optional.empty();
    }

    @Override
    public Optional<FolderEntry> listed(String name) throws IOException {
        try {
            return Optional.of(look(name));
        } catch (NoSuchFileException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public void names(Consumer<String> each, Consumer<String> unsayable) throws IOException {
        // A stream is read once; the same folder is opened again for each reading.
        try (DirectoryStream<Path> again = handle.newDirectoryStream(SELF)) {
            for (Path path : again) {
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
    public HandleFolder folder(String name) throws IOException {
        // Looked at first, because opening a pipe would wait for its other end.
        if (!look(name).isFolder()) {
            throw new NotDirectoryException(name);
        }
        return new HandleFolder(handle.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public SeekableByteChannel open(String name) throws IOException {
        if (!look(name).isFile()) {
            throw new NoSuchFileException(name);
        }
        try {
            return seekable(
                    handle.newByteChannel(Path.of(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)),
                    name);
        } catch (FileSystemException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // What the JDK throws for a link that took the file's place since it was looked at.
            throw new NoSuchFileException(name);
        }
    }

    /** How many entries it has, those that cannot be said included. */
    public int count(int most) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> again = handle.newDirectoryStream(SELF)) {
            for (Iterator<Path> each = again.iterator(); count < most && each.hasNext(); each.next()) {
                count++;
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return count;
    }

    /** Makes an empty file, with permissions as the platform gives them. */
    public void create(String name) throws IOException {
        handle.newByteChannel(Path.of(name), NEW).close();
    }

    /** Makes a file that only this server's user may read. */
    public SeekableByteChannel createPrivate(String name) throws IOException {
        return handle.newByteChannel(Path.of(name), NEW, PRIVATE);
    }

    /** Whether the platform would let a regular file be written, and somebody at least. Changes nothing. */
    public boolean canWrite(String name) throws IOException {
        if (!look(name).isFile() || Collections.disjoint(attributes(name).permissions(), ANYBODY_WRITES)) {
            return false;
        }
        try (SeekableByteChannel opened =
                handle.newByteChannel(Path.of(name), Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            return opened.isOpen();
        } catch (IOException e) {
            return false;
        }
    }

    public PosixFileAttributes attributes(String name) throws IOException {
        return posix(name).readAttributes();
    }

    /** Gives a file the owner and permissions of another, as far as the platform lets it. Never lets more people in than those. */
    public void resemble(String name, PosixFileAttributes other) throws IOException {
        PosixFileAttributeView view = posix(name);
        PosixFileAttributes own = view.readAttributes();
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(other.permissions());
        if (!own.group().equals(other.group()) && !succeeds(() -> view.setGroup(other.group()))) {
            permissions.removeAll(GROUP);
        }
        if (!own.owner().equals(other.owner())) {
            succeeds(() -> view.setOwner(other.owner()));
        }
        succeeds(() -> view.setPermissions(permissions));
    }

    /** Takes the place of what is under the new name, in one step. A folder takes only that of an empty one. */
    public void rename(String name, HandleFolder to, String newName) throws IOException {
        handle.move(Path.of(name), to.handle, Path.of(newName));
    }

    public void remove(String name) throws IOException {
        handle.deleteFile(Path.of(name));
    }

    /** @throws java.nio.file.DirectoryNotEmptyException when there is something in it */
    public void removeFolder(String name) throws IOException {
        handle.deleteDirectory(Path.of(name));
    }

    /** Makes durable which names it has, as far as the platform can. */
    public void sync() {
        try (SeekableByteChannel self = handle.newByteChannel(SELF, Set.of(StandardOpenOption.READ))) {
            if (self instanceof FileChannel channel) {
                channel.force(true);
            }
        } catch (IOException e) {
            log.debug("A folder could not be made durable", e);
        }
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }

    /** What took the file's place since it was looked at and is no file, such as a pipe, is not read from. */
    private static SeekableByteChannel seekable(SeekableByteChannel file, String name) throws IOException {
        try {
            file.position();
            return file;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            file.close();
            throw new NoSuchFileException(name);
        }
    }

    private FolderEntry look(String name) throws IOException {
        return FolderEntry.of(
                name,
                handle.getFileAttributeView(Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes());
    }

    private PosixFileAttributeView posix(String name) {
        return handle.getFileAttributeView(Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static boolean succeeds(Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isSpelledSo(String name) throws IOException {
        Optional<String> other = Spelling.otherCase(name);
        return other.isPresent()
                        && (other.get().equals(name) || listed(other.get()).isEmpty())
                || Spelling.listed(this, name);
    }
}
