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
 * Seals what clients carry for us, so that they can neither read nor change it, nor use it elsewhere: AES-256-GCM with a random
 * nonce, in base64url. Safe for all threads.
 */
public final class Sealer {

    private static final int LONGEST = 64 * 1024;
    private static final int ID = 4;
    private static final int NONCE = 12;
    private static final int TAG = 16;

    private final SealKeys keys;
    private final SecureRandom random;

    Sealer(SealKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    /**
     * With the keys of a file, which is made when there is none.
     *
     * @throws RuntimeException when the file is not good
     */
    public static Sealer open(Path file) {
        SecureRandom random = new SecureRandom();
        return new Sealer(SealKeys.open(file, random), random);
    }

    /**
     * Seals.
     *
     * @param purpose what for; opens for the same only
     * @param boundTo for whom or what; opens for the same only
     */
    public String seal(String purpose, String boundTo, byte[] plain) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.byId().get(keys.current()), nonce, purpose, boundTo);
            ByteBuffer sealed = ByteBuffer.allocate(ID + NONCE + plain.length + TAG)
                    .putInt(keys.current())
                    .put(nonce);
            cipher.doFinal(ByteBuffer.wrap(plain), sealed);
            return encode(sealed.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot seal", e);
        }
    }

    /** What was sealed, when it was sealed here, for the same purpose, bound to the same, and comes back as it was. */
    public Optional<byte[]> open(String purpose, String boundTo, String sealed) {
        return decode(sealed).flatMap(bytes -> open(purpose, boundTo, ByteBuffer.wrap(bytes)));
    }

    private Optional<byte[]> open(String purpose, String boundTo, ByteBuffer bytes) {
        SecretKey key = keys.byId().get(bytes.getInt());
        if (key == null) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE];
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
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
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
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
            // The JDK's decoder takes padding and stray bits too; one seal has one spelling.
            boolean canonical = encode(bytes).equals(text);
            return canonical && bytes.length >= ID + NONCE + TAG ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
