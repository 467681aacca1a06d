package io.patchbay.cli.terminal;

import io.patchbay.support.FailureText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Describes a failed file operation in words, because the JDK's message is often only a path. */
public final class IoReason {

    /** A path whose owner is the user of this process. */
    private static final Path PROCESS = Path.of("/proc/self");

    private IoReason() {}

    public static String of(IOException e) {
        String reason = FailureText.of(e);
        return e instanceof AccessDeniedException denied && denied.getFile() != null
                ? reason + owners(Path.of(denied.getFile()))
                : reason;
    }

    /**
     * Returns a text that names the owner of the file and the user of this process. If the file is not visible, the
     * text names the owner of its nearest visible parent folder.
     */
    private static String owners(Path file) {
        Path seen = file.toAbsolutePath().normalize();
        while (seen.getParent() != null && !Files.exists(seen)) {
            seen = seen.getParent();
        }
        Optional<String> owner = owner(seen);
        String user = owner(PROCESS).orElse(System.getProperty("user.name"));
        return owner.isEmpty()
                ? " (this command runs as " + user + ")"
                : " (" + seen + " belongs to " + owner.get() + ", this command runs as " + user + ")";
    }

    private static Optional<String> owner(Path file) {
        try {
            return Optional.of(Files.getOwner(file).getName());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
