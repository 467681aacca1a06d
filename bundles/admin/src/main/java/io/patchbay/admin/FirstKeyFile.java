package io.patchbay.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file with the first API key. The launcher writes this file if no terminal can show the key. */
final class FirstKeyFile {

    private static final Pattern ID = Pattern.compile("\\b(key-[0-9a-f]{10}):");

    private final Path file;
    private final Path config;

    FirstKeyFile(Path data, Path config) {
        this.file = data.resolve("first-key.txt");
        this.config = config;
    }

    /** Returns the file if it exists and its key is not revoked. */
    Optional<Path> inUse() {
        return Optional.of(file).filter(Files::isRegularFile).filter(existing -> !isRevoked());
    }

    private boolean isRevoked() {
        try {
            Matcher id = ID.matcher(Files.readString(file));
            return id.find()
                    && Files.notExists(config.resolve("io.patchbay.identity.key~" + id.group(1) + ".cfg.json"));
        } catch (IOException e) {
            return false; // the file cannot be read, so its key is not known
        }
    }
}
