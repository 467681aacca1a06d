package io.patchbay.spi.policy;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Effect;
import java.util.Set;

/**
 * The target of an operation: an entry of the catalog, a feature of the protocol, a command or a route.
 *
 * @param name the name that clients see, {@code <namespace>_<name>}. For resources and templates, the second part is the
 *     definition's name. For routes, the name is the base and the path.
 * @param scopes the named scopes that the definition requires
 */
public record Target(Kind kind, String name, Effect effect, Set<String> scopes) {

    public Target {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(effect, "effect");
        scopes = Set.copyOf(scopes);
    }

    /** Returns a feature of the protocol as a target, for example {@code completion}. */
    public static Target feature(String name) {
        return new Target(Kind.FEATURE, name, Effect.READ_ONLY, Set.of());
    }

    /** Returns the kind and the name, for logs, for example {@code tools:clock_now}. */
    public String label() {
        return kind.label + name;
    }

    /** The kind of a target. */
    public enum Kind {
        TOOL("tools:"),
        RESOURCE("resources:"),
        RESOURCE_TEMPLATE("resources:"),
        PROMPT("prompts:"),
        FEATURE("features:"),
        ADMIN("admin:"),
        /** A path of HTTP, see {@link io.patchbay.spi.web.Route}. */
        ROUTE("routes:");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }
}
