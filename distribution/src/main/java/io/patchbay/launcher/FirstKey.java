package io.patchbay.launcher;

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

/** The API key a new installation starts with: shown once, on a terminal or in a file of its owner; settings keep only its SHA-256. */
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
     * @param shown the file that the key is shown in where nobody sits at a terminal
     */
    FirstKey(Path config, Path shown) {
        this.config = config;
        this.shown = shown;
    }

    /** Makes the key when the settings folder holds none. */
    void createIfNone() {
        try {
            if (exists() || !Files.isWritable(config)) {
                return;
            }
            String id = "key-" + HexFormat.of().formatHex(bytes(5));
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
            Path file = config.resolve(PREFIX + id + SUFFIX);
            Private.write(file, text(digest(secret)));
            unseen = Optional.of(file);
            text = Optional.of(id + ":" + secret);
        } catch (IOException e) {
            throw new StartException("Cannot write the first key to " + config + ": " + StartException.reason(e));
        }
    }

    /** What it is, for somebody to see, and so it stays; empty when there was one before. */
    Optional<String> show() {
        unseen = Optional.empty();
        return text;
    }

    /** Writes text that shows the key to a file that only its owner reads, and returns that file. The key stays from then on. */
    Path showIn(String lines) {
        try {
            Private.write(shown, lines);
            unseen = Optional.empty();
            return shown;
        } catch (IOException e) {
            throw new StartException("Cannot write the first key to " + shown + ": " + StartException.reason(e));
        }
    }

    /** Returns the file that shows the key, while the file is there and the key is not revoked. */
    Optional<Path> shownIn() {
        return Optional.of(shown).filter(Files::isRegularFile).filter(file -> !isRevoked(file));
    }

    private boolean isRevoked(Path file) {
        try {
            Matcher id = ID.matcher(Files.readString(file));
            return id.find() && Files.notExists(config.resolve(PREFIX + id.group(1) + SUFFIX));
        } catch (IOException e) {
            return false; // what it shows is not known
        }
    }

    /** Returns whether the settings folder holds no key at all, so that nobody can call. */
    boolean isMissing() {
        try {
            return !exists();
        } catch (IOException e) {
            return false; // what is wrong with the folder is told elsewhere
        }
    }

    /** What the key is; empty when there was one before. */
    Optional<String> text() {
        return text;
    }

    /** Removes a key that nobody got to see, so that the next start shows one. */
    void takeBackUnseen() throws IOException {
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
                // An API key, made at the first start. Take it away with: patchbay key revoke
                {
                  "name": "first key",
                  // SHA-256 of the secret; the secret itself was shown once and is kept nowhere.
                  ".sha256": "%s",
                  // What it may see: everything. Writes are another matter: see io.patchbay.policy.cfg.json.
                  "scopes": ["*"]
                }
                """.formatted(digest);
    }
}
