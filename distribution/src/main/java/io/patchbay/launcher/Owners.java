package io.patchbay.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whom a file belongs to, and who runs this process: by that an operator knows what to change where something is denied. */
final class Owners {

    /** Belongs to the user of this process. */
    private static final Path PROCESS = Path.of("/proc/self");

    private Owners() {}

    /** Returns the owner of the file, or of the nearest folder above that can be seen, beside the user of this process. */
    static String of(Path file) {
        Path seen = file.toAbsolutePath().normalize();
        while (seen.getParent() != null && !Files.exists(seen)) {
            seen = seen.getParent();
        }
        String user = owner(PROCESS).orElse(System.getProperty("user.name"));
        Path there = seen;
        return owner(seen)
                .map(owner -> there + " belongs to " + owner + ", the server runs as " + user)
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
