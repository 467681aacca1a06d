package io.patchbay.cli.develop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The folder from which a server deploys connectors. */
public record DeployFolder(Path folder) {

    /**
     * Puts a bundle's jar into the folder in one step. The file is named after the bundle, and replaces the previous
     * version.
     */
    public Path put(Path jar) throws IOException {
        String name = BundleFile.nameOf(jar).orElseThrow(() -> new IOException(jar + " is not a bundle"));
        Path target = folder.resolve(name + ".jar");
        Optional<String> present = BundleFile.nameOf(target);
        if (Files.exists(target) && !present.equals(Optional.of(name))) {
            throw new IOException("the file " + target + " is another connector (" + present.orElse("not a bundle")
                    + ") and was not replaced");
        }
        // The server ignores hidden files, and therefore never sees an incomplete jar.
        Path temporary = Files.createTempFile(folder, "." + name + "-", ".part");
        try {
            Files.copy(jar, temporary, StandardCopyOption.REPLACE_EXISTING);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return target;
    }
}
