package io.patchbay.policy;

import io.patchbay.api.Effect;
import io.patchbay.spi.identity.Scopes;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which writes are allowed, by the name on the wire.
 *
 * @param writes patterns of what may write at all
 * @param destructive patterns of what may overwrite or remove, on top
 */
record WriteRules(List<String> writes, List<String> destructive) {

    /** The safe ones. */
    static final WriteRules NONE = new WriteRules(List.of(), List.of());

    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9_.*-]{1,128}");

    WriteRules {
        writes = checked("allowWrites", writes);
        destructive = checked("allowDestructive", destructive);
    }

    boolean allow(String name, Effect effect) {
        return switch (effect) {
            case READ_ONLY -> true;
            case ADDITIVE -> any(writes, name);
            case DESTRUCTIVE -> any(writes, name) && any(destructive, name);
        };
    }

    private static boolean any(List<String> patterns, String name) {
        for (String pattern : patterns) {
            if (Scopes.matches(pattern, name)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> checked(String setting, List<String> patterns) {
        for (String pattern : patterns) {
            if (!PATTERN.matcher(pattern).matches()) {
                throw new IllegalArgumentException(
                        setting + " contains an invalid name pattern; use only letters, digits, _ . - and *");
            }
        }
        return List.copyOf(patterns);
    }
}
