package io.patchbay.deploy.file;

import java.util.List;
import java.util.stream.Collectors;

/** Formats lists of names for messages. */
public final class NameList {

    private static final int MAX_NAMES = 8;

    private NameList() {}

    /** Returns a text that contains at most eight of the names, followed by the number of the remaining names. */
    public static String of(List<String> names) {
        if (names.isEmpty()) {
            return "nothing yet";
        }
        String some = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return names.size() > MAX_NAMES ? some + " and " + (names.size() - MAX_NAMES) + " more" : some;
    }
}
