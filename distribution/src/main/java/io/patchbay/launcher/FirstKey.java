package io.patchbay.launcher;

import io.patchbay.support.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The API key of a new installation. The key is shown once, on a terminal or in a private file. The settings contain
 * only the SHA-256 digest of the key.
 */
final class FirstKey {

    private static final String PREFIX = "io.patchbay.identity.key~";
    private static final String SUFFIX = ".cfg.json";

    private static final Pattern ID = Pattern.compile("\\b(key-[0-9a-f]{10}):");

    private final Path config;
    private final Path shown;
    private Optional<String> text = Optional.empty();
    private volatile Optional<Path> unseen = Optional.empty();

    /**
     * @param config the settings folder
     * @param shown the file that shows the key if the output is not a terminal
     */
    FirstKey(Path config, Path shown) {
        this.config = config;
        this.shown = shown;
    }

    /** Creates the key if the settings folder contains none and is writable. */
    void createIfNone() {
        try {
            if (exists() || !Files.isWritable(config)) {
                return;
            }
            String id = "key-" + HexFormat.of().formatHex(bytes(5));
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
            Path file = config.resolve(PREFIX + id + SUFFIX);
            DurableFile.write(file, text(digest(secret)).getBytes(StandardCharsets.UTF_8));
            unseen = Optional.of(file);
            text = Optional.of(id + ":" + secret);
        } catch (IOException e) {
            throw new StartException("The first key cannot be written to " + config + ": " + StartException.reason(e));
        }
    }

    /** Returns the key and keeps it after the server stops. Returns an empty result if an earlier key exists. */
    Optional<String> show() {
        unseen = Optional.empty();
        return text;
    }

    /** Writes text with the key to a private file, and returns the file. The key stays valid after the server stops. */
    Path showIn(String lines) {
        try {
            DurableFile.write(shown, lines.getBytes(StandardCharsets.UTF_8));
            unseen = Optional.empty();
            return shown;
        } catch (IOException e) {
            throw new StartException("The first key cannot be written to " + shown + ": " + StartException.reason(e));
        }
    }

    /** Returns the file that shows the key, if the file exists and the key is not revoked. */
    Optional<Path> shownIn() {
        return Optional.of(shown).filter(Files::isRegularFile).filter(file -> !isRevoked(file));
    }

    private boolean isRevoked(Path file) {
        try {
            Matcher id = ID.matcher(Files.readString(file));
            return id.find() && Files.notExists(config.resolve(PREFIX + id.group(1) + SUFFIX));
        } catch (IOException e) {
            return false; // The content of the file is unknown.
        }
    }

    /** Returns whether the settings folder contains no key, so that no client can connect. */
    boolean isMissing() {
        try {
            return !exists();
        } catch (IOException e) {
            return false; // Other code reports the problem with the folder.
        }
    }

    /** Returns the key. Returns an empty result if an earlier key exists. */
    Optional<String> text() {
        return text;
    }

    /** Removes the key if it was not shown, so that the next start creates and shows another key. */
    void removeIfUnseen() throws IOException {
        if (unseen.isPresent()) {
            Files.deleteIfExists(unseen.get());
        }
    }

    private boolean exists() throws IOException {
        try (DirectoryStream<Path> keys = Files.newDirectoryStream(config, PREFIX + "*" + SUFFIX)) {
            return keys.iterator().hasNext();
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static String digest(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(String digest) {
        return """
                // An API key, created at the first start. Revoke it with: patchbay key revoke
                {
                  "name": "first key",
                  // SHA-256 of the secret. The secret itself was shown once and is not stored.
                  ".sha256": "%s",
                  // The key can see everything. Writes also need a rule in io.patchbay.policy.cfg.json.
                  "scopes": ["*"]
                }
                """.formatted(digest);
    }
}
