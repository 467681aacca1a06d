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

/**
 * The socket of the control channel. If the path in the data folder is too long for a socket, the socket is in another folder. A
 * file in the data folder then contains the path of the socket.
 */
final class SocketFile implements AutoCloseable {

    /** The maximum length of a UNIX socket's path on all supported systems, without the zero byte at the end. */
    private static final int MAX_PATH_BYTES = 103;

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
     * Opens the socket for the user who runs the server.
     *
     * @throws IOException if another process listens on the socket, or if the socket's folder is open to other users
     */
    static SocketFile open(Path data, Map<String, String> environment) throws IOException {
        Path named = data.resolve("admin.path");
        Path file = data.resolve("admin.sock");
        if (length(file) > MAX_PATH_BYTES) {
            file = shortFolder(data, environment).resolve("admin.sock");
            if (length(file) > MAX_PATH_BYTES) {
                throw new IOException(
                        "the path " + file + " is too long for a socket. Use a data folder with a shorter path");
            }
        } else {
            Files.deleteIfExists(named);
        }
        removeStaleSocket(file);
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
     * Opens the socket for the server's group. The socket is in a folder of its own, because the group cannot access the data folder.
     *
     * @throws IOException if another process listens on the socket, or if the folder cannot be created
     */
    static SocketFile openForGroup(Path data) throws IOException {
        Path folder = data.resolveSibling("control");
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(GROUP_FOLDER));
        } else if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " exists and is not a folder. Move it away");
        }
        if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(data))) {
            throw new IOException("the folder " + folder + " does not belong to the owner of the data folder");
        }
        Files.setPosixFilePermissions(folder, GROUP_FOLDER);
        Path file = folder.resolve("admin.sock");
        if (length(file) > MAX_PATH_BYTES) {
            throw new IOException("the path " + file + " is too long for a socket");
        }
        removeStaleSocket(file);
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

    /** Returns the user who runs the server. This user owns the file, because no other user can have created the file. */
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

    /** Returns a folder with a short path for this data folder. The result for one data folder is always the same. */
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
            throw new IOException("the folder " + folder
                    + " belongs to another user, or other users may access it. Remove the folder, or use a data folder with a"
                    + " shorter path");
        }
        return folder;
    }

    /**
     * Removes the socket that a killed server left behind. Does not remove a socket that accepts a connection, because that socket
     * belongs to a running server.
     */
    private static void removeStaleSocket(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(file + " exists and is not a socket. Move it away");
        }
        try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.connect(UnixDomainSocketAddress.of(file));
        } catch (ConnectException e) {
            Files.delete(file);
            return;
        } catch (IOException e) {
            throw new IOException(file + " cannot be opened: " + e.getMessage(), e);
        }
        throw new IOException("another process listens on " + file);
    }

    private static int length(Path file) {
        return file.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
