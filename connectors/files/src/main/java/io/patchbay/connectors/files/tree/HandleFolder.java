package io.patchbay.connectors.files.tree;

import io.patchbay.support.OwnerOnly;
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
 * A folder that was opened by a handle ({@code openat}). All methods use this handle, even if the path now leads to
 * another folder. A link that replaces a folder therefore never leads out of the root.
 */
public final class HandleFolder implements Folder {

    private static final Logger log = LoggerFactory.getLogger(HandleFolder.class);

    private static final Path CURRENT_FOLDER = Path.of(".");
    private static final Set<OpenOption> CREATE_FILE =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<?>[] OWNER_ONLY = OwnerOnly.fileAttributes(CURRENT_FOLDER);
    private static final Set<PosixFilePermission> WRITE_PERMISSIONS = PosixFilePermissions.fromString("-w--w--w-");
    private static final Set<PosixFilePermission> GROUP_PERMISSIONS = PosixFilePermissions.fromString("---rwx---");

    private final SecureDirectoryStream<Path> handle;

    public HandleFolder(SecureDirectoryStream<Path> handle) {
        this.handle = handle;
    }

    /**
     * Opens a root. The root may be a link, because the operator chose the path. Returns an empty result if the
     * platform has no handles for folders.
     */
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
    public Optional<Stamp> stamp() throws IOException {
        return Optional.of(Stamp.of(
                handle.getFileAttributeView(BasicFileAttributeView.class).readAttributes()));
    }

    @Override
    public void checkAccess() throws IOException {
        count(1);
    }

    @Override
    public Optional<FolderEntry> entry(String name) throws IOException {
        Optional<FolderEntry> entry = listedEntry(name);
        return entry.isPresent() && hasExactName(name) ? entry : Optional.empty();
    }

    @Override
    public Optional<FolderEntry> listedEntry(String name) throws IOException {
        try {
            return Optional.of(readEntry(name));
        } catch (NoSuchFileException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public void forEachName(Consumer<String> consumer, Consumer<String> unusable) throws IOException {
        // A stream can be read only once, so each listing opens the folder again.
        try (DirectoryStream<Path> stream = handle.newDirectoryStream(CURRENT_FOLDER)) {
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
    public HandleFolder folder(String name) throws IOException {
        // The kind of the entry is checked first, because opening a pipe blocks until its other end is open.
        if (!readEntry(name).isFolder()) {
            throw new NotDirectoryException(name);
        }
        return new HandleFolder(handle.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public SeekableByteChannel open(String name) throws IOException {
        if (!readEntry(name).isFile()) {
            throw new NoSuchFileException(name);
        }
        try {
            return requireSeekable(
                    handle.newByteChannel(Path.of(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)),
                    name);
        } catch (FileSystemException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // The JDK throws this exception if a link has replaced the file since the check.
            throw new NoSuchFileException(name);
        }
    }

    /** Returns the number of entries, at most {@code limit}, including names that cannot be used in a path. */
    public int count(int limit) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> stream = handle.newDirectoryStream(CURRENT_FOLDER)) {
            for (Iterator<Path> each = stream.iterator(); count < limit && each.hasNext(); each.next()) {
                count++;
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return count;
    }

    /** Creates an empty file with the default permissions of the platform. */
    public void create(String name) throws IOException {
        handle.newByteChannel(Path.of(name), CREATE_FILE).close();
    }

    /** Creates a file that only the user of this server may read and write. */
    public SeekableByteChannel createPrivate(String name) throws IOException {
        return handle.newByteChannel(Path.of(name), CREATE_FILE, OWNER_ONLY);
    }

    /**
     * Returns whether an entry is a regular file, has a write permission, and can be written by this server. Changes
     * nothing.
     */
    public boolean canWrite(String name) throws IOException {
        if (!readEntry(name).isFile() || Collections.disjoint(attributes(name).permissions(), WRITE_PERMISSIONS)) {
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
        return posixView(name).readAttributes();
    }

    /**
     * Gives a file the owner and permissions of another file as far as the platform allows. Never grants access to more
     * users.
     */
    public void copyAttributes(String name, PosixFileAttributes other) throws IOException {
        PosixFileAttributeView view = posixView(name);
        PosixFileAttributes own = view.readAttributes();
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(other.permissions());
        if (!own.group().equals(other.group()) && !succeeds(() -> view.setGroup(other.group()))) {
            permissions.removeAll(GROUP_PERMISSIONS);
        }
        if (!own.owner().equals(other.owner())) {
            succeeds(() -> view.setOwner(other.owner()));
        }
        succeeds(() -> view.setPermissions(permissions));
    }

    /**
     * Renames an entry in one step and replaces an entry with the new name. A folder can replace only an empty folder.
     */
    public void rename(String name, HandleFolder to, String newName) throws IOException {
        handle.move(Path.of(name), to.handle, Path.of(newName));
    }

    public void remove(String name) throws IOException {
        handle.deleteFile(Path.of(name));
    }

    /** @throws java.nio.file.DirectoryNotEmptyException if the folder is not empty */
    public void removeFolder(String name) throws IOException {
        handle.deleteDirectory(Path.of(name));
    }

    /** Makes the names in the folder durable, as far as the platform allows. */
    public void sync() {
        try (SeekableByteChannel self = handle.newByteChannel(CURRENT_FOLDER, Set.of(StandardOpenOption.READ))) {
            if (self instanceof FileChannel channel) {
                channel.force(true);
            }
        } catch (IOException e) {
            log.debug("A folder could not be synced to disk", e);
        }
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }

    /** Refuses a pipe or device that has replaced the file since the check. */
    private static SeekableByteChannel requireSeekable(SeekableByteChannel file, String name) throws IOException {
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

    private FolderEntry readEntry(String name) throws IOException {
        return FolderEntry.of(
                name,
                handle.getFileAttributeView(Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes());
    }

    private PosixFileAttributeView posixView(String name) {
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

    private boolean hasExactName(String name) throws IOException {
        Optional<String> other = Spelling.swapCase(name);
        return other.isPresent()
                        && (other.get().equals(name) || listedEntry(other.get()).isEmpty())
                || Spelling.hasExactName(this, name);
    }
}
