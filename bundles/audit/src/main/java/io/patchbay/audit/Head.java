package io.patchbay.audit;

import static java.util.Objects.requireNonNull;

/**
 * The head of a trail: its last line on disk.
 *
 * @param sequence the line's number; 0 if there is no line
 * @param hash SHA-256 of the line's bytes without the line feed, in hexadecimal; zeros if there is no line
 * @param segment the line's file; empty if there is no line
 * @param size the size of that file in bytes, including the line and its line feed
 */
record Head(long sequence, String hash, String segment, long size) {

    static final String NO_HASH = "0".repeat(64);
    static final Head NONE = new Head(0, NO_HASH, "", 0);

    Head {
        requireNonNull(hash, "hash");
        requireNonNull(segment, "segment");
    }
}
