package io.patchbay.identity;

import static io.patchbay.identity.ScopeCheck.MAX_MISTYPED_LETTERS;

import io.patchbay.spi.identity.Scopes;
import io.patchbay.support.Nearest;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds scopes that match nothing that is published now. An unmatched scope may be mistyped, or its connector may be deployed
 * later. Patterns that end in {@code :*} never count as unmatched. Scopes of features and administration never count as unmatched,
 * because they are not in the catalog.
 */
final class UnmatchedScopes {

    private static final List<String> NOT_IN_CATALOG = List.of("features:", "admin:");

    private final Set<String> published;
    private final Map<String, Boolean> unmatched = new HashMap<>();

    /** @param published the scopes of everything that is published; if empty, no scope counts as unmatched */
    UnmatchedScopes(Set<String> published) {
        this.published = published;
    }

    /** Returns the scopes that match nothing. */
    List<String> among(Collection<String> scopes) {
        return scopes.stream().filter(this::isUnmatched).sorted().toList();
    }

    /** Returns one sentence for each scope that matches nothing. */
    List<String> warnings(Collection<String> scopes) {
        return among(scopes).stream()
                .map(scope -> "The scope \"" + scope + "\" matches nothing that is published now"
                        + similar(scope)
                                .map(found -> "; is \"" + found + "\" meant?")
                                .orElse("."))
                .toList();
    }

    private boolean isUnmatched(String scope) {
        return !published.isEmpty() && unmatched.computeIfAbsent(scope, this::matchesNothing);
    }

    private boolean matchesNothing(String scope) {
        return scope.contains(":")
                && !scope.endsWith(":*")
                && NOT_IN_CATALOG.stream().noneMatch(scope::startsWith)
                && published.stream().noneMatch(each -> Scopes.matches(scope, each));
    }

    /** Returns the most similar name, or all names of the most similar namespace. */
    private Optional<String> similar(String scope) {
        String typed = stem(scope);
        return published.stream()
                .flatMap(each -> Stream.of(each, namespace(each)))
                .filter(each -> Nearest.distance(typed, stem(each)) <= MAX_MISTYPED_LETTERS)
                .min(Comparator.<String>comparingInt(each -> Nearest.distance(typed, stem(each)))
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
