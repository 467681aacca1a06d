package io.patchbay.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** Makes the secrets of API keys and their digests. A secret has 256 random bits, so a fast hash is enough. */
final class Secrets {

    /** The maximum length of a whole key, {@code keyId:secret}. */
    static final int MAX_KEY_CHARS = 256;

    private final MessageDigest sha256;
    private final SecureRandom random = new SecureRandom();
    private final ApiKey unknownKey;

    Secrets() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
        unknownKey = ApiKey.of(
                "unknown", Map.of("name", "unknown", ".sha256", HexFormat.of().formatHex(random(32))));
    }

    /** Returns a new secret of 256 bits, in characters that need no escaping in headers and URLs. */
    String newSecret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(32));
    }

    /** Returns a new random key id. */
    String newKeyId() {
        return "key-" + HexFormat.of().formatHex(random(5));
    }

    byte[] digest(String secret) {
        try {
            // Cloning takes a third of the time of getInstance. Threads end too soon to keep one digest for each
            // thread.
            return ((MessageDigest) sha256.clone()).digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("This Java runtime's SHA-256 cannot be copied", e);
        }
    }

    /** Returns a key with a random digest, which no known secret matches. */
    ApiKey unknownKey() {
        return unknownKey;
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
