package io.patchbay.policy;

import io.patchbay.api.Effect;
import io.patchbay.spi.identity.Scopes;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The writes that are allowed, by wire name.
 *
 * @param writes patterns of the tools that may write
 * @param destructive patterns of the tools that may also overwrite or remove; {@code writes} must also match these tools
 */
record WriteRules(List<String> writes, List<String> destructive) {

    /** The safe default: no tool may write. */
    static final WriteRules NONE = new WriteRules(List.of(), List.of());

    private static final Pattern NAME_PATTERN = Pattern.compile("[A-Za-z0-9_.*-]{1,128}");

    WriteRules {
        writes = checked("allowWrites", writes);
        destructive = checked("allowDestructive", destructive);
    }

    boolean allows(String name, Effect effect) {
        return switch (effect) {
            case READ_ONLY -> true;
            case ADDITIVE -> matchesAny(writes, name);
            case DESTRUCTIVE -> matchesAny(writes, name) && matchesAny(destructive, name);
        };
    }

    private static boolean matchesAny(List<String> patterns, String name) {
        for (String pattern : patterns) {
            if (Scopes.matches(pattern, name)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> checked(String setting, List<String> patterns) {
        for (String pattern : patterns) {
            if (!NAME_PATTERN.matcher(pattern).matches()) {
                throw new IllegalArgumentException(
                        setting + " contains an invalid name pattern; use only letters, digits, _ . - and *");
            }
        }
        return List.copyOf(patterns);
    }
}
