package io.patchbay.protocol.wire;

import static java.util.Objects.requireNonNull;

import io.patchbay.protocol.Revision;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * One definition as each revision writes it: for the latest at once, for the others when they are first asked for. Revisions
 * that say the same share the bytes. Any thread.
 */
public final class Encodings {

    private final Function<WireFormat, byte[]> encoding;
    private final AtomicReferenceArray<byte[]> encoded = new AtomicReferenceArray<>(Revision.values().length);

    /** @throws IllegalArgumentException when a schema is not JSON */
    public Encodings(Function<WireFormat, byte[]> encoding) {
        this.encoding = requireNonNull(encoding, "encoding");
        encoded.set(Revision.LATEST.ordinal(), encoding.apply(WireFormat.of(Revision.LATEST)));
    }

    /** Not to be changed. */
    public byte[] of(Revision revision) {
        byte[] known = encoded.get(revision.ordinal());
        return known == null ? encode(revision) : known;
    }

    private byte[] encode(Revision revision) {
        byte[] bytes = encoding.apply(WireFormat.of(revision));
        for (int other = encoded.length() - 1; other >= 0; other--) {
            if (Arrays.equals(bytes, encoded.get(other))) {
                bytes = encoded.get(other);
                break;
            }
        }
        encoded.set(revision.ordinal(), bytes);
        return bytes;
    }
}
