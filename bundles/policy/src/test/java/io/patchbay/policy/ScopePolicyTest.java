package io.patchbay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import io.patchbay.api.Caller;
import io.patchbay.api.Effect;
import io.patchbay.api.Tenant;
import io.patchbay.spi.deploy.Settings;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.identity.Patterns;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;

public final class ScopePolicyTest {

    private static final Narrowing ALL = Narrowing.READS_EVERYTHING.withWrites(Narrowing.Writes.ALLOWED);
    private static final Narrowing NO_NAMES = Narrowing.NOTHING.withFeatures(Patterns.of("*"));

    private final ScopePolicy policy = new ScopePolicy(config(), new NoSettings());

    @Test
    public void showsWhatTheListsInclude() {
        Narrowing clock = NO_NAMES.withTools(Patterns.of("clock_*"));
        assertThat(visible(target(Target.Kind.TOOL, "clock_now"), clock)).isEqualTo(Visibility.VISIBLE);
        assertThat(visible(target(Target.Kind.TOOL, "clock_now"), ALL)).isEqualTo(Visibility.VISIBLE);
        Narrowing files = NO_NAMES.withResources(Patterns.of("files_*"));
        assertThat(visible(target(Target.Kind.RESOURCE, "files_root"), files)).isEqualTo(Visibility.VISIBLE);
        assertThat(visible(target(Target.Kind.RESOURCE_TEMPLATE, "files_file"), files))
                .isEqualTo(Visibility.VISIBLE);
        assertThat(visible(target(Target.Kind.PROMPT, "ask"), NO_NAMES.withPrompts(Patterns.of("ask"))))
                .isEqualTo(Visibility.VISIBLE);
        assertThat(visible(Target.feature("completion"), Narrowing.NOTHING.withFeatures(Patterns.of("completion"))))
                .isEqualTo(Visibility.VISIBLE);
    }

    @Test
    public void hidesEntriesOfAKindThatIsOutsideOfTheFeatures() {
        for (Target.Kind kind :
                List.of(Target.Kind.TOOL, Target.Kind.RESOURCE, Target.Kind.RESOURCE_TEMPLATE, Target.Kind.PROMPT)) {
            assertThat(visible(target(kind, "x"), ALL.withFeatures(Patterns.of("completion", "tasks"))))
                    .as("%s", kind)
                    .isEqualTo(Visibility.HIDDEN);
            assertThat(visible(target(kind, "x"), ALL.withFeatures(Patterns.of("tools", "resources", "prompts"))))
                    .as("%s", kind)
                    .isEqualTo(Visibility.VISIBLE);
        }
    }

    @Test
    public void hidesWhatTheyDoNot() {
        assertThat(visible(target(Target.Kind.TOOL, "clock_now"), Narrowing.NOTHING))
                .isEqualTo(Visibility.HIDDEN);
        Narrowing other = ALL.withTools(Patterns.of("clock"));
        assertThat(visible(target(Target.Kind.TOOL, "clock_now"), other)).isEqualTo(Visibility.HIDDEN);
        assertThat(visible(target(Target.Kind.TOOL, "clock_now"), ALL.withTools(Patterns.of("CLOCK_*"))))
                .isEqualTo(Visibility.HIDDEN);
        assertThat(visible(target(Target.Kind.RESOURCE_TEMPLATE, "x"), ALL.withResources(Patterns.NONE)))
                .isEqualTo(Visibility.HIDDEN);
        assertThat(visible(Target.feature("tasks"), ALL.withFeatures(Patterns.of("t*ls"))))
                .isEqualTo(Visibility.HIDDEN);
        for (String wildcard : List.of("*", "admin:*", "admin:key *", "a:*")) {
            assertThat(visible(target(Target.Kind.ADMIN, "key create"), ALL.withScopes(wildcard)))
                    .isEqualTo(Visibility.HIDDEN);
        }
    }

    @Test
    public void asksForEveryScopeADefinitionNames() {
        Target target = new Target(Target.Kind.TOOL, "jira_create", Effect.ADDITIVE, Set.of("jira:write", "jira:read"));

        assertThat(visible(target, ALL)).isEqualTo(Visibility.HIDDEN);
        assertThat(visible(target, ALL.withScopes("jira:write"))).isEqualTo(Visibility.HIDDEN);
        assertThat(visible(target, ALL.withScopes("jira:write", "jira:read"))).isEqualTo(Visibility.VISIBLE);
        assertThat(visible(target, ALL.withScopes("jira:*"))).isEqualTo(Visibility.VISIBLE);
        assertThat(visible(target, Narrowing.NOTHING.withScopes("jira:*"))).isEqualTo(Visibility.HIDDEN);
        Target guarded = new Target(Target.Kind.TOOL, "reload", Effect.ADDITIVE, Set.of("admin:reload"));
        assertThat(visible(guarded, ALL.withScopes("admin:*", "a:*", "*"))).isEqualTo(Visibility.HIDDEN);
        assertThat(visible(guarded, ALL.withScopes("admin:reload"))).isEqualTo(Visibility.VISIBLE);
    }

    @Test
    public void effectsDenyWritesAndNeverHideThem() {
        policy.modified(config(new String[] {"*"}, "*"));
        for (Narrowing.Writes writes : List.of(Narrowing.Writes.NONE, Narrowing.Writes.PROPOSED)) {
            for (Effect effect : List.of(Effect.ADDITIVE, Effect.DESTRUCTIVE)) {
                Narrowing narrowing = ALL.withWrites(writes);
                Operation operation = operation(target(effect), Credential.Kind.API_KEY, narrowing);

                assertThat(visible(target(effect), narrowing)).isEqualTo(Visibility.VISIBLE);
                assertThat(policy.decide(operation)).isInstanceOfSatisfying(Decision.Deny.class, deny -> {
                    assertThat(deny.code()).isEqualTo("operation_not_supported");
                    assertThat(deny.message())
                            .contains(
                                    writes == Narrowing.Writes.NONE ? "may only read" : "may only propose writes",
                                    "nothing was changed");
                });
                assertThat(policy.refusal(operation)).contains((Decision.Deny) policy.decide(operation));
            }
            assertThat(policy.decide(
                            operation(target(Effect.READ_ONLY), Credential.Kind.API_KEY, ALL.withWrites(writes))))
                    .isEqualTo(Decision.ALLOW);
        }
        assertThat(decide(Effect.DESTRUCTIVE)).isEqualTo(Decision.ALLOW);
    }

    @Test
    public void allowsReads() {
        assertThat(decide(Effect.READ_ONLY)).isEqualTo(Decision.ALLOW);
    }

    @Test
    public void deniesWritesUnlessTheyAreAllowed() {
        assertThat(decide(Effect.ADDITIVE)).isInstanceOfSatisfying(Decision.Deny.class, deny -> {
            assertThat(deny.code()).isEqualTo("operation_not_supported");
            assertThat(deny.message()).contains("not allowed on this server", "nothing was changed");
        });

        assertThat(policy.refusal(operation(target(Effect.ADDITIVE), Credential.Kind.API_KEY, ALL)))
                .isPresent();
        assertThat(policy.refusal(operation(target(Effect.READ_ONLY), Credential.Kind.API_KEY, ALL)))
                .isEmpty();

        policy.modified(config("files_*"));

        assertThat(policy.refusal(operation(target(Effect.ADDITIVE), Credential.Kind.API_KEY, ALL)))
                .isEmpty();
        assertThat(decide(Effect.ADDITIVE)).isEqualTo(Decision.ALLOW);
        assertThat(decide(Effect.DESTRUCTIVE)).isInstanceOf(Decision.Deny.class);
    }

    @Test
    public void asksForBothSettingsBeforeAnythingIsDestroyed() {
        policy.modified(config(new String[0], "files_*"));
        assertThat(decide(Effect.DESTRUCTIVE)).isInstanceOf(Decision.Deny.class);

        policy.modified(config(new String[] {"files_*"}, "files_write"));
        assertThat(decide(Effect.DESTRUCTIVE)).isEqualTo(Decision.ALLOW);

        policy.modified(config(new String[] {"files_*"}, "files_wri"));
        assertThat(decide(Effect.DESTRUCTIVE)).isInstanceOf(Decision.Deny.class);
    }

    @Test
    public void letsOnlyTheLocalOperatorAdministrate() {
        Target target = new Target(Target.Kind.ADMIN, "key create", Effect.ADDITIVE, Set.of());

        assertThat(decide(target, Credential.Kind.LOCAL)).isEqualTo(Decision.ALLOW);
        for (Credential.Kind kind :
                List.of(Credential.Kind.API_KEY, Credential.Kind.NONE, Credential.Kind.LOCAL_GROUP)) {
            for (String scope : List.of("*", "admin:*", "admin:key *", "a:*")) {
                assertThat(decide(target, kind, scope)).as(scope).isInstanceOf(Decision.Deny.class);
            }
        }
    }

    @Test
    public void letsAMemberOfTheGroupRunTheCommandsThatItsScopesName() {
        Target reading = new Target(Target.Kind.ADMIN, "status", Effect.READ_ONLY, Set.of());
        Target writing = new Target(Target.Kind.ADMIN, "connectors stop", Effect.DESTRUCTIVE, Set.of());

        assertThat(decide(reading, Credential.Kind.LOCAL_GROUP, "admin:status")).isEqualTo(Decision.ALLOW);
        assertThat(decide(writing, Credential.Kind.LOCAL_GROUP, "admin:connectors stop"))
                .isEqualTo(Decision.ALLOW);
        assertThat(decide(writing, Credential.Kind.LOCAL_GROUP, "admin:status")).isInstanceOf(Decision.Deny.class);
        assertThat(decide(writing, Credential.Kind.LOCAL_GROUP, "*")).isInstanceOf(Decision.Deny.class);
    }

    @Test
    public void letsAScopeThatSaysSoReadAdministration() {
        policy.modified(config(new String[] {"*"}, "*"));
        Target reading = new Target(Target.Kind.ADMIN, "key list", Effect.READ_ONLY, Set.of());
        Target writing = new Target(Target.Kind.ADMIN, "key create", Effect.ADDITIVE, Set.of());

        assertThat(decide(reading, Credential.Kind.API_KEY, "admin:key list")).isEqualTo(Decision.ALLOW);
        assertThat(decide(reading, Credential.Kind.API_KEY, "admin:key *")).isInstanceOf(Decision.Deny.class);
        assertThat(decide(writing, Credential.Kind.API_KEY, "admin:key create"))
                .as("a key runs no command that writes")
                .isInstanceOf(Decision.Deny.class);
    }

    @Test
    public void allowsRoutesToReadAndNotToWrite() {
        Target reading = new Target(Target.Kind.ROUTE, "/metrics", Effect.READ_ONLY, Set.of());
        Target writing = new Target(Target.Kind.ROUTE, "/admin/keys", Effect.DESTRUCTIVE, Set.of());

        assertThat(decide(reading, Credential.Kind.API_KEY, "admin:read")).isEqualTo(Decision.ALLOW);
        assertThat(decide(writing, Credential.Kind.API_KEY, "admin:write")).isInstanceOf(Decision.Deny.class);
    }

    @Test
    public void keepsRunningSettingsWhenNewOnesAreBroken() {
        policy.modified(config("files_*"));
        long version = policy.version();

        policy.modified(config("files_*", "[a-z]+"));

        assertThat(decide(Effect.ADDITIVE)).isEqualTo(Decision.ALLOW);
        assertThat(policy.version()).isEqualTo(version);
        assertThat(policy.problems()).extracting(Problem::severity).containsExactly(Problem.Severity.DEGRADED);
        policy.modified(config());
        assertThat(policy.problems()).isEmpty();
    }

    @Test
    public void allowsNoWriteWhenItsFirstSettingsAreBroken() {
        ScopePolicy broken = new ScopePolicy(config("*", "$[env:PATTERN]"), new NoSettings());

        assertThat(broken.problems()).hasSize(1);
        assertThat(broken.decide(operation(target(Effect.ADDITIVE), Credential.Kind.API_KEY, ALL)))
                .isInstanceOf(Decision.Deny.class);
    }

    @Test
    public void repeatsNoVersionOfAPredecessor() {
        policy.modified(config());

        assertThat(new ScopePolicy(config(), new NoSettings()).version()).isGreaterThan(policy.version());
    }

    /** The settings alternate with the versions, which reveals an answer older than its version. */
    @Test
    public void neverGivesAnOlderAnswerThanTheVersionThatWasRead() throws Exception {
        long first = policy.version();
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<String> wrong = new AtomicReference<>("");
        Operation write = operation(target(Effect.ADDITIVE), Credential.Kind.API_KEY, ALL);
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                long before = policy.version();
                boolean allowed = policy.decide(write).equals(Decision.ALLOW);
                long after = policy.version();
                if (before == after && allowed != ((before - first) % 2 == 1)) {
                    wrong.set("version " + before + " allowed " + allowed);
                }
            }
        });
        reader.start();
        for (int i = 1; i <= 100_000; i++) {
            policy.modified(i % 2 == 1 ? config("files_*") : config());
        }
        done.set(true);
        reader.join();

        assertThat(wrong.get()).isEmpty();
        assertThat(policy.version()).isEqualTo(first + 100_000);
    }

    private Visibility visible(Target target, Narrowing narrowing) {
        return policy.visible(new Grants(new Tenant("default"), Map.of(), Set.of(), narrowing), target);
    }

    private Decision decide(Effect effect) {
        return policy.decide(operation(target(effect), Credential.Kind.API_KEY, ALL));
    }

    private Decision decide(Target target, Credential.Kind kind, String... scopes) {
        return policy.decide(operation(target, kind, ALL.withScopes(scopes)));
    }

    private static Target target(Effect effect) {
        return new Target(Target.Kind.TOOL, "files_write", effect, Set.of());
    }

    private static Target target(Target.Kind kind, String name) {
        return new Target(kind, name, Effect.READ_ONLY, Set.of());
    }

    private static Operation operation(Target target, Credential.Kind kind, Narrowing narrowing) {
        Caller caller = new Caller("ci", "CI", Caller.Kind.AGENT, new Tenant("default"), Map.of());
        Credential credential = new Credential("ci-1", kind, narrowing, Optional.empty());
        return new Operation("call-1", Identity.Known.of(caller, credential), "tools/call", target, Arguments.none());
    }

    private static ScopePolicy.Config config(String... writes) {
        return config(writes, new String[0]);
    }

    private static ScopePolicy.Config config(String[] writes, String... destructive) {
        return new ScopePolicy.Config() {
            @Override
            public String[] allowWrites() {
                return writes;
            }

            @Override
            public String[] allowDestructive() {
                return destructive;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return ScopePolicy.Config.class;
            }
        };
    }

    private static final class NoSettings implements Settings {
        @Override
        public void write(String pid, String comment, Map<String, Object> properties) {
            throw new AssertionError("policy writes no settings");
        }

        @Override
        public boolean remove(String pid) {
            throw new AssertionError("policy removes no settings");
        }
    }
}
