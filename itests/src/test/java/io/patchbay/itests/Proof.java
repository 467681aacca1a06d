package io.patchbay.itests;

import java.util.Locale;

/**
 * The scale of a proof: often enough to see what is promised in every build, or as often as its figures need, with
 * {@code -Dpatchbay.proof=whole}. Only then are times held to what is promised: other builds may share this machine.
 */
final class Proof {

    private static final String SCALE = "patchbay.proof";

    private Proof() {}

    static boolean isWhole() {
        return "whole".equals(System.getProperty(SCALE));
    }

    /** How often. */
    static int times(int brief, int whole) {
        return isWhole() ? whole : brief;
    }

    /** Prints one line for the reader of the build's output. */
    static void figures(String line, Object... values) {
        System.out.println("PROOF " + String.format(Locale.ROOT, line, values));
    }
}
