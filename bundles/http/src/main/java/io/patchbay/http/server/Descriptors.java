package io.patchbay.http.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the number of connections that this process can have within its limit on open files. */
public final class Descriptors {

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+(\\d+)");
    private static final int MIN_OTHER_DESCRIPTORS = 256;

    private Descriptors() {}

    /** Returns the largest number of connections; {@link Integer#MAX_VALUE} if the limit is unknown. */
    public static int maxConnections() {
        try {
            return Files.isReadable(LIMITS) ? maxConnections(Files.readString(LIMITS)) : Integer.MAX_VALUE;
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }

    public static int maxConnections(String limits) {
        Matcher found = OPEN_FILES.matcher(limits);
        if (!found.find() || found.group(1).length() > 9) {
            return Integer.MAX_VALUE;
        }
        int files = Integer.parseInt(found.group(1));
        return Math.max(1, files - Math.max(MIN_OTHER_DESCRIPTORS, files / 4));
    }
}
