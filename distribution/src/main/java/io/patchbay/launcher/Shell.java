package io.patchbay.launcher;

/** Writes commands that an operator can paste into a shell. */
final class Shell {

    private Shell() {}

    /** Returns the text as one word for a shell, quoted if necessary. */
    static String word(Object text) {
        String word = text.toString();
        return word.matches("[A-Za-z0-9_./+:@%=~-]+") && !word.startsWith("~")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
