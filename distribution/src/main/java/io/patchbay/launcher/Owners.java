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

    /** Returns the owner of the file, or of its nearest visible parent folder, and the user of this process. */
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
