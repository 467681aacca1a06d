package io.patchbay.connectors.files.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;

/** What a file's bytes are known by. */
public final class Digest {

    private static final int PIECE = 65_536;

    private Digest() {}

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** Of all from where the file stands. When it ends before, the digest is that of a part, which is no file's. */
    public static String of(ReadableByteChannel file, BooleanSupplier ended) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        while (!ended.getAsBoolean() && file.read(piece) >= 0) {
            digest.update(piece.flip());
            piece.clear();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
