package io.patchbay.identity;

import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.identity.OldScopes;
import io.patchbay.spi.identity.Patterns;
import io.patchbay.support.Nearest;
import io.patchbay.support.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a key or the anonymous caller is narrowed to: {@code tools}, {@code resources} and so on, with or without a prefix. */
final class NarrowingSettings {

    static final String NAMED_SCOPES = "namedScopes";
    static final String EFFECT = "effect";

    /** The settings of a key. */
    static final NarrowingSettings OF_KEY = new NarrowingSettings("");

    /** The settings of the anonymous caller, for example {@code anonymousTools}. */
    static final NarrowingSettings OF_ANONYMOUS = new NarrowingSettings(AnonymousCaller.ID);

    private static final String OLD = "scopes";
    private static final int MAX_SHOWN_CHARS = 60;

    private final String prefix;

    private NarrowingSettings(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }

    /** Returns the full name of a setting. */
    String name(String setting) {
        return OldScopes.prefixed(prefix, setting);
    }

    /**
     * Reads the settings. An absent list is no further limit, an empty one includes nothing; absent named scopes are none; an absent
     * effect is {@code read}.
     *
     * @throws IllegalArgumentException if a setting is invalid, or if the former setting {@code scopes} is present; the message names the
     *     setting and gives the reason in one line
     */
    Narrowing read(Map<String, ?> properties) {
        refuseOldScopes(properties);
        Narrowing narrowing = Narrowing.READS_EVERYTHING
                .withScopes(scopes(properties.get(name(NAMED_SCOPES))))
                .withWrites(writes(properties.get(name(EFFECT))));
        for (Narrowing.Kind kind : Narrowing.Kind.values()) {
            Object setting = properties.get(name(kind.setting()));
            if (setting != null) {
                narrowing = narrowing.with(kind, patterns(kind, setting));
            }
        }
        return narrowing;
    }

    private void refuseOldScopes(Map<String, ?> properties) {
        Object old = properties.get(name(OLD));
        if (old != null) {
            OldScopes scopes =
                    OldScopes.of(items(old).stream().map(String::valueOf).toList());
            throw new IllegalArgumentException(name(OLD) + " is no longer a setting. Write instead: "
                    + scopes.members(prefix) + scopes.notesAtEnd());
        }
    }

    private Patterns patterns(Narrowing.Kind kind, Object setting) {
        Set<String> patterns = texts(kind.setting(), setting);
        check(
                patterns.size() <= Patterns.MAX_PATTERNS,
                kind.setting(),
                "contains more than " + Patterns.MAX_PATTERNS + " patterns");
        for (String pattern : patterns) {
            check(
                    Patterns.isPattern(pattern),
                    kind.setting(),
                    "contains the malformed pattern " + shown(pattern)
                            + ": use 1 to 128 letters, digits, _ . - and * for any characters");
            if (kind == Narrowing.Kind.FEATURES) {
                checkFeature(pattern);
            }
        }
        return Patterns.of(patterns);
    }

    private void checkFeature(String pattern) {
        check(
                Narrowing.FEATURES.stream().anyMatch(feature -> Patterns.matches(pattern, feature)),
                Narrowing.Kind.FEATURES.setting(),
                "is invalid. No such feature: " + shown(pattern) + "; use "
                        + Nearest.to(pattern, Narrowing.FEATURES, 2)
                                .map(near -> near + ", or another of ")
                                .orElse("")
                        + String.join(", ", Narrowing.FEATURES));
    }

    private Set<String> scopes(Object setting) {
        if (setting == null) {
            return Set.of();
        }
        Set<String> scopes = texts(NAMED_SCOPES, setting);
        check(
                scopes.size() <= Patterns.MAX_PATTERNS,
                NAMED_SCOPES,
                "contains more than " + Patterns.MAX_PATTERNS + " scopes");
        for (String scope : scopes) {
            boolean isAdmin = scope.startsWith(Narrowing.ADMIN_PREFIX) && scope.contains("*");
            check(
                    !isAdmin,
                    NAMED_SCOPES,
                    "contains " + shown(scope)
                            + ": no wildcard grants administration; name the commands, for example admin:read");
            check(
                    Narrowing.isScope(scope),
                    NAMED_SCOPES,
                    "contains the malformed scope " + shown(scope)
                            + ": use 1 to 160 printable ASCII characters without spaces; * only at the end, after a colon");
        }
        return scopes;
    }

    private Narrowing.Writes writes(Object setting) {
        check(setting == null || setting instanceof String, EFFECT, "is not text");
        String text = setting == null ? "" : ((String) setting).strip();
        check(!text.contains("$["), EFFECT, "contains a placeholder that could not be resolved");
        return text.isEmpty()
                ? Narrowing.Writes.NONE
                : Narrowing.Writes.of(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                name(EFFECT) + " is " + shown(text) + "; use read, propose or write"));
    }

    private Set<String> texts(String setting, Object value) {
        Set<String> texts = new LinkedHashSet<>();
        for (Object item : items(value)) {
            check(item instanceof String, setting, "contains a value that is not text");
            String text = (String) item;
            check(!text.contains("$["), setting, "contains a placeholder that could not be resolved");
            texts.add(text);
        }
        return texts;
    }

    /** Returns the effect, the lists and the named scopes of a narrowing, for people. */
    static String text(Narrowing narrowing) {
        List<String> parts = new ArrayList<>();
        parts.add(EFFECT + ": " + narrowing.writes().setting());
        for (Narrowing.Kind kind : Narrowing.Kind.values()) {
            narrowing.list(kind).ifPresent(list -> parts.add(kind.setting() + ": " + joined(list.texts())));
        }
        if (!narrowing.scopes().isEmpty()) {
            parts.add("named scopes: " + joined(narrowing.scopes()));
        }
        return String.join("; ", parts);
    }

    private static String joined(Set<String> texts) {
        return texts.isEmpty() ? "none" : texts.stream().collect(Collectors.joining(", "));
    }

    /** Returns the items of a setting, which may be a list or one text. */
    static List<?> items(Object setting) {
        if (setting instanceof Object[] array) {
            return List.of(array);
        }
        return setting instanceof List<?> list ? list : List.of(setting);
    }

    private static String shown(String text) {
        return "\"" + SafeText.line(text, MAX_SHOWN_CHARS) + "\"";
    }

    private void check(boolean valid, String setting, String reason) {
        if (!valid) {
            throw new IllegalArgumentException(name(setting) + " " + reason);
        }
    }
}
