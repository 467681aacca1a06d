package io.patchbay.spi.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The settings that replace the values of the former setting {@code scopes}, in which {@code *} covered everything and
 * {@code tools:<pattern>} covered tools.
 */
public final class OldScopes {

    /** The features that earlier versions served to every key. */
    private static final List<String> ALWAYS_SERVED = List.of("tools", "resources", "prompts", "tasks");

    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private OldScopes(Collection<String> scopes) {
        Set<String> named = new LinkedHashSet<>();
        for (String scope : scopes) {
            if (List.of(Narrowing.Kind.values()).stream()
                    .allMatch(kind -> rests(scope, kind).isEmpty())) {
                addNamed(scope, named);
            }
        }
        for (Narrowing.Kind kind : Narrowing.Kind.values()) {
            addList(kind, scopes);
        }
        if (!named.isEmpty()) {
            settings.put("namedScopes", List.copyOf(named));
        }
        settings.put("effect", Narrowing.Writes.ALLOWED.setting());
        if (scopes.stream().anyMatch(OldScopes::isStars)) {
            notes.add(
                    "the scopes that connectors require, and admin:read for /metrics, are no longer included: add them to"
                            + " namedScopes if needed");
        }
    }

    /** Returns the settings that replace these scopes. */
    public static OldScopes of(Collection<String> scopes) {
        return new OldScopes(scopes);
    }

    /** Returns the new settings with their values, each a list of text or a text, in the order of the settings page. */
    public Map<String, Object> settings() {
        return settings;
    }

    /** Returns the new settings as members of a JSON object. If a prefix is given, each name continues it: {@code anonymousTools}. */
    public String members(String prefix) {
        return settings.entrySet().stream()
                .map(each -> quoted(prefixed(prefix, each.getKey())) + ": " + json(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Returns the new settings as options of {@code patchbay key create}. */
    public String options() {
        return settings.entrySet().stream()
                .map(each -> option(each.getKey()) + " "
                        + (each.getValue() instanceof List<?> list
                                ? "'" + list.stream().map(String::valueOf).collect(Collectors.joining(",")) + "'"
                                : each.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** Returns the parts of the old scopes that have no new form, and what to write instead, one clause each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Returns the notes as the end of a line; an empty text if there are none. */
    public String notesAtEnd() {
        return notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")";
    }

    /** Returns the name of a setting after a prefix, for example {@code anonymousTools}. */
    public static String prefixed(String prefix, String setting) {
        return prefix.isEmpty()
                ? setting
                : prefix + setting.substring(0, 1).toUpperCase(Locale.ROOT) + setting.substring(1);
    }

    private static String option(String setting) {
        return setting.equals("namedScopes") ? "--named-scopes" : "--" + setting;
    }

    private void addNamed(String scope, Set<String> named) {
        if (scope.contains("$[")) {
            notes.add("a placeholder has no new form: write it into the list that its new value belongs to");
        } else if (Narrowing.isScope(scope)) {
            named.add(scope);
        } else if (scope.startsWith(Narrowing.ADMIN_PREFIX)) {
            notes.add("no wildcard grants administration: name each command in namedScopes, for example admin:read");
        } else {
            notes.add("one scope has no new form: a named scope may end in :* and contain no other *");
        }
    }

    private void addList(Narrowing.Kind kind, Collection<String> scopes) {
        Set<String> patterns = new LinkedHashSet<>();
        if (kind == Narrowing.Kind.FEATURES) {
            patterns.addAll(ALWAYS_SERVED);
        }
        for (String scope : scopes) {
            for (String rest : rests(scope, kind)) {
                if (isStars(rest)) {
                    return; // covers the whole kind: no list
                }
                if (isUsable(kind, rest)) {
                    patterns.add(rest);
                } else if (scope.startsWith(kind.setting() + ":")) {
                    notes.add("one pattern of " + kind.setting()
                            + " has no new form: use only letters, digits, _ . - and *, and * for other characters");
                }
            }
        }
        settings.put(kind.setting(), List.copyOf(patterns));
    }

    private static boolean isStars(String pattern) {
        return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '*');
    }

    private static boolean isUsable(Narrowing.Kind kind, String pattern) {
        return Patterns.isPattern(pattern)
                && (kind != Narrowing.Kind.FEATURES
                        || Narrowing.FEATURES.stream().anyMatch(feature -> Patterns.matches(pattern, feature)));
    }

    /**
     * Returns the patterns of names that a scope covers in a kind: the parts of the scope after each way to match {@code tools:}. A
     * wildcard before the colon may cover several kinds.
     */
    private static List<String> rests(String scope, Narrowing.Kind kind) {
        Set<Integer> places = withoutStars(scope, Set.of(0));
        for (char c : (kind.setting() + ":").toCharArray()) {
            Set<Integer> next = new TreeSet<>();
            for (int place : places) {
                if (place < scope.length() && scope.charAt(place) == '*') {
                    next.add(place);
                } else if (place < scope.length() && scope.charAt(place) == c) {
                    next.add(place + 1);
                }
            }
            places = withoutStars(scope, next);
        }
        List<String> rests = new ArrayList<>();
        for (int place : places) {
            String rest = scope.substring(place);
            // what follows a wildcard is covered by the wildcard
            if (place == 0 || scope.charAt(place - 1) != '*' || !places.contains(place - 1)) {
                rests.add(rest);
            }
        }
        return rests;
    }

    /** Adds the places after wildcards, which may match no characters. */
    private static Set<Integer> withoutStars(String scope, Set<Integer> places) {
        Set<Integer> all = new TreeSet<>(places);
        for (int place : places) {
            int next = place;
            while (next < scope.length() && scope.charAt(next) == '*') {
                all.add(++next);
            }
        }
        return all;
    }

    private static String json(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(each -> quoted(String.valueOf(each))).collect(Collectors.joining(", ", "[", "]"))
                : quoted(String.valueOf(value));
    }

    /** The values contain only printable ASCII without quotes and backslashes. */
    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
