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
     * Returns the problem of a file that every user may change, with the fix. Returns an empty result if other users may not change
     * the file.
     */
    public static Optional<String> problem(Path file) {
        return (mode(file) & (FILE_TYPE | OTHERS_WRITE)) != (REGULAR_FILE | OTHERS_WRITE)
                ? Optional.empty()
                : Optional.of("every user of this machine can change this file. Remove that permission: chmod o-w "
                        + SafeText.name(file.toString()));
    }

    /**
     * Returns the folder whose permissions must change. Returns an empty result if other users may neither write to the given
     * folder nor replace the folder.
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
