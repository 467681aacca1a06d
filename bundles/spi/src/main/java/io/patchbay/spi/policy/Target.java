package io.patchbay.spi.policy;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Effect;
import java.util.Set;

/**
 * What an operation is about.
 *
 * @param name on the wire: {@code namespace_name}; for resources and templates likewise, made from the definition's name
 * @param scopes what its definition asks for beyond the scope that names it
 */
public record Target(Kind kind, String name, Effect effect, Set<String> scopes) {

    public Target {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(effect, "effect");
        scopes = Set.copyOf(scopes);
    }

    /** A part of the protocol that is no entry of the catalog, for example {@code completion}. */
    public static Target feature(String name) {
        return new Target(Kind.FEATURE, name, Effect.READ_ONLY, Set.of());
    }

    /** The scope that names it, for example {@code tools:clock_now}. */
    public String scope() {
        return kind.scope + name;
    }

    /** What kind of target. */
    public enum Kind {
        TOOL("tools:"),
        RESOURCE("resources:"),
        RESOURCE_TEMPLATE("resources:"),
        PROMPT("prompts:"),
        FEATURE("features:"),
        ADMIN("admin:");

        private final String scope;

        Kind(String scope) {
            this.scope = scope;
        }
    }
}
