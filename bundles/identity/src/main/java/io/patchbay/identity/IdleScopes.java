package io.patchbay.identity;

import static io.patchbay.identity.ScopeCheck.MISTYPED_LETTERS;

import io.patchbay.spi.identity.Scopes;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds scopes that match nothing of what is published now. Such a scope may be mistyped, or its connector comes later. Patterns that
 * end in {@code :*} ask for nothing in particular, and names of features and of administration are no entries of the catalog.
 */
final class IdleScopes {

    private static final List<String> NO_ENTRIES = List.of("features:", "admin:");

    private final Set<String> published;
    private final Map<String, Boolean> idle = new HashMap<>();

    /** @param published the scopes of everything that is published; where there is nothing, no scope is idle */
    IdleScopes(Set<String> published) {
        this.published = published;
    }

    List<String> among(Collection<String> scopes) {
        return scopes.stream().filter(this::isIdle).sorted().toList();
    }

    /** Returns one sentence for each scope that matches nothing. */
    List<String> warnings(Collection<String> scopes) {
        return among(scopes).stream()
                .map(scope -> "Nothing that is published matches the scope \"" + scope + "\""
                        + meant(scope)
                                .map(near -> "; is \"" + near + "\" meant?")
                                .orElse("."))
                .toList();
    }

    private boolean isIdle(String scope) {
        return !published.isEmpty() && idle.computeIfAbsent(scope, this::matchesNothing);
    }

    private boolean matchesNothing(String scope) {
        return scope.contains(":")
                && !scope.endsWith(":*")
                && NO_ENTRIES.stream().noneMatch(scope::startsWith)
                && published.stream().noneMatch(one -> Scopes.matches(scope, one));
    }

    /** The nearest name, or all names of the nearest namespace. */
    private Optional<String> meant(String scope) {
        String typed = stem(scope);
        return published.stream()
                .flatMap(one -> Stream.of(one, namespace(one)))
                .filter(one -> ScopeCheck.distance(typed, stem(one)) <= MISTYPED_LETTERS)
                .min(Comparator.<String>comparingInt(one -> ScopeCheck.distance(typed, stem(one)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String namespace(String scope) {
        int end = scope.indexOf('_');
        return end < 0 ? scope : scope.substring(0, end + 1) + "*";
    }

    private static String stem(String pattern) {
        return pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : pattern;
    }
}
