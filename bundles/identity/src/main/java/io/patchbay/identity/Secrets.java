package io.patchbay.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** Makes secrets of API keys, and the digests they are recognised by. Secrets have 256 random bits: no slow hash is needed. */
final class Secrets {

    /** Of a whole key, {@code keyId:secret}. */
    static final int LONGEST_KEY = 256;

    private final MessageDigest unused;
    private final SecureRandom random = new SecureRandom();
    private final ApiKey nobodys;

    Secrets() {
        try {
            unused = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
        nobodys = ApiKey.of(
                "nobody", Map.of("name", "nobody", ".sha256", HexFormat.of().formatHex(random(32))));
    }

    /** 256 bits, in characters that go anywhere. */
    String secret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(32));
    }

    /** A key id nobody has to think of. */
    String keyId() {
        return "key-" + HexFormat.of().formatHex(random(5));
    }

    byte[] digest(String secret) {
        try {
            // A clone costs a third of a look-up, and threads are too short-lived to keep one each.
            return ((MessageDigest) unused.clone()).digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("This Java runtime's SHA-256 cannot be copied", e);
        }
    }

    /** A key whose secret nobody knows. */
    ApiKey nobodys() {
        return nobodys;
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
