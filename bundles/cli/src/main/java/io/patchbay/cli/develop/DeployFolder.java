package io.patchbay.cli.develop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The folder that a server takes connectors from. */
public record DeployFolder(Path folder) {

    /** Puts a bundle's jar there as a whole, under the bundle's own name, in place of the version before. */
    public Path put(Path jar) throws IOException {
        String name = BundleFile.nameOf(jar).orElseThrow(() -> new IOException(jar + " is no bundle"));
        Path target = folder.resolve(name + ".jar");
        Optional<String> there = BundleFile.nameOf(target);
        if (Files.exists(target) && !there.equals(Optional.of(name))) {
            throw new IOException(
                    target + " is another connector (" + there.orElse("no bundle") + "); it is left as it is");
        }
        // Hidden, and so of no concern to the server until it is whole.
        Path coming = Files.createTempFile(folder, "." + name + "-", ".part");
        try {
            Files.copy(jar, coming, StandardCopyOption.REPLACE_EXISTING);
            Files.move(coming, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(coming);
        }
        return target;
    }
}
