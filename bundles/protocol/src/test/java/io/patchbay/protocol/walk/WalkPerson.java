package io.patchbay.protocol.walk;

import io.patchbay.protocol.Callers;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Patterns;
import java.util.Set;

/**
 * The callers of the walk, and what they see, without scopes: two share an id in different tenants, two are one caller
 * with different keys.
 */
enum WalkPerson {
    ALICE(Callers.known("alice")),
    NARROW(Callers.known(
            "alice",
            Callers.ONLY.withTools(Patterns.of("c_echo", "c_hold", "c_job")).withFeatures(Patterns.of("*")))),
    BOB(Callers.known(
            "bob",
            Callers.ONLY
                    .withTools(Patterns.of("c_*"))
                    .withResources(Patterns.of("c_*"))
                    .withPrompts(Patterns.of("c_*"))
                    .withFeatures(Patterns.of("*")))),
    TWIN(Callers.ofTenant("other", "alice"));

    private static final Set<String> FEW = Set.of("c_echo", "c_hold", "c_job");

    private final Identity.Known identity;

    WalkPerson(Identity.Known identity) {
        this.identity = identity;
    }

    Identity.Known identity() {
        return identity;
    }

    /** Returns the owner of sessions, tasks, cursors and states: the same for all keys of one caller. */
    String owner() {
        return identity.caller().tenant().id() + "-" + identity.caller().id();
    }

    /** Returns the owner as one word, for marks. */
    String key() {
        return switch (this) {
            case ALICE, NARROW -> "alice";
            case BOB -> "bob";
            case TWIN -> "twin";
        };
    }

    /** Returns whether the caller sees this name, unless policy hides it. */
    boolean sees(String name) {
        return switch (this) {
            case ALICE, TWIN -> true;
            case NARROW -> FEW.contains(name);
            case BOB -> name.startsWith("c_");
        };
    }
}
