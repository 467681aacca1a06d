package io.patchbay.cli.develop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** A jar, as far as it says what bundle it is. */
public final class BundleFile {

    private static final String NAME = "Bundle-SymbolicName";

    private BundleFile() {}

    /** The bundle's name; nothing when it is no bundle. */
    public static Optional<String> nameOf(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            return Optional.ofNullable(manifest)
                    .map(known -> known.getMainAttributes().getValue(NAME))
                    .map(value -> value.replaceFirst(";.*", "").strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
