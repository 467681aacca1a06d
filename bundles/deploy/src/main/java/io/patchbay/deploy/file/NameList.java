package io.patchbay.deploy.file;

import java.util.List;
import java.util.stream.Collectors;

/** Names in one text. */
public final class NameList {

    private static final int MAX_NAMES = 8;

    private NameList() {}

    /** Returns at most eight of the names in one text, with the number of the others. */
    public static String of(List<String> names) {
        if (names.isEmpty()) {
            return "nothing yet";
        }
        String some = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return names.size() > MAX_NAMES ? some + " and " + (names.size() - MAX_NAMES) + " more" : some;
    }
}
