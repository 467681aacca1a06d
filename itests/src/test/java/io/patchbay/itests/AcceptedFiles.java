package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What a server keeps of the connectors that were good, as it is on disk: files named by their digest, and a journal. */
record AcceptedFiles(Path folder) {

    private static final String DIGEST = "[0-9a-f]{64}";

    /** The digest of the last good version of a file. */
    Optional<String> newest(String file) throws IOException {
        return journal().stream()
                .filter(line -> line.endsWith(" " + file))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst();
    }

    /** Asserts that the journal can be read, and that what it names is there and is what it was. */
    void isWhole() throws IOException {
        for (String line : journal()) {
            assertThat(line).matches("(" + DIGEST + " )+ ?\\S+");
            for (String digest : Arrays.stream(line.split(" +"))
                    .filter(word -> word.matches(DIGEST))
                    .toList()) {
                assertThat(digest(folder.resolve(digest))).isEqualTo(digest);
            }
        }
    }

    static String digest(Path file) throws IOException {
        return digest(Files.readAllBytes(file));
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> journal() throws IOException {
        Path journal = folder.resolve("journal");
        return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
    }
}
