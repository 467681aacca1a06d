package io.patchbay.protocol.wire;

import static java.util.Objects.requireNonNull;

import io.patchbay.protocol.Revision;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * The encodings of one definition, one for each revision. The encoding for the latest revision is created at once, and the other
 * encodings on first use. Revisions with the same encoding share the bytes. Thread-safe.
 */
public final class Encodings {

    private final Function<WireFormat, byte[]> encoding;
    private final AtomicReferenceArray<byte[]> encoded = new AtomicReferenceArray<>(Revision.values().length);

    /**
     * Creates the encodings of a definition.
     *
     * @throws IllegalArgumentException if a schema is not valid JSON
     */
    public Encodings(Function<WireFormat, byte[]> encoding) {
        this.encoding = requireNonNull(encoding, "encoding");
        encoded.set(Revision.LATEST.ordinal(), encoding.apply(WireFormat.of(Revision.LATEST)));
    }

    /** Returns the encoding for a revision. Callers must not change the array. */
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
