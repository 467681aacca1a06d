package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.deploy.file.AcceptedVersions;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises the connectors that came with the server. Only the content of a file counts, not its name. Shipped
 * connectors need no signature. The server keeps copies of these connectors beside its own code, and a person who can
 * change the copies can also change the code.
 */
public final class ShippedConnectors {

    private static final Logger log = LoggerFactory.getLogger(ShippedConnectors.class);

    private final Optional<Path> folder;
    /** The digests of the shipped connectors. The field is empty until the folder has been read. */
    @GuardedBy("this")
    private Optional<Set<String>> digests = Optional.empty();

    /** @param home the folder in which the server is installed, if known */
    public ShippedConnectors(Optional<Path> home) {
        this.folder =
                requireNonNull(home, "home").map(path -> path.resolve("shipped").resolve("deploy"));
    }

    boolean contains(byte[] jar) {
        return digests().contains(AcceptedVersions.digest(jar));
    }

    private synchronized Set<String> digests() {
        if (digests.isEmpty()) {
            try {
                digests = Optional.of(read());
            } catch (IOException e) {
                log.debug("The shipped connectors cannot be read now", e);
            }
        }
        return digests.orElse(Set.of());
    }

    private Set<String> read() throws IOException {
        Set<String> read = new HashSet<>();
        if (folder.isEmpty() || Files.notExists(folder.get())) {
            return read;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder.get(), "*.jar")) {
            for (Path jar : jars) {
                read.add(AcceptedVersions.digest(Files.readAllBytes(jar)));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return read;
    }
}
