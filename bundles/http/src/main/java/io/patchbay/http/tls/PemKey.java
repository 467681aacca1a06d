package io.patchbay.http.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A private key in a PEM file. The format is PKCS#8, encrypted or not, or an older format of RSA and EC. */
final class PemKey {

    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final byte[] VERSION = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private final TlsFile file;
    private final PemBlock block;
    private final String password;

    PemKey(TlsFile file, PemBlock block, String password) {
        this.file = file;
        this.block = block;
        this.password = password;
    }

    /** @param certificate the certificate to which the key must belong */
    PrivateKey read(X509Certificate certificate) throws TlsException {
        if (block.body().contains("Proc-Type:")) {
            throw file.wrong("contains a private key in an outdated encryption (Proc-Type). Convert it: " + convert());
        }
        try {
            return switch (block.type()) {
                case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(block.bytes()), certificate);
                case "ENCRYPTED PRIVATE KEY" -> key(decrypted(), certificate);
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                    key(new PKCS8EncodedKeySpec(wrapped(certificate)), certificate);
                default ->
                    throw file.wrong("contains a private key of a type that TLS does not use (" + block.type()
                            + "). Convert it: " + convert());
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw file.wrong("contains a damaged private key.", e);
        }
    }

    private PrivateKey key(PKCS8EncodedKeySpec encoded, X509Certificate certificate) throws TlsException {
        String algorithm = certificate.getPublicKey().getAlgorithm();
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
        } catch (InvalidKeySpecException e) {
            throw file.wrong(
                    "contains a private key that is damaged, or does not belong to the certificate, whose key type is "
                            + algorithm + ".",
                    e);
        } catch (NoSuchAlgorithmException e) {
            throw file.wrong("contains a key of a type that this Java does not support (" + algorithm + ").", e);
        }
    }

    private PKCS8EncodedKeySpec decrypted() throws TlsException {
        if (password.isEmpty()) {
            throw file.wrong("contains an encrypted private key, but .tlsPassword is not set.");
        }
        try {
            EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(block.bytes());
            String name = encrypted.getAlgName();
            String algorithm = name.equals("PBES2") || name.equals(PBES2)
                    ? encrypted.getAlgParameters().toString()
                    : name;
            SecretKey secret =
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray()));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, secret, encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher);
        } catch (NoSuchAlgorithmException e) {
            throw file.wrong(
                    "contains a private key in an encryption that this Java does not support. Convert it: " + convert(),
                    e);
        } catch (InvalidKeySpecException | InvalidKeyException e) {
            throw file.wrong(
                    "contains a private key that .tlsPassword does not decrypt, because the password is wrong.", e);
        } catch (GeneralSecurityException | IOException e) {
            throw file.wrong(
                    "contains an encrypted private key that is damaged, or in an encryption that this Java does not support. Convert it: "
                            + convert(),
                    e);
        }
    }

    /**
     * Converts a key from an older format to PKCS#8. In PKCS#8, the key begins with its type, which this method takes
     * from the certificate.
     */
    private byte[] wrapped(X509Certificate certificate) {
        byte[] subject = certificate.getPublicKey().getEncoded();
        int inside = contentAt(subject, 0);
        byte[] kind = Arrays.copyOfRange(subject, inside, endOf(subject, inside));
        return element(SEQUENCE, VERSION, kind, element(OCTETS, block.bytes()));
    }

    private static int contentAt(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
    }

    private static int endOf(byte[] der, int at) {
        int content = contentAt(der, at);
        int length = der[at + 1] & 0xff;
        if (length >= 0x80) {
            length = 0;
            for (int byteAt = at + 2; byteAt < content; byteAt++) {
                length = length << 8 | der[byteAt] & 0xff;
            }
        }
        return content + length;
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        byte[] length =
                BigInteger.valueOf(content.size()).toByteArray(); // the bytes begin with a zero if the first bit is set
        int zeros = length.length > 1 && length[0] == 0 ? 1 : 0;
        if (content.size() >= 0x80) {
            element.write(0x80 | length.length - zeros);
        }
        element.write(length, zeros, length.length - zeros);
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    private String convert() {
        return "openssl pkcs8 -topk8 -v2 aes-256-cbc -in " + file.path() + " -out key.pem";
    }
}
