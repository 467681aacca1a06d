package io.patchbay.deploy.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells whether every user of the machine may change a file, or what is in a folder. */
public final class OthersMayWrite {

    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;
    private static final int KIND = 0170000;
    private static final int REGULAR = 0100000;

    private OthersMayWrite() {}

    /** Says what to do about a file; empty where others may not write it. */
    public static Optional<String> file(Path file) {
        return (mode(file) & (KIND | OTHERS_WRITE)) != (REGULAR | OTHERS_WRITE)
                ? Optional.empty()
                : Optional.of("every user of this machine may write it: chmod o-w " + Printable.of(file.toString()));
    }

    /** Says what to do about a folder; empty where others may neither write it nor put another in its place. */
    public static Optional<String> folder(Path folder) {
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
            return 0; // what is not there, or out of reach, is told elsewhere
        }
    }
}
