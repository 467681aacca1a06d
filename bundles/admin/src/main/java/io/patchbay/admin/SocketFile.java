package io.patchbay.admin;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Set;

/** The channel's place in the file system: in the data folder, or where a socket's path must be shorter, named there. */
final class SocketFile implements AutoCloseable {

    /** What a UNIX socket's address holds on every system we know, with the zero at its end. */
    private static final int LONGEST_PATH = 103;

    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = PosixFilePermissions.fromString("rw-------");

    private static final Set<PosixFilePermission> GROUP_FOLDER = PosixFilePermissions.fromString("rwxr-x---");
    private static final Set<PosixFilePermission> GROUP_FILE = PosixFilePermissions.fromString("rw-rw----");

    private final Path file;
    private final Path named;
    private final ServerSocketChannel server;

    private SocketFile(Path file, Path named, ServerSocketChannel server) {
        this.file = file;
        this.named = named;
        this.server = server;
    }

    /**
     * Listens.
     *
     * @throws IOException when another process listens there, or when the folder is not ours alone
     */
    static SocketFile open(Path data, Map<String, String> environment) throws IOException {
        Path named = data.resolve("admin.path");
        Path file = data.resolve("admin.sock");
        if (length(file) > LONGEST_PATH) {
            file = shortFolder(data, environment).resolve("admin.sock");
            if (length(file) > LONGEST_PATH) {
                throw new IOException("There is no folder whose path is short enough for a socket: tried " + file);
            }
        } else {
            Files.deleteIfExists(named);
        }
        clear(file);
        SocketFile listening = listen(file, named, OWNER_ONLY_FILE);
        try {
            if (!file.getParent().equals(data)) {
                Files.writeString(named, file + "\n", StandardCharsets.UTF_8);
            }
            return listening;
        } catch (IOException e) {
            listening.close();
            throw e;
        }
    }

    /**
     * Listens for members of the server's group, in a folder beside the data folder, which stays closed to them.
     *
     * @throws IOException if another process listens there, or if the folder cannot be made
     */
    static SocketFile openForGroup(Path data) throws IOException {
        Path folder = data.resolveSibling("control");
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(GROUP_FOLDER));
        } else if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " is there and is no folder");
        }
        if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(data))) {
            throw new IOException("The folder " + folder + " belongs to another user than the data folder");
        }
        Files.setPosixFilePermissions(folder, GROUP_FOLDER);
        Path file = folder.resolve("admin.sock");
        if (length(file) > LONGEST_PATH) {
            throw new IOException("The path " + file + " is too long for a socket");
        }
        clear(file);
        return listen(file, folder.resolve("admin.path"), GROUP_FILE);
    }

    private static SocketFile listen(Path file, Path named, Set<PosixFilePermission> permissions) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(file));
            Files.setPosixFilePermissions(file, permissions);
            return new SocketFile(file, named, server);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Us: nobody else could have made the file. */
    UserPrincipal owner() throws IOException {
        return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
    }

    SocketChannel accept() throws IOException {
        return server.accept();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(file);
        Files.deleteIfExists(named);
    }

    /** A folder of its own below one that is short, the same for the same data folder. */
    private static Path shortFolder(Path data, Map<String, String> environment) throws IOException {
        Path runtime = Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", ""));
        Path parent = !runtime.toString().isEmpty() && Files.isWritable(runtime)
                ? runtime
                : Path.of(System.getProperty("java.io.tmpdir"));
        Path folder = parent.resolve("patchbay-"
                + Long.toHexString(Integer.toUnsignedLong(data.toString().hashCode())) + "-"
                + data.toString().length());
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
        }
        boolean ours = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(data))
                && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                        .equals(OWNER_ONLY_FOLDER);
        if (!ours) {
            throw new IOException("The folder " + folder
                    + " belongs to somebody else; remove it, or give the server a data folder with a shorter path");
        }
        return folder;
    }

    /** A socket outlives a server that was killed; one that answers belongs to a living one. */
    private static void clear(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(file + " is there and is no socket; move it away");
        }
        try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.connect(UnixDomainSocketAddress.of(file));
        } catch (ConnectException e) {
            Files.delete(file);
            return;
        } catch (IOException e) {
            throw new IOException(file + " cannot be opened: " + e.getMessage(), e);
        }
        throw new IOException("Another process listens on " + file);
    }

    private static int length(Path file) {
        return file.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
