package io.patchbay.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Provides permissions for files and folders that only the user of this process may use. If the file system does not
 * support such permissions, the methods return no attributes and change nothing.
 */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** Returns the attributes for creating a file with the permissions 0600. */
    public static FileAttribute<?>[] fileAttributes(Path path) {
        return attributes(path, FILE);
    }

    /** Returns the attributes for creating a folder with the permissions 0700. */
    public static FileAttribute<?>[] folderAttributes(Path path) {
        return attributes(path, FOLDER);
    }

    /** Gives an existing folder the permissions 0700. */
    public static void restrictFolder(Path folder) throws IOException {
        if (isSupported(folder)) {
            Files.setPosixFilePermissions(folder, FOLDER);
        }
    }

    /** Returns whether the file system of the path has POSIX permissions. */
    public static boolean isSupported(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return isSupported(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
