package io.patchbay.identity;

import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.identity.OldScopes;
import io.patchbay.spi.identity.Patterns;
import io.patchbay.spi.policy.Target;
import io.patchbay.support.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds patterns and named scopes that match nothing that is published now: they may be mistyped, or their connector may be deployed
 * later. The pattern {@code *} never counts as unmatched; neither do features and scopes of administration, which are not in the catalog.
 */
final class UnmatchedPatterns {

    /** A name that differs in more letters is not taken for a typing error. */
    private static final int MAX_MISTYPED_LETTERS = 2;

    private static final List<Narrowing.Kind> IN_CATALOG =
            List.of(Narrowing.Kind.TOOLS, Narrowing.Kind.RESOURCES, Narrowing.Kind.PROMPTS);

    private final Map<Narrowing.Kind, Set<String>> names = new EnumMap<>(Narrowing.Kind.class);
    private final Set<String> scopes = new TreeSet<>();
    private final boolean isEmpty;

    /** @param published the targets of everything that is published; if empty, nothing counts as unmatched */
    UnmatchedPatterns(Collection<Target> published) {
        IN_CATALOG.forEach(kind -> names.put(kind, new TreeSet<>()));
        for (Target target : published) {
            kind(target.kind()).ifPresent(kind -> names.get(kind).add(target.name()));
            scopes.addAll(target.scopes());
        }
        this.isEmpty = published.isEmpty();
    }

    /** A pattern of a setting that matches nothing. */
    private record Unmatched(String setting, String text, Optional<String> similar) {}

    /** Returns the patterns and named scopes that match nothing, each after the name of its setting. */
    List<String> among(Narrowing narrowing) {
        return unmatched(narrowing).stream()
                .map(each -> each.setting + " " + each.text)
                .toList();
    }

    /**
     * Returns one sentence for each pattern and named scope that matches nothing.
     *
     * @param prefix the beginning of the names of the settings, for example {@code anonymous}
     */
    List<String> warnings(String prefix, Narrowing narrowing) {
        return unmatched(narrowing).stream()
                .map(each -> "\"" + each.text + "\" in " + OldScopes.prefixed(prefix, each.setting)
                        + " matches nothing that is published now"
                        + each.similar
                                .map(found -> "; is \"" + found + "\" meant?")
                                .orElse("."))
                .toList();
    }

    private List<Unmatched> unmatched(Narrowing narrowing) {
        List<Unmatched> unmatched = new ArrayList<>();
        if (isEmpty) {
            return unmatched;
        }
        for (Narrowing.Kind kind : IN_CATALOG) {
            narrowing.list(kind).map(Patterns::texts).orElse(Set.of()).stream()
                    .filter(pattern -> !pattern.equals("*")
                            && names.get(kind).stream().noneMatch(name -> Patterns.matches(pattern, name)))
                    .forEach(pattern ->
                            unmatched.add(new Unmatched(kind.setting(), pattern, similar(pattern, names.get(kind)))));
        }
        for (String scope : narrowing.scopes()) {
            Narrowing alone = Narrowing.NOTHING.withScopes(Set.of(scope));
            if (!scope.startsWith(Narrowing.ADMIN_PREFIX) && scopes.stream().noneMatch(alone::holds)) {
                unmatched.add(new Unmatched("namedScopes", scope, Nearest.to(scope, scopes, MAX_MISTYPED_LETTERS)));
            }
        }
        return unmatched;
    }

    private static Optional<Narrowing.Kind> kind(Target.Kind kind) {
        return switch (kind) {
            case TOOL -> Optional.of(Narrowing.Kind.TOOLS);
            case RESOURCE, RESOURCE_TEMPLATE -> Optional.of(Narrowing.Kind.RESOURCES);
            case PROMPT -> Optional.of(Narrowing.Kind.PROMPTS);
            case FEATURE, ADMIN, ROUTE -> Optional.empty();
        };
    }

    /** Returns the most similar name, or all names of the most similar namespace. */
    private static Optional<String> similar(String pattern, Set<String> names) {
        String typed = stem(pattern);
        return names.stream()
                .flatMap(each -> Stream.of(each, namespace(each)))
                .filter(each -> Nearest.distance(typed, stem(each)) <= MAX_MISTYPED_LETTERS)
                .min(Comparator.<String>comparingInt(each -> Nearest.distance(typed, stem(each)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String namespace(String name) {
        int end = name.indexOf('_');
        return end < 0 ? name : name.substring(0, end + 1) + "*";
    }

    private static String stem(String pattern) {
        return pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : pattern;
    }
}
