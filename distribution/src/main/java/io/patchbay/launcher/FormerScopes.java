package io.patchbay.launcher;

import io.patchbay.spi.identity.OldScopes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds settings files with the former settings {@code scopes} and {@code anonymousScopes}, and what to write instead. */
final class FormerScopes {

    private static final String KEY = "io.patchbay.identity.key~";
    private static final String ANONYMOUS = "io.patchbay.identity.cfg.json";

    private FormerScopes() {}

    /** Returns one line with the new form of a file that has the former setting; no line for other files. */
    static List<String> lines(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.startsWith(KEY) && !name.equals(ANONYMOUS)) {
            return List.of();
        }
        Map<String, List<String>> members = MemberNames.texts(Files.readString(file));
        if (name.startsWith(KEY) && members.containsKey("scopes")) {
            return List.of(line(name, "scopes", "", members));
        }
        boolean isOpen = name.equals(ANONYMOUS)
                && !members.getOrDefault("anonymousScopes", List.of()).isEmpty();
        return isOpen ? List.of(line(name, "anonymousScopes", "anonymous", members)) : List.of();
    }

    private static String line(String file, String setting, String prefix, Map<String, List<String>> members) {
        OldScopes scopes = OldScopes.of(members.get(setting));
        return file + ": instead of \"" + setting + "\" write " + scopes.members(prefix) + scopes.notesAtEnd();
    }
}
