package io.patchbay.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Describes the owner of a file and the user of this process, for messages about denied access. */
final class Owners {

    /** A path whose owner is the user of this process. */
    private static final Path PROCESS = Path.of("/proc/self");

    private Owners() {}

    /**
     * Returns a text that names the owner of the file and the user of this process. If the file is not visible, names
     * the owner of the nearest visible parent folder instead.
     */
    static String of(Path file) {
        Path seen = file.toAbsolutePath().normalize();
        while (seen.getParent() != null && !Files.exists(seen)) {
            seen = seen.getParent();
        }
        String user = owner(PROCESS).orElse(System.getProperty("user.name"));
        Path nearest = seen;
        return owner(seen)
                .map(owner -> nearest + " belongs to " + owner + ", the server runs as " + user)
                .orElse("the server runs as " + user);
    }

    private static Optional<String> owner(Path file) {
        try {
            return Optional.of(Files.getOwner(file).getName());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
