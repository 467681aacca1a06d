package io.patchbay.cli.develop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Maven repository of an installation, with the API that connectors are compiled against. */
final class Contract {

    private static final String SNAPSHOT = "-SNAPSHOT";
    private static final int DIGEST_CHARACTERS = 10;

    private final Path repository;
    private final String from;

    Contract(Path repository, String version) {
        this.repository = repository;
        this.from = version;
    }

    /**
     * Returns the version of the copied API. If the API is a snapshot, its version contains a hash of the content.
     * Maven never fetches a version twice, so each content needs its own version.
     */
    String version() throws IOException {
        if (!from.endsWith(SNAPSHOT)) {
            return from;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files()) {
                if (Files.isRegularFile(file)) {
                    digest.update(Files.readAllBytes(file));
                }
            }
            return from.replace(
                    SNAPSHOT, "-" + HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_CHARACTERS));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    void copy(Path to) throws IOException {
        String version = version();
        for (Path file : files()) {
            Path copy = to.resolve(repository.relativize(file).toString().replace(from, version));
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
            } else if (file.toString().endsWith(".pom")) {
                Files.writeString(
                        copy,
                        Files.readString(file)
                                .replace("<version>" + from + "</version>", "<version>" + version + "</version>"));
            } else {
                Files.copy(file, copy);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            return files.sorted().collect(Collectors.toList());
        }
    }
}
