package io.patchbay.protocol.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals data that clients carry for the server. Clients cannot read the data, change it or use it for another purpose. A seal is
 * AES-256-GCM with a random nonce, encoded in base64url. Thread-safe.
 */
public final class Sealer {

    private static final int MAX_SEAL_LENGTH = 64 * 1024;
    private static final int ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final SealKeys keys;
    private final SecureRandom random;

    Sealer(SealKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    /**
     * Returns a sealer with the keys of a file. Creates the file if it does not exist.
     *
     * @throws RuntimeException if the file cannot be read or is malformed
     */
    public static Sealer open(Path file) {
        SecureRandom random = new SecureRandom();
        return new Sealer(SealKeys.open(file, random), random);
    }

    /**
     * Seals bytes.
     *
     * @param purpose the purpose of the data; the seal opens only with the same purpose
     * @param boundTo the caller or object that the seal is for; the seal opens only with the same value
     */
    public String seal(String purpose, String boundTo, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.byId().get(keys.current()), nonce, purpose, boundTo);
            ByteBuffer sealed = ByteBuffer.allocate(ID_BYTES + NONCE_BYTES + plain.length + TAG_BYTES)
                    .putInt(keys.current())
                    .put(nonce);
            cipher.doFinal(ByteBuffer.wrap(plain), sealed);
            return encode(sealed.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot seal", e);
        }
    }

    /**
     * Opens a seal and returns its bytes. Returns empty if the seal is not from this server, has another purpose or binding, or was
     * changed.
     */
    public Optional<byte[]> open(String purpose, String boundTo, String sealed) {
        return decode(sealed).flatMap(bytes -> open(purpose, boundTo, ByteBuffer.wrap(bytes)));
    }

    private Optional<byte[]> open(String purpose, String boundTo, ByteBuffer bytes) {
        SecretKey key = keys.byId().get(bytes.getInt());
        if (key == null) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, purpose, boundTo);
            return Optional.of(cipher.doFinal(bytes.array(), bytes.position(), bytes.remaining()));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String purpose, String boundTo)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        byte[] first = purpose.getBytes(StandardCharsets.UTF_8);
        cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(first.length).array());
        cipher.updateAAD(first);
        cipher.updateAAD(boundTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<byte[]> decode(String text) {
        if (text.length() > MAX_SEAL_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
            // the JDK's decoder also accepts padding and stray bits, but a seal has only one spelling
            boolean canonical = encode(bytes).equals(text);
            return canonical && bytes.length >= ID_BYTES + NONCE_BYTES + TAG_BYTES
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
