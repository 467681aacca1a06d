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

    /** Returns the former setting of a file; an empty text if the file had none. */
    static String setting(String file) {
        return file.startsWith(KEY) ? "scopes" : file.equals(ANONYMOUS) ? "anonymousScopes" : "";
    }

    /** Returns one line with the new form of a file that has the former setting; no line for other files. */
    static List<String> lines(Path file) throws IOException {
        String name = file.getFileName().toString();
        String setting = setting(name);
        Map<String, List<String>> members = MemberNames.texts(Files.readString(file));
        // an empty list of the anonymous caller means what its absence means
        boolean isNeeded = members.containsKey(setting)
                && (name.startsWith(KEY) || !members.get(setting).isEmpty());
        if (!isNeeded) {
            return List.of();
        }
        OldScopes scopes = OldScopes.of(members.get(setting));
        String prefix = name.startsWith(KEY) ? "" : "anonymous";
        return List.of(name + ": instead of \"" + setting + "\" write " + scopes.members(prefix) + scopes.notesAtEnd());
    }
}
