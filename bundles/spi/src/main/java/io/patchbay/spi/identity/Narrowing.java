package io.patchbay.spi.identity;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Effect;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a credential is narrowed to: lists of patterns, named scopes and effects. An absent list is no further limit; an empty list
 * includes nothing. The hash is computed once because a narrowing is part of the keys of hot maps.
 */
public final class Narrowing {

    /** The features of the protocol that a list of features can contain. */
    public static final List<String> FEATURES =
            List.of("tools", "resources", "prompts", "completion", "logging", "subscriptions", "tasks");

    /** The named scopes of administration begin with this. No wildcard covers them. */
    public static final String ADMIN_PREFIX = "admin:";

    /** No lists, no named scopes, and reads only. */
    public static final Narrowing READS_EVERYTHING = new Narrowing(Map.of(), Set.of(), Writes.NONE);

    /** Four empty lists, no named scopes, and reads only. */
    public static final Narrowing NOTHING = new Narrowing(
            Map.of(
                    Kind.TOOLS, Patterns.NONE,
                    Kind.RESOURCES, Patterns.NONE,
                    Kind.PROMPTS, Patterns.NONE,
                    Kind.FEATURES, Patterns.NONE),
            Set.of(),
            Writes.NONE);

    private static final String WILDCARD = ":*";
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x29\\x2B-\\x5B\\x5D-\\x7E]{1,160}");

    private static final Pattern COMMAND = Pattern.compile("admin:[a-z-]{1,40}( [a-z-]{1,40}){0,3}");

    private final Map<Kind, Patterns> lists;
    private final Set<String> scopes;
    private final Writes writes;
    private final int hash;

    private Narrowing(Map<Kind, Patterns> lists, Set<String> scopes, Writes writes) {
        this.lists = Map.copyOf(lists);
        this.scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        this.writes = requireNonNull(writes, "writes");
        this.hash = 31 * (31 * this.lists.hashCode() + this.scopes.hashCode())
                + writes.name().hashCode();
    }

    /** A kind of list. */
    public enum Kind {
        /** The names of tools. */
        TOOLS("tools"),
        /** The names of resources and resource templates. */
        RESOURCES("resources"),
        /** The names of prompts. */
        PROMPTS("prompts"),
        /** The features of the protocol, see {@link Narrowing#FEATURES}. */
        FEATURES("features");

        private final String setting;

        Kind(String setting) {
            this.setting = setting;
        }

        /** Returns the name of the list in the settings. */
        public String setting() {
            return setting;
        }
    }

    /** Which writes are within a narrowing. Policy decides whether they run. */
    public enum Writes {
        /** None: reads only. */
        NONE("read"),
        /** Writes may become drafts and never run at once. */
        PROPOSED("propose"),
        /** Writes may run. */
        ALLOWED("write");

        private final String setting;

        Writes(String setting) {
            this.setting = setting;
        }

        /** Returns the word in the settings. */
        public String setting() {
            return setting;
        }

        /** Returns the value with a word in the settings. */
        public static Optional<Writes> of(String setting) {
            return Arrays.stream(values())
                    .filter(each -> each.setting.equals(setting))
                    .findFirst();
        }
    }

    /**
     * Returns whether a text is a named scope: 1 to 160 printable ASCII characters without spaces, or {@code admin:} and a command. A
     * {@code *} is valid only at the end, after a colon, and not in a scope of administration.
     */
    public static boolean isScope(String text) {
        String stem = isWildcard(text) ? text.substring(0, text.length() - 1) : text;
        boolean valid = SCOPE.matcher(stem).matches() || COMMAND.matcher(text).matches();
        return valid && !(isWildcard(text) && (stem.startsWith(ADMIN_PREFIX) || stem.equals(":")));
    }

    /** Returns a copy with this list of tools. */
    public Narrowing withTools(Patterns tools) {
        return with(Kind.TOOLS, tools);
    }

    /** Returns a copy with this list of resources. */
    public Narrowing withResources(Patterns resources) {
        return with(Kind.RESOURCES, resources);
    }

    /** Returns a copy with this list of prompts. */
    public Narrowing withPrompts(Patterns prompts) {
        return with(Kind.PROMPTS, prompts);
    }

    /** Returns a copy with this list of features. */
    public Narrowing withFeatures(Patterns features) {
        return with(Kind.FEATURES, features);
    }

    /** Returns a copy with a list, which replaces the previous list of that kind. */
    public Narrowing with(Kind kind, Patterns list) {
        Map<Kind, Patterns> changed = new EnumMap<>(Kind.class);
        changed.putAll(lists);
        changed.put(kind, list);
        return new Narrowing(changed, scopes, writes);
    }

    /** Returns a copy with these named scopes, which replace the previous ones. */
    public Narrowing withScopes(Set<String> named) {
        return new Narrowing(lists, named, writes);
    }

    /** Returns a copy with these named scopes, which replace the previous ones. */
    public Narrowing withScopes(String... named) {
        return withScopes(new LinkedHashSet<>(List.of(named)));
    }

    /** Returns a copy with these writes. */
    public Narrowing withWrites(Writes allowed) {
        return new Narrowing(lists, scopes, allowed);
    }

    /** Returns the list of a kind; empty if there is no further limit. */
    public Optional<Patterns> list(Kind kind) {
        return Optional.ofNullable(lists.get(kind));
    }

    /** Returns the named scopes, in their order. */
    public Set<String> scopes() {
        return scopes;
    }

    /** Returns which writes are included. */
    public Writes writes() {
        return writes;
    }

    /** Returns whether the list of a kind includes a name. */
    public boolean includes(Kind kind, String name) {
        Patterns list = lists.get(kind);
        return list == null || list.match(name);
    }

    /**
     * Returns whether a scope is among the named scopes, or is covered by one that ends in {@code :*}. Only an exact scope covers one that
     * begins with {@code admin:}.
     */
    public boolean holds(String scope) {
        if (scopes.contains(scope)) {
            return true;
        }
        if (scope.startsWith(ADMIN_PREFIX)) {
            return false;
        }
        for (String held : scopes) {
            if (isWildcard(held) && scope.startsWith(held.substring(0, held.length() - 1))) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a tool with this effect may run at once, if policy allows that. */
    public boolean allows(Effect effect) {
        return effect == Effect.READ_ONLY || writes == Writes.ALLOWED;
    }

    /** Returns whether a call of a tool with this effect may become a draft, if a rule of policy says so. */
    public boolean mayPropose(Effect effect) {
        return effect == Effect.READ_ONLY || writes != Writes.NONE;
    }

    /**
     * Returns whether this narrowing certainly includes everything that the other one includes. Compares the patterns as text: a different
     * pattern for the same names does not count.
     */
    public boolean includesAllOf(Narrowing other) {
        for (Kind kind : Kind.values()) {
            Optional<Patterns> theirs = other.list(kind);
            boolean all = list(kind).isEmpty()
                    || theirs.isPresent()
                            && list(kind).get().texts().containsAll(theirs.get().texts());
            if (!all) {
                return false;
            }
        }
        return scopes.containsAll(other.scopes) && writes.compareTo(other.writes) >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Narrowing narrowing
                        && hash == narrowing.hash
                        && writes == narrowing.writes
                        && lists.equals(narrowing.lists)
                        && scopes.equals(narrowing.scopes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Returns the limits in the words of the settings, for logs and tests. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("effect ").append(writes.setting());
        for (Kind kind : Kind.values()) {
            list(kind)
                    .ifPresent(list ->
                            text.append(", ").append(kind.setting()).append(' ').append(list));
        }
        return text.append(scopes.isEmpty() ? "" : ", named scopes " + scopes).toString();
    }

    private static boolean isWildcard(String scope) {
        return scope.endsWith(WILDCARD);
    }
}
