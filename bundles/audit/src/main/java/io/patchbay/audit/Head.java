package io.patchbay.audit;

import static java.util.Objects.requireNonNull;

/**
 * Where a trail ends: the last line that is on disk.
 *
 * @param sequence its number; 0 before the first
 * @param hash SHA-256 of its bytes without the line feed, in hexadecimal; zeros before the first
 * @param segment the file it stands in; empty before the first
 * @param size of that file, up to and with its line feed
 */
record Head(long sequence, String hash, String segment, long size) {

    static final String NO_HASH = "0".repeat(64);
    static final Head NONE = new Head(0, NO_HASH, "", 0);

    Head {
        requireNonNull(hash, "hash");
        requireNonNull(segment, "segment");
    }
}
