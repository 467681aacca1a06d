package io.patchbay.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Caller;
import io.patchbay.api.Effect;
import io.patchbay.api.Tenant;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.identity.Patterns;
import io.patchbay.spi.policy.Target;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.Test;

public final class KeyAuthenticatorTest {

    private static final Identity MALFORMED = new Identity.Refused(Identity.Reason.MALFORMED, "");
    private static final Identity UNKNOWN = new Identity.Refused(Identity.Reason.UNKNOWN, "");

    private final TestingConfigurations configurations = new TestingConfigurations();
    private final Secrets secrets = new Secrets();
    private final ApiKeys keys = configurations.keys();
    private final KeyAuthenticator authenticator = authenticator(false, Map.of());

    @Test
    public void knowsACallerByTheirKey() {
        write(
                "ci-1",
                "s3cret",
                Map.of("tools", new String[] {"clock_*"}, "kind", "service", "tenant", "acme", "caller", "ci"));

        Identity identity = authenticator.authenticate(TestingRequest.bearer("ci-1:s3cret"));

        assertThat(identity)
                .isEqualTo(Identity.Known.of(
                        new Caller("ci", "CI", Caller.Kind.SERVICE, new Tenant("acme"), Map.of()),
                        new Credential(
                                "ci-1",
                                Credential.Kind.API_KEY,
                                Narrowing.READS_EVERYTHING.withTools(Patterns.of("clock_*")),
                                Optional.empty(),
                                ((Identity.Known) identity).credential().mark())));
    }

    @Test
    public void readsEverythingWithoutSettings() {
        write("ci-1", "s3cret", Map.of());

        assertThat(known("ci-1:s3cret").credential().narrowing()).isEqualTo(Narrowing.READS_EVERYTHING);
        assertThat(known("ci-1:s3cret").caller().kind()).isEqualTo(Caller.Kind.AGENT);
    }

    @Test
    public void tellsAnAbsentListFromAnEmptyOneAndTakesOneText() {
        write("ci-1", "s3cret", Map.of("tools", new String[0], "resources", "files_*", "effect", "propose"));

        assertThat(known("ci-1:s3cret").credential().narrowing())
                .isEqualTo(Narrowing.READS_EVERYTHING
                        .withTools(Patterns.NONE)
                        .withResources(Patterns.of("files_*"))
                        .withWrites(Narrowing.Writes.PROPOSED));
    }

    @Test
    public void readsFeaturesAndNamedScopes() {
        write(
                "ci-1",
                "s3cret",
                Map.of("features", List.of("tools", "log*"), "namedScopes", List.of("admin:read", "mcp:read:*")));

        assertThat(known("ci-1:s3cret").credential().narrowing())
                .isEqualTo(Narrowing.READS_EVERYTHING
                        .withFeatures(Patterns.of("tools", "log*"))
                        .withScopes("admin:read", "mcp:read:*"));
    }

    @Test
    public void refusesAKeyWithTheFormerScopesAndSaysWhatToWrite() {
        Map<String[], String> lines = Map.of(
                new String[] {"admin:read"},
                "Write instead: \"tools\": [], \"resources\": [], \"prompts\": [], \"features\": [\"tools\", \"resources\","
                        + " \"prompts\", \"tasks\"], \"namedScopes\": [\"admin:read\"], \"effect\": \"write\"",
                new String[] {"tools:clock_*", "resources:*", "features:*"},
                "Write instead: \"tools\": [\"clock_*\"], \"prompts\": [], \"effect\": \"write\"",
                new String[] {"*"},
                "Write instead: \"effect\": \"write\" (",
                new String[0],
                "Write instead: \"tools\": [], \"resources\": [], \"prompts\": []",
                new String[] {"admin:*"},
                "name each command");
        lines.forEach((scopes, line) -> {
            write("ci-1", "s3cret", Map.of("scopes", scopes, "tools", new String[] {"*"}));

            assertThat(authenticator.authenticate(TestingRequest.bearer("ci-1:s3cret")))
                    .isInstanceOf(Identity.Refused.class);
            assertThat(authenticator.problems())
                    .extracting(Problem::message)
                    .singleElement()
                    .asString()
                    .startsWith("API key ci-1 is refused: scopes is no longer a setting. ")
                    .contains(line);
        });
    }

    @Test
    public void refusesMalformedNarrowingsAndNamesSettingAndPattern() {
        refusesKey("tools", List.of("a b"), "tools contains the malformed pattern \"a b\"");
        refusesKey("tools", "tools:x", "tools contains the malformed pattern \"tools:x\"");
        refusesKey("tools", "", "tools contains the malformed pattern \"\"");
        refusesKey("resources", List.of("x", "a\n"), "resources contains the malformed pattern \"a\\n\"");
        refusesKey("prompts", List.of("x".repeat(129)), "prompts contains the malformed pattern \"xxx");
        refusesKey("prompts", List.of(7), "prompts contains a value that is not text");
        refusesKey("tools", List.of("$[env:TOOLS]"), "tools contains a placeholder that could not be resolved");
        refusesKey(
                "tools",
                IntStream.range(0, 513).mapToObj(i -> "t" + i).toList(),
                "tools contains more than 512 patterns");
        refusesKey("features", List.of("loging"), "No such feature: \"loging\"; use logging, or another of tools, ");
        refusesKey("features", List.of("x*"), "No such feature: \"x*\"; use tools, resources, prompts");
        refusesKey("namedScopes", List.of("admin:*"), "no wildcard grants administration; name the commands");
        refusesKey("namedScopes", List.of("*"), "namedScopes contains the malformed scope \"*\"");
        refusesKey("namedScopes", List.of("a*:b"), "namedScopes contains the malformed scope \"a*:b\"");
        refusesKey("effect", "all", "effect is \"all\"; use read, propose or write");
        refusesKey("effect", List.of("write"), "effect is not text");
        refusesKey("effect", "$[env:EFFECT]", "effect contains a placeholder");
    }

    private void refusesKey(String setting, Object value, String reason) {
        write("ci-1", "s3cret", Map.of(setting, value));

        assertThat(authenticator.authenticate(TestingRequest.bearer("ci-1:s3cret")))
                .as(reason)
                .isInstanceOf(Identity.Refused.class);
        assertThat(authenticator.problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith("API key ci-1 is refused: " + setting + " ")
                .contains(reason);
    }

    @Test
    public void takesTheSchemeInAnyCaseAndTheOtherHeaderToo() {
        write("ci-1", "s3cret", Map.of());

        assertThat(authenticate("authorization", "bEARER   ci-1:s3cret \t")).isInstanceOf(Identity.Known.class);
        assertThat(authenticate("x-api-key", " ci-1:s3cret ")).isInstanceOf(Identity.Known.class);
    }

    @Test
    public void saysWhenNothingIsPresented() {
        assertThat(authenticator.authenticate(new TestingRequest(Map.of(), true)))
                .isEqualTo(new Identity.Anonymous());
    }

    @Test
    public void refusesTwoCredentialsThoughTheyAreEqual() {
        write("ci-1", "s3cret", Map.of());

        assertThat(authenticator.authenticate(TestingRequest.bearer("ci-1:s3cret", "ci-1:s3cret")))
                .isEqualTo(MALFORMED);
        assertThat(authenticator.authenticate(new TestingRequest(
                        Map.of("Authorization", List.of("Bearer ci-1:s3cret"), "X-API-Key", List.of("ci-1:s3cret")),
                        true)))
                .isEqualTo(MALFORMED);
        assertThat(authenticate("X-API-Key", "ci-1:s3cret", "ci-1:s3cret")).isEqualTo(MALFORMED);
        assertThat(authenticate("Authorization", "Bearer ci-1:s3cret, Bearer ci-1:s3cret"))
                .isEqualTo(MALFORMED);
    }

    @Test
    public void refusesMalformedCredentials() {
        for (String value : List.of(
                "",
                " ",
                "Bearer",
                "Bearer ",
                "ci-1:s3cret",
                "Bearer a:b c:d",
                "Bearer ci-1:s3crät",
                "Bearer a:b\u0000",
                "Bearer a:b\u00a0")) {
            assertThat(authenticate("Authorization", value)).as(value).isEqualTo(MALFORMED);
        }
        assertThat(authenticate("X-API-Key", "")).isEqualTo(MALFORMED);
    }

    @Test
    public void doesNotIdentifyCallersByForeignCredentials() {
        write("ci-1", "s3cret", Map.of());

        for (String value : List.of(
                "Basic Y2ktMTpzM2NyZXQ=",
                "Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc",
                "Bearer :s3cret",
                "Bearer ci/1:s3cret",
                "Bearer ci.1:x",
                "Bearer " + "a".repeat(65) + ":s3cret",
                "Bearer ci-1:" + "s".repeat(252),
                "Bearer " + "x".repeat(1 << 20),
                "Bearers ci-1:s3cret",
                "Digest ci-1:s3cret")) {
            assertThat(authenticate("Authorization", value))
                    .as(value.substring(0, Math.min(60, value.length())))
                    .isEqualTo(UNKNOWN);
        }
    }

    @Test
    public void tellsAWrongSecretAndAnUnknownKeyAlike() {
        write("ci-1", "s3cret", Map.of());

        assertThat(authenticator.authenticate(TestingRequest.bearer("ci-1:wrong")))
                .isEqualTo(new Identity.Refused(Identity.Reason.UNKNOWN, "ci-1", true));
        assertThat(authenticator.authenticate(TestingRequest.bearer("ci-1:")))
                .isEqualTo(new Identity.Refused(Identity.Reason.UNKNOWN, "ci-1", true));
        assertThat(authenticator.authenticate(TestingRequest.bearer("ci-2:s3cret")))
                .isEqualTo(new Identity.Refused(Identity.Reason.UNKNOWN, "ci-2"));
        assertThat(authenticator.authenticate(TestingRequest.bearer("nobody:x")))
                .isEqualTo(new Identity.Refused(Identity.Reason.UNKNOWN, "nobody"));
    }

    @Test
    public void takesColonsInASecret() {
        write("ci-1", "a:b::c", Map.of());

        assertThat(authenticator.authenticate(TestingRequest.bearer("ci-1:a:b::c")))
                .isInstanceOf(Identity.Known.class);
        assertThat(authenticator.authenticate(TestingRequest.bearer("ci-1:a:b")))
                .isInstanceOf(Identity.Refused.class);
    }

    @Test
    public void refusesAKeyFromItsExpiryOn() {
        write("ci-1", "s3cret", Map.of("expires", "2026-11-20T09:00:00Z"));

        assertThat(authenticator("2026-11-20T08:59:59.999Z").authenticate(TestingRequest.bearer("ci-1:s3cret")))
                .isInstanceOf(Identity.Known.class);
        assertThat(authenticator("2026-11-20T09:00:00Z").authenticate(TestingRequest.bearer("ci-1:s3cret")))
                .isEqualTo(new Identity.Refused(Identity.Reason.EXPIRED, "ci-1", true));
        assertThat(authenticator("2026-11-20T09:00:00Z").authenticate(TestingRequest.bearer("ci-1:wrong")))
                .isEqualTo(new Identity.Refused(Identity.Reason.UNKNOWN, "ci-1", true));
    }

    @Test
    public void letsASecretBeRotatedForOneCaller() {
        write("ci-1", "old", Map.of("caller", "ci"));
        write("ci-2", "new", Map.of("caller", "ci"));

        assertThat(known("ci-1:old").caller()).isEqualTo(known("ci-2:new").caller());
        configurations.remove(ApiKey.pid("ci-1"));
        assertThat(known("ci-2:new").caller().id()).isEqualTo("ci");
    }

    @Test
    public void keepsOneIdentityUntilAKeyChanges() {
        write("ci-1", "s3cret", Map.of());
        Identity.Known first = known("ci-1:s3cret");
        write("other", "s3cret", Map.of());
        write("ci-1", "s3cret", Map.of());

        assertThat(known("ci-1:s3cret")).isSameAs(first);
        write("ci-1", "s3cret", Map.of("tools", new String[] {"x"}));
        assertThat(known("ci-1:s3cret")).isNotEqualTo(first);
    }

    @Test
    public void refusesBrokenKeysAndNoOthers() {
        write("good", "s3cret", Map.of());
        write("placeholder", "s3cret", Map.of(".sha256", "$[env:HASH]"));
        write("hash", "s3cret", Map.of(".sha256", "abc"));
        write("expiry", "s3cret", Map.of("expires", "tomorrow"));
        write("nameless", "s3cret", Map.of("name", " "));
        write("scopes", "s3cret", Map.of("tools", new String[] {"$[env:TOOLS]"}));
        write("scope", "s3cret", Map.of("namedScopes", new String[] {"tools: *"}));
        write("kind", "s3cret", Map.of("kind", "ROBOT"));
        write("type", "s3cret", Map.of("name", 7));
        write("anonymous", "s3cret", Map.of());
        write("bad id", "s3cret", Map.of());

        assertThat(authenticator.authenticate(TestingRequest.bearer("good:s3cret")))
                .isInstanceOf(Identity.Known.class);
        for (String broken :
                List.of("placeholder", "hash", "expiry", "nameless", "scopes", "scope", "kind", "type", "anonymous")) {
            assertThat(authenticator.authenticate(TestingRequest.bearer(broken + ":s3cret")))
                    .isInstanceOf(Identity.Refused.class);
        }
        assertThat(authenticator.problems())
                .hasSize(10)
                .allMatch(problem -> problem.severity() == Problem.Severity.DEGRADED)
                .extracting(Problem::message)
                .contains(
                        "API key hash is refused: .sha256 is not the 64 hexadecimal digits of a SHA-256",
                        "API key placeholder is refused: .sha256 contains a placeholder that could not be resolved")
                .noneMatch(message -> message.contains("$[") || message.contains("bad id"));
    }

    @Test
    public void warnsOfPatternsOfTheAnonymousCallerThatMatchNothingNow() {
        TestingPublisher publisher = new TestingPublisher(
                Set.of(target(Target.Kind.TOOL, "clock_now", "finance:read"), target(Target.Kind.PROMPT, "clock_ask")));
        KeyAuthenticator open = authenticator(
                true,
                Map.of(
                        "anonymousTools", List.of("clok_*", "weather_*"),
                        "anonymousPrompts", List.of("*"),
                        "anonymousNamedScopes", List.of("finance:reed", "admin:read")));
        assertThat(open.problems()).isEmpty();

        open.bindPublisher(publisher);

        assertThat(open.problems())
                .allMatch(problem -> problem.severity() == Problem.Severity.DEGRADED)
                .extracting(Problem::message)
                .satisfiesExactly(
                        message -> assertThat(message)
                                .contains("\"clok_*\" in anonymousTools matches nothing")
                                .endsWith("is \"clock_*\" meant?"),
                        message -> assertThat(message)
                                .contains("\"weather_*\" in anonymousTools matches nothing")
                                .endsWith("published now."),
                        message -> assertThat(message)
                                .contains("\"finance:reed\" in anonymousNamedScopes matches nothing")
                                .endsWith("is \"finance:read\" meant?"));
        open.modified(
                config(
                        true,
                        Map.of(
                                "anonymousTools", List.of("clock_*", "*"),
                                "anonymousFeatures", List.of("log*"),
                                "anonymousNamedScopes", List.of("finance:*"))),
                Map.of());
        assertThat(open.problems()).isEmpty();
        open.modified(config(false, Map.of("anonymousTools", List.of("clok_*"))), Map.of());
        assertThat(open.problems()).isEmpty();
        open.modified(config(true, Map.of("anonymousTools", List.of("clok_*"))), Map.of());
        open.unbindPublisher(publisher);
        assertThat(open.problems()).isEmpty();
    }

    @Test
    public void letsTheAnonymousCallerSeeOnlyWhatTheSettingsName() {
        KeyAuthenticator open = authenticator(true, Map.of());

        assertThat(narrowingOf(open))
                .isEqualTo(Narrowing.NOTHING.withFeatures(Patterns.of("tools", "resources", "prompts", "tasks")));
        open.modified(
                config(
                        true,
                        Map.of(
                                "anonymousTools", List.of("a"),
                                "anonymousResources", List.of("b"),
                                "anonymousPrompts", List.of("c"),
                                "anonymousFeatures", List.of("tools"),
                                "anonymousNamedScopes", List.of("d"),
                                "anonymousEffect", "write")),
                Map.of());
        assertThat(narrowingOf(open))
                .isEqualTo(Narrowing.READS_EVERYTHING
                        .withTools(Patterns.of("a"))
                        .withResources(Patterns.of("b"))
                        .withPrompts(Patterns.of("c"))
                        .withFeatures(Patterns.of("tools"))
                        .withScopes("d")
                        .withWrites(Narrowing.Writes.ALLOWED));
    }

    @Test
    public void refusesTheFormerScopesOfTheAnonymousCallerAndSaysWhatToWrite() {
        for (boolean anonymous : new boolean[] {true, false}) {
            KeyAuthenticator open = authenticator(
                    anonymous, Map.of("anonymousScopes", List.of("tools:x"), "anonymousTools", List.of("*")));

            assertThat(open.authenticate(new TestingRequest(Map.of(), true))).isEqualTo(new Identity.Anonymous());
            assertThat(open.problems())
                    .extracting(Problem::message)
                    .singleElement()
                    .asString()
                    .contains(
                            "anonymousScopes is no longer a setting. Write instead: \"anonymousTools\": [\"x\"],"
                                    + " \"anonymousResources\": [], \"anonymousPrompts\": [], ",
                            "\"anonymousEffect\": \"write\"");
        }
    }

    @Test
    public void refusesAKeyThatBreaks() {
        write("ci-1", "s3cret", Map.of());
        write("ci-1", "s3cret", Map.of("expires", "tomorrow"));

        assertThat(authenticator.authenticate(TestingRequest.bearer("ci-1:s3cret")))
                .isInstanceOf(Identity.Refused.class);
        write("ci-1", "s3cret", Map.of());
        assertThat(authenticator.problems()).isEmpty();
        assertThat(authenticator.authenticate(TestingRequest.bearer("ci-1:s3cret")))
                .isInstanceOf(Identity.Known.class);
    }

    @Test
    public void findsTheKeysThatWereThereBefore() {
        write("ci-1", "s3cret", Map.of());

        KeyAuthenticator later =
                new KeyAuthenticator(config(false, Map.of()), Map.of(), configurations.keys(), Clock.systemUTC());

        assertThat(later.authenticate(TestingRequest.bearer("ci-1:s3cret"))).isInstanceOf(Identity.Known.class);
    }

    @Test
    public void looksAtOneConfigurationForOneChange() {
        for (int i = 0; i < 100; i++) {
            write("k" + i, "s3cret", Map.of());
        }
        int before = configurations.listings.get();

        ApiKeys later = configurations.keys();
        write("k1", "s3cret", Map.of("tools", new String[] {"x"}));
        configurations.remove(ApiKey.pid("k2"));

        assertThat(configurations.listings.get() - before).isEqualTo(1);
        assertThat(later.keys()).hasSize(99).doesNotContainKey("k2");
        assertThat(later.find("k1").orElseThrow().known().credential().narrowing())
                .isEqualTo(Narrowing.READS_EVERYTHING.withTools(Patterns.of("x")));
    }

    @Test
    public void findsAKeyThatCameBackUnderTheSameId() {
        write("ci-1", "s3cret", Map.of());
        configurations.remove(ApiKey.pid("ci-1"));
        assertThat(authenticator.authenticate(TestingRequest.bearer("ci-1:s3cret")))
                .isInstanceOf(Identity.Refused.class);

        write("ci-1", "other", Map.of());

        assertThat(authenticator.authenticate(TestingRequest.bearer("ci-1:other")))
                .isInstanceOf(Identity.Known.class);
    }

    @Test
    public void acceptsRequestsWithoutAKeyFromThisMachineOnlyIfAllowed() {
        KeyAuthenticator open = authenticator(true, Map.of("anonymousTools", List.of("clock_*")));

        Identity identity = open.authenticate(new TestingRequest(Map.of(), true));

        assertThat(identity).isInstanceOfSatisfying(Identity.Known.class, known -> {
            assertThat(known.caller().id()).isEqualTo("anonymous");
            assertThat(known.credential())
                    .isEqualTo(new Credential(
                            "anonymous",
                            Credential.Kind.NONE,
                            Narrowing.NOTHING
                                    .withTools(Patterns.of("clock_*"))
                                    .withFeatures(Patterns.of("tools", "resources", "prompts", "tasks")),
                            Optional.empty()));
        });
        assertThat(open.authenticate(new TestingRequest(Map.of(), true))).isSameAs(identity);
        assertThat(open.authenticate(new TestingRequest(Map.of(), false))).isEqualTo(new Identity.Anonymous());
        assertThat(open.authenticate(TestingRequest.bearer("ci-1:wrong"))).isInstanceOf(Identity.Refused.class);
        assertThat(open.authenticate(TestingRequest.with("Authorization", ""))).isEqualTo(MALFORMED);
    }

    @Test
    public void keepsRunningSettingsWhenNewOnesAreBroken() {
        KeyAuthenticator changed = authenticator(false, Map.of());
        changed.modified(config(true, Map.of("anonymousTools", List.of("$[env:TOOLS]"))), Map.of());

        assertThat(changed.authenticate(new TestingRequest(Map.of(), true))).isEqualTo(new Identity.Anonymous());
        assertThat(changed.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "Invalid settings in io.patchbay.identity.cfg.json; the previous settings stay in force: "
                                + "anonymousTools contains a placeholder that could not be resolved");
    }

    /** An operator who closes the server at night must not fail because of another mistake in the file. */
    @Test
    public void endsAnonymousAccessWhateverElseIsWrongWithTheFile() {
        KeyAuthenticator changed = authenticator(true, Map.of("anonymousTools", List.of("*")));
        changed.modified(config(true, Map.of("anonymousTools", List.of("files/*"))), Map.of());
        assertThat(changed.authenticate(new TestingRequest(Map.of(), true))).isInstanceOf(Identity.Known.class);

        changed.modified(config(false, Map.of("anonymousTools", List.of("files/*"))), Map.of());

        assertThat(changed.authenticate(new TestingRequest(Map.of(), true))).isEqualTo(new Identity.Anonymous());
        assertThat(changed.problems()).hasSize(1);
    }

    @Test
    public void refusesNobodyWronglyWhileKeysChangeAndAcceptsNobodyAfterARevocation() throws Exception {
        write("steady", "s3cret", Map.of());
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger wrong = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            new Thread(() -> {
                        while (!done.get()) {
                            if (!(authenticator.authenticate(TestingRequest.bearer("steady:s3cret"))
                                    instanceof Identity.Known)) {
                                wrong.incrementAndGet();
                            }
                        }
                        ended.countDown();
                    })
                    .start();
        }
        for (int i = 0; i < 300; i++) {
            write("steady", "s3cret", Map.of("tools", new String[] {"a" + i}));
            write("other", "secret" + i, Map.of());
            assertThat(authenticator.authenticate(TestingRequest.bearer("other:secret" + i)))
                    .isInstanceOf(Identity.Known.class);
            configurations.remove(ApiKey.pid("other"));
            assertThat(authenticator.authenticate(TestingRequest.bearer("other:secret" + i)))
                    .isInstanceOf(Identity.Refused.class);
        }
        done.set(true);
        ended.await();

        assertThat(wrong).hasValue(0);
    }

    private void write(String keyId, String secret, Map<String, Object> properties) {
        Map<String, Object> all =
                new HashMap<>(Map.of("name", "CI", ".sha256", HexFormat.of().formatHex(secrets.digest(secret))));
        all.putAll(properties);
        configurations.write(ApiKey.pid(keyId), "", all);
    }

    private Identity authenticate(String header, String... values) {
        return authenticator.authenticate(TestingRequest.with(header, values));
    }

    private Identity.Known known(String key) {
        return (Identity.Known) authenticator.authenticate(TestingRequest.bearer(key));
    }

    private KeyAuthenticator authenticator(String now) {
        return new KeyAuthenticator(
                config(false, Map.of()), Map.of(), keys, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private KeyAuthenticator authenticator(boolean anonymous, Map<String, ?> settings) {
        return new KeyAuthenticator(config(anonymous, settings), settings, keys, Clock.systemUTC());
    }

    private static Narrowing narrowingOf(KeyAuthenticator open) {
        return ((Identity.Known) open.authenticate(new TestingRequest(Map.of(), true)))
                .credential()
                .narrowing();
    }

    private static Target target(Target.Kind kind, String name, String... scopes) {
        return new Target(kind, name, Effect.READ_ONLY, Set.of(scopes));
    }

    /** Returns the settings in an annotation, with the defaults of those that are not given. */
    static KeyAuthenticator.Config config(boolean anonymous, Map<String, ?> settings) {
        return (KeyAuthenticator.Config) Proxy.newProxyInstance(
                KeyAuthenticator.Config.class.getClassLoader(),
                new Class<?>[] {KeyAuthenticator.Config.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("anonymous")) {
                        return anonymous;
                    }
                    Object value = settings.get(method.getName());
                    return value instanceof List<?> list
                            ? list.toArray(new String[0])
                            : value == null ? method.getDefaultValue() : value;
                });
    }
}
