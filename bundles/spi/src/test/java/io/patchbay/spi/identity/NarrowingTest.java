package io.patchbay.spi.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Caller;
import io.patchbay.api.Effect;
import io.patchbay.api.Role;
import io.patchbay.api.Tenant;
import io.patchbay.api.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

public final class NarrowingTest {

    private static final Narrowing ALL = Narrowing.READS_EVERYTHING;

    @Test
    public void anAbsentListIsNoLimitAndAnEmptyListIncludesNothing() {
        assertThat(ALL.includes(Narrowing.Kind.TOOLS, "x")).isTrue();
        assertThat(ALL.includes(Narrowing.Kind.RESOURCES, "any name at all, ä")).isTrue();
        assertThat(ALL.includes(Narrowing.Kind.PROMPTS, "x")).isTrue();
        assertThat(ALL.includes(Narrowing.Kind.FEATURES, "tasks")).isTrue();
        Narrowing none = ALL.withTools(Patterns.NONE);
        assertThat(none.includes(Narrowing.Kind.TOOLS, "x")).isFalse();
        assertThat(none.includes(Narrowing.Kind.RESOURCES, "x")).isTrue();
        assertThat(Narrowing.NOTHING.includes(Narrowing.Kind.TOOLS, "x")).isFalse();
        assertThat(Narrowing.NOTHING.includes(Narrowing.Kind.RESOURCES, "x")).isFalse();
        assertThat(Narrowing.NOTHING.includes(Narrowing.Kind.PROMPTS, "x")).isFalse();
        assertThat(Narrowing.NOTHING.includes(Narrowing.Kind.FEATURES, "tools")).isFalse();
    }

    @Test
    public void eachListLimitsItsOwnKind() {
        Narrowing narrowing = ALL.withTools(Patterns.of("t"))
                .withResources(Patterns.of("r"))
                .withPrompts(Patterns.of("p"))
                .withFeatures(Patterns.of("tools"));

        assertThat(narrowing.includes(Narrowing.Kind.TOOLS, "t")).isTrue();
        assertThat(narrowing.includes(Narrowing.Kind.TOOLS, "r")).isFalse();
        assertThat(narrowing.includes(Narrowing.Kind.RESOURCES, "r")).isTrue();
        assertThat(narrowing.includes(Narrowing.Kind.RESOURCES, "p")).isFalse();
        assertThat(narrowing.includes(Narrowing.Kind.PROMPTS, "p")).isTrue();
        assertThat(narrowing.includes(Narrowing.Kind.PROMPTS, "t")).isFalse();
        assertThat(narrowing.includes(Narrowing.Kind.FEATURES, "tools")).isTrue();
        assertThat(narrowing.includes(Narrowing.Kind.FEATURES, "resources")).isFalse();
    }

    @Test
    public void holdsExactScopesAndThoseOfAWildcard() {
        Narrowing narrowing = ALL.withScopes("mcp:read:*", "finance:read");

        assertThat(List.of("mcp:read:health", "mcp:read:a:b", "finance:read")).allMatch(narrowing::holds);
        assertThat(List.of("mcp:read", "mcp:write:health", "finance:reader", "finance", "", "admin:read"))
                .noneMatch(narrowing::holds);
        assertThat(ALL.holds("mcp:read:health")).isFalse();
    }

    @Test
    public void noWildcardCoversAdministration() {
        for (String wildcard : List.of("*", "**", "adm*", "a:*", "admin:*", "admin:r*", ":*", "admin*", "admin::*")) {
            assertThat(ALL.withScopes(wildcard).holds("admin:read"))
                    .as(wildcard)
                    .isFalse();
        }
        assertThat(ALL.withScopes("admin:read").holds("admin:read")).isTrue();
        assertThat(ALL.withScopes("admin:read").holds("admin:write")).isFalse();
        assertThat(ALL.withScopes("*").holds("mcp:read")).isFalse();
        assertThat(ALL.withScopes("m*").holds("mcp:read")).isFalse();
    }

    @Test
    public void knowsWellFormedScopes() {
        assertThat(List.of("admin:read", "admin:key create", "mcp:read:*", "a:*", "jira.write", "A!#[]"))
                .allMatch(Narrowing::isScope);
        assertThat(List.of(
                        "",
                        "*",
                        "**",
                        "adm*",
                        "admin:*",
                        "admin:key *",
                        ":*",
                        "a*:b",
                        "a:**",
                        "a:*:*",
                        "a b",
                        "ä:read",
                        "a\"b",
                        "a\\b",
                        "a\n",
                        "x".repeat(161)))
                .noneMatch(Narrowing::isScope);
    }

    @Test
    public void effectsLimitWritesOnly() {
        for (Narrowing.Writes writes : Narrowing.Writes.values()) {
            assertThat(ALL.withWrites(writes).allows(Effect.READ_ONLY)).isTrue();
            assertThat(ALL.withWrites(writes).mayPropose(Effect.READ_ONLY)).isTrue();
            assertThat(Narrowing.Writes.of(writes.setting())).contains(writes);
        }
        for (Effect effect : List.of(Effect.ADDITIVE, Effect.DESTRUCTIVE)) {
            assertThat(ALL.allows(effect)).isFalse();
            assertThat(ALL.mayPropose(effect)).isFalse();
            assertThat(ALL.withWrites(Narrowing.Writes.PROPOSED).allows(effect)).isFalse();
            assertThat(ALL.withWrites(Narrowing.Writes.PROPOSED).mayPropose(effect))
                    .isTrue();
            assertThat(ALL.withWrites(Narrowing.Writes.ALLOWED).allows(effect)).isTrue();
            assertThat(ALL.withWrites(Narrowing.Writes.ALLOWED).mayPropose(effect))
                    .isTrue();
        }
        assertThat(Narrowing.Writes.of("WRITE")).isEmpty();
    }

    @Test
    public void isAKeyOfMaps() {
        Narrowing one = ALL.withTools(Patterns.of("a", "b*")).withScopes("x", "y");
        Narrowing same = ALL.withScopes("y", "x").withTools(Patterns.of("b*", "a"));

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one)
                .isNotEqualTo(one.withWrites(Narrowing.Writes.PROPOSED))
                .isNotEqualTo(one.withResources(Patterns.NONE))
                .isNotEqualTo(one.withScopes("x"))
                .isNotEqualTo(ALL);
        assertThat(ALL.withTools(Patterns.of("a"))).isNotEqualTo(ALL.withPrompts(Patterns.of("a")));
    }

    @Test
    public void comparesWhatIsIncluded() {
        Narrowing some = ALL.withTools(Patterns.of("a", "b")).withScopes("x");

        assertThat(some.includesAllOf(some)).isTrue();
        assertThat(ALL.withScopes("x", "y").includesAllOf(some)).isTrue();
        assertThat(some.includesAllOf(some.withTools(Patterns.of("a")))).isTrue();
        assertThat(some.includesAllOf(ALL)).isFalse();
        assertThat(ALL.includesAllOf(some)).as("without the scope").isFalse();
        assertThat(some.includesAllOf(some.withTools(Patterns.of("c")))).isFalse();
        assertThat(some.includesAllOf(some.withWrites(Narrowing.Writes.ALLOWED)))
                .isFalse();
        assertThat(some.withWrites(Narrowing.Writes.ALLOWED).includesAllOf(some))
                .isTrue();
    }

    @Test
    public void onlyTheLocalOperatorAndExactScopesAdminister() {
        assertThat(known(Credential.Kind.LOCAL, Narrowing.NOTHING).mayAdminister("key create"))
                .isTrue();
        for (Credential.Kind kind :
                List.of(Credential.Kind.API_KEY, Credential.Kind.NONE, Credential.Kind.LOCAL_GROUP)) {
            assertThat(known(kind, ALL.withScopes("admin:read")).mayAdminister("read"))
                    .isTrue();
            assertThat(known(kind, ALL.withScopes("admin:read")).mayAdminister("key create"))
                    .isFalse();
            for (String wildcard : List.of("*", "admin:*", "a:*", "admin:re*", "admin:")) {
                assertThat(known(kind, ALL.withScopes(wildcard)).mayAdminister("read"))
                        .as(wildcard)
                        .isFalse();
            }
        }
    }

    @Test
    public void grantsContainRolesOfTheWholeTenant() {
        Role editor = new Role("editor");
        Caller everywhere = new Caller("a", "a", Caller.Kind.PERSON, new Tenant("t"), Map.of(), Set.of(editor));
        Caller somewhere =
                new Caller("a", "a", Caller.Kind.PERSON, new Tenant("t"), Map.of(new Workspace("w"), Set.of(editor)));

        assertThat(everywhere.hasRole(editor, new Workspace("any"))).isTrue();
        assertThat(somewhere.hasRole(editor, new Workspace("w"))).isTrue();
        assertThat(somewhere.hasRole(editor, new Workspace("v"))).isFalse();
        assertThat(Grants.of(everywhere, ALL)).isNotEqualTo(Grants.of(somewhere, ALL));
        assertThat(Grants.of(everywhere, ALL).tenantRoles()).containsExactly(editor);
        assertThat(Grants.of(everywhere, ALL)).isEqualTo(Grants.of(everywhere, ALL.withWrites(Narrowing.Writes.NONE)));
    }

    private static Identity.Known known(Credential.Kind kind, Narrowing narrowing) {
        Caller caller = new Caller("a", "a", Caller.Kind.PERSON, new Tenant("t"), Map.of());
        return Identity.Known.of(caller, new Credential("k", kind, narrowing, Optional.empty()));
    }
}
