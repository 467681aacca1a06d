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
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;

public final class ScopePolicyTest {

    private final ScopePolicy policy = new ScopePolicy(config(), new NoSettings());

    @Test
    public void showsWhatTheScopesCover() {
        assertThat(visible(target(Target.Kind.TOOL, "clock_now"), "tools:clock_*"))
                .isEqualTo(Visibility.VISIBLE);
        assertThat(visible(target(Target.Kind.TOOL, "clock_now"), "*")).isEqualTo(Visibility.VISIBLE);
        assertThat(visible(target(Target.Kind.RESOURCE, "files_root"), "resources:*"))
                .isEqualTo(Visibility.VISIBLE);
        assertThat(visible(target(Target.Kind.RESOURCE_TEMPLATE, "files_file"), "resources:files_*"))
                .isEqualTo(Visibility.VISIBLE);
        assertThat(visible(Target.feature("completion"), "features:completion")).isEqualTo(Visibility.VISIBLE);
    }

    @Test
    public void hidesWhatTheyDoNot() {
        assertThat(visible(target(Target.Kind.TOOL, "clock_now"))).isEqualTo(Visibility.HIDDEN);
        assertThat(visible(target(Target.Kind.TOOL, "clock_now"), "tools:clock", "prompts:*", ""))
                .isEqualTo(Visibility.HIDDEN);
        assertThat(visible(target(Target.Kind.TOOL, "clock_now"), "TOOLS:*")).isEqualTo(Visibility.HIDDEN);
        assertThat(visible(target(Target.Kind.ADMIN, "key create"), "tools:*", "features:*"))
                .isEqualTo(Visibility.HIDDEN);
    }

    @Test
    public void asksForEveryScopeADefinitionNames() {
        Target target = new Target(Target.Kind.TOOL, "jira_create", Effect.ADDITIVE, Set.of("jira.write", "jira.read"));

        assertThat(visible(target, "tools:*", "jira.write")).isEqualTo(Visibility.HIDDEN);
        assertThat(visible(target, "tools:*", "jira.*")).isEqualTo(Visibility.VISIBLE);
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

        assertThat(policy.refusal(operation(target(Effect.ADDITIVE), Credential.Kind.API_KEY, "*")))
                .isPresent();
        assertThat(policy.refusal(operation(target(Effect.READ_ONLY), Credential.Kind.API_KEY, "*")))
                .isEmpty();

        policy.modified(config("files_*"));

        assertThat(policy.refusal(operation(target(Effect.ADDITIVE), Credential.Kind.API_KEY, "*")))
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

        assertThat(decide(target, Credential.Kind.LOCAL, "admin:*")).isEqualTo(Decision.ALLOW);
        assertThat(decide(target, Credential.Kind.API_KEY, "*")).isInstanceOf(Decision.Deny.class);
        assertThat(decide(target, Credential.Kind.NONE, "*")).isInstanceOf(Decision.Deny.class);
    }

    @Test
    public void letsALocalUserRunTheCommandsThatItsScopesName() {
        Target reading = new Target(Target.Kind.ADMIN, "status", Effect.READ_ONLY, Set.of());
        Target writing = new Target(Target.Kind.ADMIN, "connectors stop", Effect.DESTRUCTIVE, Set.of());

        assertThat(decide(reading, Credential.Kind.LOCAL, "admin:status")).isEqualTo(Decision.ALLOW);
        assertThat(decide(writing, Credential.Kind.LOCAL, "admin:status")).isInstanceOf(Decision.Deny.class);
        assertThat(decide(writing, Credential.Kind.LOCAL, "*")).isInstanceOf(Decision.Deny.class);
    }

    @Test
    public void letsAScopeThatSaysSoReadAdministration() {
        Target reading = new Target(Target.Kind.ADMIN, "key list", Effect.READ_ONLY, Set.of());
        Target writing = new Target(Target.Kind.ADMIN, "key create", Effect.ADDITIVE, Set.of());

        assertThat(decide(reading, Credential.Kind.API_KEY, "admin:key *")).isEqualTo(Decision.ALLOW);
        assertThat(decide(writing, Credential.Kind.API_KEY, "admin:key *")).isInstanceOf(Decision.Deny.class);
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
        assertThat(broken.decide(operation(target(Effect.ADDITIVE), Credential.Kind.API_KEY, "*")))
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
        Operation write = operation(target(Effect.ADDITIVE), Credential.Kind.API_KEY, "*");
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

    private Visibility visible(Target target, String... scopes) {
        return policy.visible(new Grants(new Tenant("default"), Map.of(), Set.of(scopes)), target);
    }

    private Decision decide(Effect effect) {
        return policy.decide(operation(target(effect), Credential.Kind.API_KEY, "*"));
    }

    private Decision decide(Target target, Credential.Kind kind, String... scopes) {
        return policy.decide(operation(target, kind, scopes));
    }

    private static Target target(Effect effect) {
        return new Target(Target.Kind.TOOL, "files_write", effect, Set.of());
    }

    private static Target target(Target.Kind kind, String name) {
        return new Target(kind, name, Effect.READ_ONLY, Set.of());
    }

    private static Operation operation(Target target, Credential.Kind kind, String... scopes) {
        Caller caller = new Caller("ci", "CI", Caller.Kind.AGENT, new Tenant("default"), Map.of());
        Credential credential = new Credential("ci-1", kind, Set.of(scopes), Optional.empty());
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
