package io.patchbay.connectors.files;

import java.util.UUID;
import java.util.regex.Pattern;

/** Names of files and folders that are not there yet. They are hidden from everybody, and looked for after a crash. */
final class Temporary {

    private static final Pattern NAME = Pattern.compile("\\.patchbay-[0-9a-f-]{36}\\.tmp");

    private Temporary() {}

    static String name() {
        return ".patchbay-" + UUID.randomUUID() + ".tmp";
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
