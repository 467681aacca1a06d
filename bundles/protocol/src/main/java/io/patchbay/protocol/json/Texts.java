package io.patchbay.protocol.json;

/** Prepares text that is sent to clients. */
public final class Texts {

    private static final int MAX_CLIPPED_LENGTH = 100;
    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /** Shortens a text so that a message can quote it. */
    public static String clipped(String text) {
        if (text.length() <= MAX_CLIPPED_LENGTH) {
            return wellFormed(text);
        }
        return wellFormed(text.substring(0, MAX_CLIPPED_LENGTH)) + "…";
    }

    /** Replaces every unpaired surrogate. Returns the same object if the text contains no unpaired surrogate. */
    public static String wellFormed(String text) {
        int lone = loneSurrogate(text, 0);
        if (lone < 0) {
            return text;
        }
        StringBuilder fixed = new StringBuilder(text);
        while (lone >= 0) {
            fixed.setCharAt(lone, REPLACEMENT);
            lone = loneSurrogate(text, lone + 1);
        }
        return fixed.toString();
    }

    static boolean isWellFormed(String text) {
        return loneSurrogate(text, 0) < 0;
    }

    private static int loneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                if (c > Character.MAX_HIGH_SURROGATE
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
