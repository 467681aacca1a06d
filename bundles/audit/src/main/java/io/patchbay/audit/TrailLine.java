package io.patchbay.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The chained part of a line of the trail: its number, the hash of the previous line, its kind and its call. These members are always
 * first and in this order, so that verification needs no JSON parser.
 *
 * @param callId the id of the call that the line is about; may be empty
 */
record TrailLine(long sequence, String previous, String kind, String callId) {

    static final String SEQUENCE = "{\"seq\":";
    static final String PREVIOUS = ",\"prev\":\"";
    static final String TIME = "\"time\":";
    static final String KIND = ",\"kind\":\"";
    static final String CALL_ID = ",\"callId\":\"";

    /** Reads a line without its line feed. Returns an empty result if the bytes are not a line of a trail. */
    static Optional<TrailLine> read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(SEQUENCE) || !text.endsWith("}")) {
            return Optional.empty();
        }
        int previous = text.indexOf(PREVIOUS, SEQUENCE.length());
        int hash = previous + PREVIOUS.length();
        if (previous < 0
                || previous > SEQUENCE.length() + 18
                || text.length() < hash + 66
                || !text.startsWith("\"," + TIME, hash + 64)) {
            return Optional.empty();
        }
        String kind = quoted(text, KIND, hash + 64);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        try {
            long sequence = Long.parseLong(text, SEQUENCE.length(), previous, 10);
            String callId = quoted(text, CALL_ID, text.indexOf(KIND) + KIND.length());
            return Optional.of(new TrailLine(sequence, text.substring(hash, hash + 64), kind, callId));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns the hash of a line's bytes without its line feed. */
    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }

    private static String quoted(String text, String name, int from) {
        int start = text.indexOf(name, from);
        int end = start < 0 ? -1 : text.indexOf('"', start + name.length());
        return end < 0 || start > from + 64 ? "" : text.substring(start + name.length(), end);
    }
}
