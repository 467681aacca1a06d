package io.patchbay.identity;

import io.patchbay.spi.identity.Scopes;
import io.patchbay.support.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds scopes that can never match anything, such as mistyped scopes. A definition may require scopes of its own, with any name. */
final class ScopeCheck {

    private static final List<String> KINDS = List.of("tools", "resources", "prompts", "features", "admin");
    private static final Map<String, List<String>> NAMES_OF_KIND =
            Map.of("features", List.of("completion", "logging", "subscriptions"));

    /** The maximum number of wrong letters in a name that counts as a typing error. */
    static final int MAX_MISTYPED_LETTERS = 2;

    private ScopeCheck() {}

    /** Returns the fault of the first faulty scope. Returns an empty result if no scope has a fault. */
    static Optional<String> fault(Collection<String> scopes) {
        return scopes.stream().flatMap(scope -> fault(scope).stream()).findFirst();
    }

    private static Optional<String> fault(String scope) {
        int colon = scope.indexOf(':');
        String kind = colon < 0 ? scope : scope.substring(0, colon);
        if (kind.contains("*")) {
            return Optional.empty(); // a pattern over all kinds
        }
        Optional<String> known = KINDS.stream().filter(kind::equals).findFirst();
        if (known.isEmpty()) {
            return similarKind(kind)
                    .map(similar -> "\"" + scope + "\" covers nothing; is \"" + similar + ":"
                            + (colon < 0 ? "*" : scope.substring(colon + 1)) + "\" meant?")
                    .or(() -> colon < 0
                            ? fault(
                                    scope,
                                    "has no kind: write * for everything, or a kind and a pattern, such as tools:*")
                            : Optional.empty());
        }
        if (colon < 0 || colon == scope.length() - 1) {
            return fault(scope, "names nothing; is \"" + kind + ":*\" meant?");
        }
        String pattern = scope.substring(colon + 1);
        boolean never = NAMES_OF_KIND.containsKey(kind)
                && NAMES_OF_KIND.get(kind).stream().noneMatch(name -> Scopes.matches(pattern, name));
        return never
                ? fault(
                        scope,
                        "covers nothing: the names of this kind are " + String.join(", ", NAMES_OF_KIND.get(kind)))
                : Optional.empty();
    }

    private static Optional<String> fault(String scope, String what) {
        return Optional.of("\"" + scope + "\" " + what);
    }

    private static Optional<String> similarKind(String kind) {
        String small = kind.toLowerCase(Locale.ROOT);
        return KINDS.stream()
                .filter(each -> Nearest.distance(small, each) <= MAX_MISTYPED_LETTERS)
                .findFirst();
    }
}
