package io.patchbay.deploy.file;

import io.patchbay.support.SafeText;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Checks whether every user of the machine may change a file, or the content of a folder. */
public final class OthersMayWrite {

    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;
    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR_FILE = 0100000;

    private OthersMayWrite() {}

    /**
     * If every user may change the file, returns a description of the problem and its fix. Otherwise returns an empty
     * result.
     */
    public static Optional<String> problem(Path file) {
        return (mode(file) & (FILE_TYPE | OTHERS_WRITE)) != (REGULAR_FILE | OTHERS_WRITE)
                ? Optional.empty()
                : Optional.of("every user of this machine can change this file. Remove that permission: chmod o-w "
                        + SafeText.name(file.toString()));
    }

    /**
     * If other users may write to the given folder or replace the folder, returns the folder whose permissions must
     * change. Otherwise returns an empty result.
     */
    public static Optional<String> openFolder(Path folder) {
        if ((mode(folder) & OTHERS_WRITE) != 0) {
            return Optional.of(folder.toString());
        }
        Path parent = folder.toAbsolutePath().normalize().getParent();
        boolean replaceable =
                Files.exists(folder) && parent != null && (mode(parent) & (OTHERS_WRITE | STICKY)) == OTHERS_WRITE;
        return replaceable ? Optional.of(parent.toString()) : Optional.empty();
    }

    private static int mode(Path path) {
        try {
            return UNIX ? (Integer) Files.getAttribute(path, "unix:mode") : 0;
        } catch (IOException e) {
            return 0; // a missing or unreadable file is reported elsewhere
        }
    }
}
